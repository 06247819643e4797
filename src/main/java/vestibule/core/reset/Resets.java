package vestibule.core.reset;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import vestibule.core.address.AddressClaims;
import vestibule.core.cache.AccountCache;
import vestibule.core.challenge.Challenges;
import vestibule.core.change.Change;
import vestibule.core.change.Changes;
import vestibule.core.limit.Limits;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.AuditEvent.Kind;
import vestibule.core.model.CodeFamily;
import vestibule.core.model.CodeRules;
import vestibule.core.model.Doors;
import vestibule.core.model.Email;
import vestibule.core.model.LoginKey;
import vestibule.core.model.Mail;
import vestibule.core.model.MailRequest;
import vestibule.core.model.MailedCode;
import vestibule.core.model.Person;
import vestibule.core.model.Visit;
import vestibule.core.outbox.Mails;
import vestibule.core.outbox.Notices;
import vestibule.core.password.PasswordHashing;
import vestibule.core.password.PasswordOwner;
import vestibule.core.password.PasswordRules;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.secret.MailedCodes;
import vestibule.core.store.Stores;

/** Resetting a forgotten password by a link in a mail (docs/contracts A.3, A.6). */
public final class Resets {

  private final Changes changes;
  private final Fresh fresh;
  private final Mails mails;
  private final Notices notices;
  private final Doors doors;
  private final AddressClaims addressClaims;
  private final Limits limits;
  private final Challenges challenges;

  public Resets(
      Changes changes,
      Fresh fresh,
      Mailing mailing,
      AddressClaims addressClaims,
      Limits limits,
      Challenges challenges) {
    this.changes = changes;
    this.fresh = fresh;
    this.mails = mailing.mails();
    this.notices = mailing.notices();
    this.doors = mailing.doors();
    this.addressClaims = addressClaims;
    this.limits = limits;
    this.challenges = challenges;
  }

  /**
   * How its mails are owed, how owners are told, and the doors whose rules say which addresses get
   * them.
   */
  public record Mailing(Mails mails, Notices notices, Doors doors) {}

  /** The same in the name of whom those changes are by. */
  public Resets by(Changes others) {
    return new Resets(
        others, fresh, new Mailing(mails, notices, doors), addressClaims, limits, challenges);
  }

  /** What a new password goes through. */
  public record Fresh(PasswordRules rules, PasswordHashing hashing) {}

  /**
   * Queues a reset mail to the primary address of the account that the log-in string names. An
   * address that was mailed a short while ago gets none, so that nobody is flooded, and the link
   * that is about to be used stays good; without limits the newest overtakes every earlier one
   * (docs/contracts A.3). A disabled account, an unconfirmed address of a door that mails no resets
   * to those, and an address that mail comes back from get none, and nobody is told. Under strict
   * privacy who is named so is found out after the answer, and nobody is told that either.
   *
   * @throws RefusedException with {@link Refusal.AccountUnknown} when nobody is named so; with
   *     {@link Refusal.Throttled} after too many from one network; with {@link
   *     Refusal.AttemptChallenge} after many failures there
   */
  public void request(String login, Visit visit) {
    limits.count(Limits.Kind.MAIL, visit.client());
    challenges.mail(visit.client());
    if (addressClaims.isDiscreet()) {
      MailRequest request = mails.requestOfReset(login, visit);
      changes.write(
          stores -> {
            stores.mailRequests().insert(request);
            return request.id();
          });
      return;
    }
    Person person =
        changes
            .refusals()
            .attempt(
                Kind.RESET_REFUSED,
                visit,
                _ ->
                    changes
                        .read(stores -> named(stores, login))
                        .orElseThrow(() -> new RefusedException(new Refusal.AccountUnknown())));
    if (mail(0, person, visit).filter(this::mayMail).isPresent()) {
      request(person, visit, changes.event(Kind.PASSWORD_RESET_REQUESTED, person.id(), visit));
    }
  }

  private boolean mayMail(Mail mail) {
    return limits.mayMailReset(LoginKey.of(mail.recipient().address()));
  }

  /**
   * Does what {@link #request(String, Visit)} has put off, once, though other nodes may be at it
   * too. An unconfirmed address names its account only where the mail goes to that very address:
   * its claimant would learn at another one that nobody else has it.
   */
  public void request(MailRequest request, Visit visit) {
    Optional<Person> named = changes.read(stores -> namedDiscreetly(stores, request.login()));
    Optional<Mail> mail =
        named.flatMap(person -> mail(request.id(), person, visit)).filter(this::mayMail);
    if (mail.isEmpty()) {
      changes.write(stores -> stores.mailRequests().delete(request));
      return;
    }
    AuditEvent event = changes.event(Kind.PASSWORD_RESET_REQUESTED, mail.get().account(), visit);
    changes.unit(
        event.account(),
        event.at(),
        change ->
            change.stores().mailRequests().delete(request) && overtake(change, mail.get(), event));
  }

  /**
   * Queues a reset mail for an account that an operator names, as {@link #request(String, Visit)}.
   *
   * @param visit at the door whose links an operator's mails carry
   * @return false when the account gets none
   */
  public boolean requestByOperator(Person person, Visit visit) {
    return request(
        person, visit, changes.byOperator(Kind.PASSWORD_RESET_REQUESTED, person.id(), ""));
  }

  /**
   * Queues a reset mail for an account, as {@link #request(String, Visit)}; the event tells who
   * asked.
   *
   * @return false when the account gets none
   */
  public boolean request(Person person, Visit visit, AuditEvent event) {
    Optional<Mail> mail = mail(mails.id(), person, visit);
    return mail.isPresent()
        && changes.unit(event.account(), event.at(), change -> overtake(change, mail.get(), event));
  }

