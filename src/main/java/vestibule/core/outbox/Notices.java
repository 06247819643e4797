package vestibule.core.outbox;

import java.util.List;
import vestibule.core.model.Door;
import vestibule.core.model.Doors;
import vestibule.core.model.Email;
import vestibule.core.model.Language;
import vestibule.core.model.Mail;
import vestibule.core.model.Visit;

/**
 * Tells the owner of an account what was done to it, at every address that the account has proved;
 * drawn up before the unit of work that queues them with the change.
 */
public final class Notices {

  private final Mails mails;
  private final Doors doors;

  /** Mails of these doors. */
  public Notices(Mails mails, Doors doors) {
    this.mails = mails;
    this.doors = doors;
  }

  /** What somebody at a door did. */
  public List<Mail> of(Mail.Purpose purpose, List<Email> emails, Visit visit) {
    return emails.stream()
        .filter(Notices::isTold)
        .map(email -> mails.to(email, purpose, visit))
        .toList();
  }

  /** What an operator did: in the language of the door that each address came in by. */
  public List<Mail> byOperator(Mail.Purpose purpose, List<Email> emails) {
    return emails.stream()
        .filter(Notices::isTold)
        .map(email -> mails.to(mails.id(), email, purpose, email.claim().door(), language(email)))
        .toList();
  }

  private Language language(Email email) {
    return doors.named(email.claim().door()).map(Door::language).orElse(Language.ENGLISH);
  }

  /** A stranger who only claims the account's address learns nothing of it. */
  private static boolean isTold(Email email) {
    return email.verified() && !email.claim().decoy() && email.bouncedAt().isEmpty();
  }
}
