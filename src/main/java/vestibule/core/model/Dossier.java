package vestibule.core.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import vestibule.core.model.avatar.Avatar;
import vestibule.core.model.factor.EnrolledFactor;

/**
 * All that is kept of one account.
 *
 * @param means by what its person gets in
 * @param signIns newest first, ended ones included as long as they are kept
 * @param mailed what was and will be mailed
 * @param trail newest first
 * @param picture of the person
 */
public record Dossier(
    Person person,
    Means means,
    List<SignIn> signIns,
    Mailed mailed,
    List<AuditEvent> trail,
    Optional<Avatar> picture) {

  public Dossier {
    signIns = List.copyOf(signIns);
    trail = List.copyOf(trail);
  }

  /**
   * What the person may be told: all but what tells whether an address that they have not confirmed
   * has another owner (docs/contracts 0.6), as to such an address nothing is mailed to confirm it.
   */
  public Dossier forThePerson() {
    return new Dossier(
        person,
        means,
        signIns,
        new Mailed(
            codes().stream().filter(code -> isTold(code.intent().purpose())).toList(),
            mails().stream().filter(owed -> isTold(owed.mail().purpose())).toList()),
        trail,
        picture);
  }

  private static boolean isTold(MailedCode.Purpose purpose) {
    return switch (purpose) {
      case RESET, NOT_ME, KEEP -> true;
      case CONFIRM, DISOWN -> false;
    };
  }

  private static boolean isTold(Mail.Purpose purpose) {
    return switch (purpose) {
      case CONFIRM, ADDRESS_TAKEN -> false;
      case RESET,
          SIGN_IN_CODE,
          INVITE,
          PASSWORD_CHANGED,
          PASSWORD_RESET,
          NEW_DEVICE,
          ADDRESS_ADDED,
          ADDRESS_VERIFIED,
          ADDRESS_PRIMARY,
          ADDRESS_REMOVED,
          NAME_CHANGED,
          RIGHTS_GRANTED,
          FACTOR_CHANGED,
          DELETION_BEGUN,
          REFRESH_TOKEN_REUSED ->
          true;
    };
  }

  /** The codes of its mails, newest first. */
  public List<MailedCode> codes() {
    return mailed.codes();
  }

  /** The mails that are owed or were given up, oldest first. */
  public List<OwedMail> mails() {
    return mailed.mails();
  }

  /** The password; empty for an invited person who has not chosen one yet. */
  public Optional<KeptPassword> password() {
    return means.password();
  }

  /**
   * What was and will be mailed.
   *
   * @param codes newest first
   * @param mails that are owed or were given up, oldest first
   */
  public record Mailed(List<MailedCode> codes, List<OwedMail> mails) {

    public Mailed {
      codes = List.copyOf(codes);
      mails = List.copyOf(mails);
    }
  }

  /**
   * By what somebody gets in.
   *
   * @param recoveryCodes how many are unspent
   */
  public record Means(
      Optional<KeptPassword> password, List<EnrolledFactor> factors, int recoveryCodes) {

    public Means {
      factors = List.copyOf(factors);
    }
  }

  /**
   * What may be told of a password.
   *
   * @param kind how it is hashed, with the costs, such as {@code argon2id m=19456,t=2,p=1}; of
   *     another system's hash the scheme alone, such as {@code bcrypt}; never salt or hash
   * @param version 1 for the first one
   */
  public record KeptPassword(String kind, long version, Instant changedAt) {}

  /** A session with what is known of its client. */
  public record SignIn(Session session, UserAgent client) {}

  /** A mail to the account that was not sent yet; given up when {@code diedAt} is there. */
  public record OwedMail(Mail mail, Optional<Instant> diedAt, Optional<String> reason) {}
}