  private static Optional<Person> named(Stores stores, String login) {
    return stores
        .identifiers()
        .find(LoginKey.of(login))
        .filter(found -> !found.isFormerName())
        .flatMap(found -> AccountCache.read(stores, found.account()));
  }

  private static Optional<Person> namedDiscreetly(Stores stores, String login) {
    LoginKey key = LoginKey.of(login);
    return named(stores, login)
        .filter(
            person ->
                !key.isAddress()
                    || person.emails().stream()
                        .filter(email -> email.key().equals(key))
                        .anyMatch(email -> email.verified() || person.isPrimary(email)));
  }

  private Optional<Mail> mail(long id, Person person, Visit visit) {
    return person
        .primary()
        .filter(email -> person.account().isActive() && !email.claim().decoy())
        .filter(email -> email.verified() || resetsUnproven(email.claim().family()))
        .filter(email -> email.bouncedAt().isEmpty())
        .map(email -> mails.to(id, email, Mail.Purpose.RESET, visit));
  }

  private boolean resetsUnproven(CodeFamily family) {
    return doors.codes(family).map(CodeRules::resetsUnproven).orElse(true);
  }

  /** Without limits only the newest counts: earlier codes are void, earlier mails are not sent. */
  private boolean overtake(Change change, Mail mail, AuditEvent event) {
    if (!change.lock(mail.account())) {
      return false;
    }
    if (!limits.isOn()) {
      Mails.voidResets(change.stores(), mail.account(), change.now());
    }
    change.stores().outbox().insert(mail);
    change.record(event);
    return true;
  }

  /**
   * Sets a new password by a mailed code. It proves the mailbox: the address that was mailed is
   * confirmed, every session ends, other open codes are void, unproven other addresses go, proven
   * others get a notice (docs/contracts A.6).
   *
   * @throws RefusedException with {@link Refusal.CodeInvalid} or {@link Refusal.CodeExpired}; with
   *     {@link Refusal.PasswordInvalid}, which leaves the code as it is
   */
  public void reset(String text, String password, Visit visit) {
    changes
        .refusals()
        .attempt(
            Kind.CODE_REFUSED,
            visit,
            attempt -> {
              MailedCode code = open(text, visit);
              attempt.on(code.account());
              reset(code, password, visit);
              return code;
            });
  }

  private void reset(MailedCode code, String password, Visit visit) {
    fresh.rules().require(password, visit.door().passwords(), owner(code));
    String hash = fresh.hashing().hash(visit.client().network().narrow(), password);
    AuditEvent event = changes.event(Kind.PASSWORD_RESET, code.account(), visit);
    List<Email> others =
        changes.read(stores -> stores.emails().of(code.account())).stream()
            .filter(email -> email.id() != code.email())
            .toList();
    List<Mail> told = notices.of(Mail.Purpose.PASSWORD_RESET, others, visit);
    changes.run(
        event,
        change -> spend(change, code),
        change -> {
          change.stores().passwords().put(code.account(), hash, change.now());
          keepProven(change, code);
          told.forEach(change.stores().outbox()::insert);
        });
  }

  /**
   * Looks whether a code could reset a password, without spending it.
   *
   * @throws RefusedException with {@link Refusal.CodeInvalid} or {@link Refusal.CodeExpired}
   */
  public void peek(String text, Visit visit) {
    changes.refusals().attempt(Kind.CODE_REFUSED, visit, _ -> open(text, visit));
  }

  private PasswordOwner owner(MailedCode code) {
    return changes
        .read(stores -> AccountCache.read(stores, code.account()))
        .map(PasswordOwner::of)
        .orElse(PasswordOwner.UNKNOWN);
  }

  private MailedCode open(String text, Visit visit) {
    return limits.code(visit.client(), () -> found(text, visit.door().codes().family()));
  }

  private MailedCode found(String text, CodeFamily family) {
    MailedCode code =
        changes
            .read(stores -> MailedCodes.find(stores, text, MailedCode.Purpose.RESET))
            .filter(found -> found.intent().family().equals(family))
            .filter(found -> !found.isSpent())
            .orElseThrow(() -> new RefusedException(new Refusal.CodeInvalid()));
    if (code.isExpired(changes.now())) {
      throw new RefusedException(new Refusal.CodeExpired());
    }
    return code;
  }

  private static void spend(Change change, MailedCode code) {
    Stores stores = change.stores();
    boolean first =
        change.lock(code.account())
            && stores.accounts().find(code.account()).orElseThrow().isActive()
            && stores.codes().spend(code.account(), code.id(), change.now());
    if (!first) {
      throw new RefusedException(new Refusal.CodeInvalid());
    }
  }

  private void keepProven(Change change, MailedCode code) {
    Stores stores = change.stores();
    long account = code.account();
    Instant now = change.now();
    Email mailed =
        stores
            .emails()
            .find(account, code.email())
            .orElseThrow(() -> new RefusedException(new Refusal.CodeInvalid()));
    addressClaims.prove(change, mailed);
    stores.emails().of(account).stream()
        .filter(email -> !email.verified())
        .forEach(email -> AddressClaims.giveUp(stores, email, now));
    Mails.voidResets(stores, account, now);
    stores.codes().voidAll(account, MailedCode.Purpose.CONFIRM, now);
    stores.codes().voidAll(account, MailedCode.Purpose.DISOWN, now);
    change.endSessions(account, 0);
  }
}
