package vestibule.core.address;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import vestibule.core.challenge.Challenges;
import vestibule.core.change.Change;
import vestibule.core.change.Changes;
import vestibule.core.change.Grounds;
import vestibule.core.limit.Limits;
import vestibule.core.model.Address;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.AuditEvent.Kind;
import vestibule.core.model.Email;
import vestibule.core.model.Language;
import vestibule.core.model.LoginKey;
import vestibule.core.model.Mail;
import vestibule.core.model.MailRequest;
import vestibule.core.model.Session;
import vestibule.core.model.UserAgent;
import vestibule.core.model.Visit;
import vestibule.core.outbox.Mails;
import vestibule.core.outbox.Notices;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.store.AddressChange;
import vestibule.core.store.Ids;
import vestibule.core.store.Stores;

/**
 * The addresses of an account: adding, preferring, removing, and asking again for a confirmation.
 * The session that asks must still be live when the change is made: else it is refused with {@link
 * Refusal.TokenRefused}.
 */
public final class Emails {

  /** How many addresses an account may have (docs/contracts F). */
  public static final int MOST = 20;

  private static final int MOST_RESENT = 3;

  private final Changes changes;
  private final Ids ids;
  private final Notices notices;
  private final Mails mails;
  private final AddressClaims addressClaims;
  private final Limits limits;
  private final Challenges challenges;

  public Emails(
      Changes changes,
      Ids ids,
      Posting posting,
      AddressClaims addressClaims,
      Limits limits,
      Challenges challenges) {
    this.changes = changes;
    this.ids = ids;
    this.notices = posting.notices();
    this.mails = posting.mails();
    this.addressClaims = addressClaims;
    this.limits = limits;
    this.challenges = challenges;
  }

  /** How its mails are owed, and how owners are told of changes. */
  public record Posting(Mails mails, Notices notices) {}

  /**
   * Adds an unverified address and queues its confirmation, but to an address that was mailed
   * enough lately; it becomes the primary one when the account has none.
   *
   * @throws RefusedException with {@link Refusal.AddressInvalid}, {@link Refusal.AddressTaken} (an
   *     address of the account itself too) or {@link Refusal.AddressesFull}
   */
  public Email add(Session session, String text, Visit visit) {
    long account = session.account();
    Address address = Address.of(text);
    mails.requireReachable(address);
    Email email = email(account, address, false, visit);
    limits.count(Limits.Kind.MAIL, visit.client());
    Optional<Mail> mail =
        Optional.of(mails.to(email, Mail.Purpose.CONFIRM, visit))
            .filter(_ -> limits.mayMail(email.key()));
    AuditEvent event = changes.event(Kind.ADDRESS_ADDED, account, visit);
    List<Mail> told = told(Mail.Purpose.ADDRESS_ADDED, account, visit);
    return changes.make(
        event,
        Grounds.of(session),
        change -> {
          Email added = add(change, email, mail);
          AddressUndo.keep(change, event, added.id(), new AddressChange.Added());
          told.forEach(change.stores().outbox()::insert);
          return added;
        });
  }

  /**
   * Whether an address would be refused to an account that does not have it, for doors that report
   * all that is wrong together. Never so where taken addresses are hidden from who asks, and for
   * what is no address.
   *
   * @throws RefusedException with {@link Refusal.Throttled} after too many from one network
   */
  public boolean isTaken(String text, UserAgent client) {
    limits.count(Limits.Kind.NAME_CHECK, client);
    if (addressClaims.isDiscreet()) {
      return false;
    }
    LoginKey key = LoginKey.of(text);
    Instant now = changes.now();
    return changes
        .read(stores -> stores.identifiers().find(key))
        .filter(identifier -> key.isAddress() && identifier.isHeld(now))
        .isPresent();
  }

  /**
   * Makes a verified address the primary one; the primary one stays as it is.
   *
   * @throws RefusedException with {@link Refusal.AddressUnknown} or {@link
   *     Refusal.AddressUnverified}
   */
  public void prefer(Session session, long id, Visit visit) {
    long account = session.account();
    AuditEvent event = changes.event(Kind.PRIMARY_CHANGED, account, visit);
    List<Mail> told = told(Mail.Purpose.ADDRESS_PRIMARY, account, visit);
    changes.makeIf(
        event,
        Grounds.of(session),
        change -> {
          Stores stores = change.stores();
          Email email = own(stores, account, id);
          if (isPrimary(stores, email)) {
            return false;
          }
          if (!email.verified()) {
            throw new RefusedException(new Refusal.AddressUnverified());
          }
          long former = primary(stores, account).orElse(0);
          stores.accounts().setPrimary(account, OptionalLong.of(id));
          AddressUndo.keep(change, event, id, new AddressChange.Preferred(former));
          told.forEach(stores.outbox()::insert);
          return true;
        });
  }

