package vestibule.core.refusal;

import java.util.List;

/**
 * Why the core did not do what it was asked, in its own words: no status, no text.
 *
 * <p>Cases that most surfaces answer alike are a group. A surface words each group, or the cases of
 * a group where its document tells them apart, in one {@code switch} without {@code default}: a new
 * group does not compile until every surface answers it, nor a new case where its group is told
 * apart.
 */
public sealed interface Refusal {

  /** A sign-in that came to nothing. */
  sealed interface OfSignIn extends Refusal {}

  /** A registration that is not for this person. */
  sealed interface OfRegistration extends Refusal {}

  /** A user name that cannot be had. */
  sealed interface OfName extends Refusal {}

  /** An e-mail address that cannot be had, or cannot be changed so. */
  sealed interface OfAddress extends Refusal {}

  /** A new password that cannot be had, or cannot be had with what was said of the present one. */
  sealed interface OfPassword extends Refusal {}

  /** A one-time code that opens nothing. */
  sealed interface OfCode extends Refusal {}

  /** A second factor that cannot be had, used or given up. */
  sealed interface OfFactor extends Refusal {}

  /** An account that the caller cannot act on, or not any more. */
  sealed interface OfAccess extends Refusal {}

  /** What was asked may be right, but it is not done now. */
  sealed interface OfLoad extends Refusal {

    /** After how many seconds it is worth asking again. */
    int retryAfterSeconds();
  }

  /** The log-in failed; unknown name, wrong password and disabled account are one on purpose. */
  record WrongCredentials() implements OfSignIn {}

  /** The password was right, but this door lets in confirmed addresses only. */
  record UnverifiedAddress() implements OfSignIn {}

  /** Nobody registers here by themselves, or only whom an operator invites. */
  record RegistrationClosed(boolean byInvitation) implements OfRegistration {}

  /** Whoever registers has to solve a challenge first; what was sent for one is none, or spent. */
  record RegistrationChallenge() implements OfRegistration {}

  /** Nobody registers with an address of that domain. */
  record DomainClosed() implements OfAddress {}

  /** The user name is empty, too long, or holds characters that no name may hold. */
  record NameInvalid() implements OfName {}

  /** The user name belongs to another account. */
  record NameTaken() implements OfName {}

  /** The text is no e-mail address that mail could be sent to. */
  record AddressInvalid() implements OfAddress {}

  /** The address belongs to another account, or is held for one that has not confirmed it yet. */
  record AddressTaken() implements OfAddress {}

  /** The account has no address with that id. */
  record AddressUnknown() implements OfAddress {}

  /** Only a confirmed address can become the primary one. */
  record AddressUnverified() implements OfAddress {}

  /** The primary address cannot be removed. */
  record AddressPrimary() implements OfAddress {}

  /** The account has as many addresses as an account may have. */
  record AddressesFull(int most) implements OfAddress {}

  /** A profile text is too long or holds control characters. */
  record FieldInvalid(ProfileField field) implements Refusal {}

  /** The new password breaks rules; all broken rules are named, in the order of the rules. */
  record PasswordInvalid(List<PasswordProblem> problems) implements OfPassword {

    public PasswordInvalid {
      problems = List.copyOf(problems);
    }
  }

  /**
   * A change of password was refused: the present one did not match, or the new one breaks rules,
   * or both, which are reported together (docs/contracts D.2).
   */
  record PasswordChangeInvalid(boolean wrongPassword, List<PasswordProblem> problems)
      implements OfPassword {

    public PasswordChangeInvalid {
      problems = List.copyOf(problems);
    }
  }

  /** The new password is the present one. */
  record PasswordUnchanged() implements OfPassword {}

  /** The one-time code is unknown, spent, void, or of another family. */
  record CodeInvalid() implements OfCode {}

  /** The one-time code was right once; its time is over. */
  record CodeExpired() implements OfCode {}

  /** The answer proves no factor of the account; which part of it was wrong is not told. */
  record FactorWrong() implements OfFactor {}

  /** What the addition of a factor began with was not made here, or for another, or is too old. */
  record EnrolmentInvalid() implements OfFactor {}

  /** The account has no factor with that id. */
  record FactorUnknown() implements OfFactor {}

  /** The account has one-time codes, or this passkey, already. */
  record FactorPresent() implements OfFactor {}

  /** The account has as many factors as an account may have. */
  record FactorsFull(int most) implements OfFactor {}

  /** The account needs a second factor, and this is its last one. */
  record FactorRequired() implements OfFactor {}

  /** The name of a factor is too long, or holds what people cannot see. */
  record FactorNameInvalid() implements OfFactor {}

  /**
   * The session that let the caller in had ended before the change was made, or its account was
   * disabled or deleted: what their token would be worth now.
   */
  record TokenRefused(TokenRefusal token) implements OfAccess {}

  /** Nobody is known by that log-in name. */
  record AccountUnknown() implements OfAccess {}

  /** The server cannot do it now: passwords queue for hashing, or the database does not answer. */
  record Busy(int retryAfterSeconds) implements OfLoad {}

  /**
   * Whether somebody is let in is for another system to say, which does not answer. A wrong
   * password of an account that is here is refused so too while that is: else the two could be told
   * apart.
   */
  record OldSystemAway(int retryAfterSeconds) implements OfLoad {}

  /**
   * It was tried too often from here, or for this account; nobody is shut out for good.
   *
   * @param limit which limit was struck, as {@code sign-in}
   */
  record Throttled(String limit, int retryAfterSeconds) implements OfLoad {}

  /**
   * After so many failures one has to solve a challenge first; what was sent for one is none, or
   * spent. Whoever comes again after that time needs none.
   */
  record AttemptChallenge(int retryAfterSeconds) implements OfLoad {}

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
