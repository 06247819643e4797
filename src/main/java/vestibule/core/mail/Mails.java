package vestibule.core.mail;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import vestibule.core.Ids;
import vestibule.core.email.Email;
import vestibule.core.mail.Mail.Purpose;

/**
 * Draws up mails that are to be queued; they are drawn before the unit of work that queues them.
 */
public final class Mails {

  private final Ids ids;
  private final InstantSource clock;

  /** Mails get their ids and times from here. */
  public Mails(Ids ids, InstantSource clock) {
    this.ids = ids;
    this.clock = clock;
  }

  /** Asks to confirm an address, with the links of a door. */
  public Mail confirmation(Email email, String door, Language language) {
    return to(email, Purpose.CONFIRM, door, language);
  }

  /** A mail to an address of an account. */
  public Mail to(Email email, Purpose purpose, String door, Language language) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return new Mail(
        ids.next(Ids.Sequence.MAIL),
        email.account(),
        purpose,
        new Mail.Recipient(email.id(), email.address(), language),
        door,
        new Mail.Tries(now, 0, now));
  }
}