  /**
   * Removes an address. Its log-in string names nobody from then on; of a proven one it is free for
   * others when the removal cannot be taken back any more.
   *
   * @throws RefusedException with {@link Refusal.AddressUnknown} or {@link Refusal.AddressPrimary}
   */
  public void remove(Session session, long id, Visit visit) {
    long account = session.account();
    AuditEvent event = changes.event(Kind.ADDRESS_REMOVED, account, visit);
    List<Mail> told = told(Mail.Purpose.ADDRESS_REMOVED, account, visit);
    changes.run(
        event,
        Grounds.of(session),
        change -> {
          removed(change, event, own(change.stores(), account, id));
          told.forEach(change.stores().outbox()::insert);
        });
  }

  static void removed(Change change, AuditEvent event, Email email) {
    if (isPrimary(change.stores(), email)) {
      throw new RefusedException(new Refusal.AddressPrimary());
    }
    if (email.verified() && !email.claim().decoy()) {
      AddressUndo.removeProven(change, event, email);
    } else {
      AddressClaims.giveUp(change.stores(), email, change.now());
    }
  }

  /**
   * Queues a new confirmation for every account that claims the address and has not proved it since
   * mail to it came back, at most three of them; nothing happens for any other address, and nobody
   * is told which it was. An address that was mailed enough lately gets none. Under strict privacy
   * all that is found out after the answer.
   *
   * @param client who asks
   * @param asked the language that the causing request asked for
   * @param usual otherwise the language of a mail, by the name of the door through which the
   *     address was claimed
   */
  public void resend(
      String text, UserAgent client, Optional<Language> asked, Function<String, Language> usual) {
    limits.count(Limits.Kind.MAIL, client);
    challenges.mail(client);
    if (addressClaims.isDiscreet()) {
      MailRequest request = mails.requestOfConfirmation(text, asked);
      changes.write(
          stores -> {
            stores.mailRequests().insert(request);
            return request.id();
          });
      return;
    }
    List<Mail> wanted =
        mailable(text).stream()
            .map(email -> confirmation(mails.id(), email, asked, usual))
            .toList();
    if (!wanted.isEmpty()) {
      changes.write(stores -> queued(stores, wanted));
    }
  }

  /** Does what {@link #resend} has put off, once, though other nodes may be at it too. */
  public void resend(MailRequest request, Function<String, Language> usual) {
    List<Long> drawn = Stream.generate(mails::id).limit(MOST_RESENT).toList();
    List<Email> unproven = mailable(request.login());
    List<Mail> wanted =
        IntStream.range(0, unproven.size())
            .mapToObj(i -> confirmation(drawn.get(i), unproven.get(i), request.language(), usual))
            .toList();
    changes.write(stores -> stores.mailRequests().delete(request) ? queued(stores, wanted) : 0);
  }

  private List<Email> mailable(String text) {
    List<Email> unproven = unproven(text);
    return unproven.isEmpty() || limits.mayMail(LoginKey.of(text)) ? unproven : List.of();
  }

  private List<Email> unproven(String text) {
    return changes.read(stores -> stores.emails().claims(LoginKey.of(text))).stream()
        .filter(email -> !email.verified() || email.bouncedAt().isPresent())
        .limit(MOST_RESENT)
        .toList();
  }

  private static int queued(Stores stores, List<Mail> wanted) {
    wanted.forEach(stores.outbox()::insert);
    return wanted.size();
  }

  /** A new address of an account as its door claims it. */
  public Email email(long account, Address address, boolean verified, Visit visit) {
    return new Email(
        ids.next(Ids.Sequence.EMAIL),
        account,
        address.text(),
        verified,
        new Email.Claim(
            visit.door().name(),
            visit.door().codes().family(),
            changes.now(),
            Optional.empty(),
            false));
  }

  private Mail confirmation(
      long id, Email email, Optional<Language> asked, Function<String, Language> usual) {
    String door = email.claim().door();
    Language language = asked.orElseGet(() -> usual.apply(door));
    return mails.to(id, email, Mail.Purpose.CONFIRM, door, language);
  }

  private List<Mail> told(Mail.Purpose purpose, long account, Visit visit) {
    return notices.of(purpose, changes.read(stores -> stores.emails().of(account)), visit);
  }

  private Email add(Change change, Email wanted, Optional<Mail> mail) {
    Stores stores = change.stores();
    List<Email> present = stores.emails().of(wanted.account());
    if (present.stream().anyMatch(other -> other.key().equals(wanted.key()))) {
      throw new RefusedException(new Refusal.AddressTaken());
    }
    if (present.size() >= MOST) {
      throw new RefusedException(new Refusal.AddressesFull(MOST));
    }
    Email email = addressClaims.claimOrPretend(stores, wanted, change.now());
    stores.emails().insert(email);
    if (primary(stores, email.account()).isEmpty()) {
      stores.accounts().setPrimary(email.account(), OptionalLong.of(email.id()));
    }
    mail.ifPresent(stores.outbox()::insert);
    return email;
  }

  private static Email own(Stores stores, long account, long id) {
    return stores
        .emails()
        .find(account, id)
        .orElseThrow(() -> new RefusedException(new Refusal.AddressUnknown()));
  }

  private static boolean isPrimary(Stores stores, Email email) {
    return primary(stores, email.account()).equals(OptionalLong.of(email.id()));
  }

  private static OptionalLong primary(Stores stores, long account) {
    return stores.accounts().find(account).orElseThrow().standing().primaryEmail();
  }
}
