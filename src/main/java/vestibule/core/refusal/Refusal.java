package vestibule.core.refusal;

import java.util.List;

/**
 * Why the core did not do what it was asked, in its own words: no status, no text. Every contract
 * words each of them in one {@code switch} without {@code default}, so that a new refusal is a
 * compile error until all contracts have words for it.
 */
public sealed interface Refusal {

  /** The log-in failed; unknown name, wrong password and disabled account are one on purpose. */
  record WrongCredentials() implements Refusal {}

  /** The password was right, but this door lets in confirmed addresses only (document D). */
  record UnverifiedAddress() implements Refusal {}

  /** The user name is empty, too long, or holds characters that no name may hold. */
  record NameInvalid() implements Refusal {}

  /** The user name belongs to another account. */
  record NameTaken() implements Refusal {}

  /** The text is no e-mail address that mail could be sent to. */
  record AddressInvalid() implements Refusal {}

  /** The address belongs to another account, or is held for one that has not confirmed it yet. */
  record AddressTaken() implements Refusal {}

  /** A profile text is too long or holds control characters. */
  record FieldInvalid(ProfileField field) implements Refusal {}

  /** The new password breaks rules; all broken rules are named, in the order of the rules. */
  record PasswordInvalid(List<PasswordProblem> problems) implements Refusal {

    /** Keeps its own copy of the problems. */
    public PasswordInvalid {
      problems = List.copyOf(problems);
    }
  }

  /**
   * A change of password was refused: the present one did not match, or the new one breaks rules,
   * or both, which are reported together (docs/contracts D.2).
   */
  record PasswordChangeInvalid(boolean wrongPassword, List<PasswordProblem> problems)
      implements Refusal {

    /** Keeps its own copy of the problems. */
    public PasswordChangeInvalid {
      problems = List.copyOf(problems);
    }
  }

  /** The new password is the present one. */
  record PasswordUnchanged() implements Refusal {}

  /** The one-time code is unknown, spent, void, or of another family. */
  record CodeInvalid() implements Refusal {}

  /** The one-time code was right once; its time is over. */
  record CodeExpired() implements Refusal {}

  /**
   * The session that let the caller in had ended before the change was made, or its account was
   * disabled or deleted: what their token would be worth now.
   */
  record TokenRefused(TokenRefusal token) implements Refusal {}

  /** Nobody is known by that log-in name. */
  record AccountUnknown() implements Refusal {}

  /** The account has no address with that id. */
  record AddressUnknown() implements Refusal {}

  /** Only a confirmed address can become the primary one. */
  record AddressUnverified() implements Refusal {}

  /** The primary address cannot be removed. */
  record AddressPrimary() implements Refusal {}

  /** The account has as many addresses as an account may have. */
  record AddressesFull(int most) implements Refusal {}

  /** Too many attempts; counts are kept by {@code core.limit}. */
  record Throttled(int retryAfterSeconds) implements Refusal {}

  /** The server cannot do it now: passwords queue for hashing, or the database does not answer. */
  record Busy(int retryAfterSeconds) implements Refusal {}

  /** The profile texts that {@link FieldInvalid} can name. */
  enum ProfileField {
    FULL_NAME,
    FIRST_NAME,
    LAST_NAME,
    PATRONYMIC,
    PHONE,
    CONTACTS
  }
}
