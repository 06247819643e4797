package vestibule.core.outbox;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import vestibule.core.model.Address;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.Email;
import vestibule.core.model.Language;
import vestibule.core.model.LoginKey;
import vestibule.core.model.Mail;
import vestibule.core.model.Mail.Purpose;
import vestibule.core.model.MailRequest;
import vestibule.core.model.MailedCode;
import vestibule.core.model.Texts;
import vestibule.core.model.Visit;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.store.Ids;
import vestibule.core.store.Stores;

/**
 * Draws up mails that are to be queued; they are drawn before the unit of work that queues them.
 */
public final class Mails {

  private final Ids ids;
  private final InstantSource clock;
  private final Reach reach;

  /** Mails get their ids and times from here. */
  public Mails(Ids ids, InstantSource clock, Reach reach) {
    this.ids = ids;
    this.clock = clock;
    this.reach = reach;
  }

  /**
   * Refuses an address that no mail can be sent to from here.
   *
   * @throws RefusedException with {@link Refusal.AddressInvalid}
   */
  public void requireReachable(Address address) {
    reach.require(address);
  }

  /**
   * The id of a mail that may never be. Message-IDs hold the ids of mails, so who gets two mails
   * could count what was mailed between them: what must not be told takes an id in any case.
   */
  public long id() {
    return ids.next(Ids.Sequence.MAIL);
  }

  /** A mail to an address of an account, that somebody at a door causes. */
  public Mail to(Email email, Purpose purpose, Visit visit) {
    return to(id(), email, purpose, visit);
  }

  /** The same with an id that was drawn before. */
  public Mail to(long id, Email email, Purpose purpose, Visit visit) {
    return to(id, email, purpose, visit.door().name(), visit.client().language());
  }

  /** The same with the links of a door that nobody stands at. */
  public Mail to(long id, Email email, Purpose purpose, String door, Language language) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return new Mail(
        id,
        email.account(),
        purpose,
        new Mail.Recipient(email.id(), email.address(), language),
        door,
        new Mail.Tries(now, 0, now));
  }

  /** Notes that somebody asks for a new confirmation of an address. */
  public MailRequest requestOfConfirmation(String address, Optional<Language> language) {
    return new MailRequest(
        id(), MailRequest.Kind.CONFIRM, storable(address), new AuditEvent.Place("", ""), language);
  }

  /** Notes that somebody asks for a new password. */
  public MailRequest requestOfReset(String login, Visit visit) {
    return request(MailRequest.Kind.RESET, login, visit);
  }

  /** Notes that somebody asks for a code to sign in by. */
  public MailRequest requestOfSignIn(String login, Visit visit) {
    return request(MailRequest.Kind.SIGN_IN, login, visit);
  }

  private MailRequest request(MailRequest.Kind kind, String login, Visit visit) {
    return new MailRequest(
        id(),
        kind,
        storable(login),
        new AuditEvent.Place(visit.door().name(), visit.client().networkAddress()),
        Optional.of(visit.client().language()));
  }

  /** Nothing of a text that can be no log-in: it may be of any length, and unfit for a database. */
  private static String storable(String login) {
    String bare = login.strip();
    return LoginKey.of(bare).text().isEmpty() || Texts.hasControl(bare) ? "" : bare;
  }

  /**
   * Nothing that was mailed, is being mailed or is owed can set a password any more. The mails go
   * first: that waits for a worker who draws a code for one of them, so that the code is seen.
   */
  public static void voidResets(Stores stores, long account, Instant now) {
    stores.outbox().deletePending(account, Mail.Purpose.RESET);
    stores.outbox().deletePending(account, Mail.Purpose.INVITE);
    stores.codes().voidAll(account, MailedCode.Purpose.RESET, now);
  }
}
