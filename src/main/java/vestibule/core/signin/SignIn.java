package vestibule.core.signin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import vestibule.core.cache.AccountCache;
import vestibule.core.change.Change;
import vestibule.core.change.Changes;
import vestibule.core.model.Email;
import vestibule.core.model.Identifier;
import vestibule.core.model.LoginKey;
import vestibule.core.model.Mail;
import vestibule.core.model.Person;
import vestibule.core.model.Session;
import vestibule.core.model.SignedIn;
import vestibule.core.model.Visit;
import vestibule.core.outbox.Afterwards;
import vestibule.core.outbox.Mails;
import vestibule.core.password.PasswordCheck;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.session.Sessions;
import vestibule.core.store.Stores;

/** Lets people in by their log-in string and password, and out again. */
public final class SignIn {

  /** How often a log-in with an unconfirmed address mails a new key (docs/contracts 0.11). */
  private static final Duration KEY_MAIL_PAUSE = Duration.ofHours(1);

  /** No account has this id. */
  private static final long NOBODY = 0;

  private final Changes changes;
  private final PasswordCheck passwords;
  private final Sessions sessions;
  private final Mails mails;
  private final Afterwards afterwards;
  private final boolean discreet;

  /**
   * Sign-in against a database.
   *
   * @param discreet whether nobody is to learn whose an address is (docs/contracts 0.6)
   */
  public SignIn(
      Changes changes,
      PasswordCheck passwords,
      Sessions sessions,
      Mails mails,
      Afterwards afterwards,
      boolean discreet) {
    this.changes = changes;
    this.passwords = passwords;
    this.sessions = sessions;
    this.mails = mails;
    this.afterwards = afterwards;
    this.discreet = discreet;
  }

  /**
   * Begins a session. The password is hashed before the unit of work, which looks again whether
   * account, password and log-in string are still the same: a log-in with the old password that
   * overlaps a reset leaves no session.
   *
   * <p>Under strict privacy nobody signs in by an address that the account has not proved, nor, but
   * by name at a door that signs in whoever registers, to an account that has proved none: that is
   * a failed log-in like any other, and a new confirmation is mailed.
   *
   * @throws RefusedException with {@link Refusal.WrongCredentials} for an unknown name, a wrong
   *     password or a disabled account alike; with {@link Refusal.UnverifiedAddress} when all is
   *     right but the address is not confirmed at a door that asks for it; with {@link
   *     Refusal.Busy}, having read nothing, when no password can be hashed now
   */
  public SignedIn signIn(Visit visit, Login login, Session.Terms terms) {
    passwords.requireRoom();
    LoginKey key = LoginKey.of(login.name());
    Named named = changes.read(stores -> named(stores, login.by(), key));
    // Drawn in any case: see Mails.id.
    long mail = discreet ? mails.id() : 0;
    PasswordCheck.Checked checked =
        passwords.check(named.identifier().map(Identifier::account), login.candidates());
    if (discreet && !isProved(login.by(), named)) {
      afterwards.add(() -> mailKey(mail, visit, checked, named, key));
      throw new RefusedException(new Refusal.WrongCredentials());
    }
    if (login.by() == Login.By.VERIFIED_ADDRESS && !named.identifier().orElseThrow().proven()) {
      throw unverified(visit, checked, key);
    }
    Sessions.Opening opening = sessions.prepare(checked.account(), visit, terms);
    Person person =
        changes.unit(
            checked.account(),
            opening.event().at(),
            change -> {
              checked.require(change);
              requireNamed(change.stores(), key, checked.account());
              sessions.open(change, opening);
              return AccountCache.read(change.stores(), checked.account()).orElseThrow();
            });
    return new SignedIn(person, opening.session(), opening.key());
  }

  /** Ends a session, and with it every token that was ever renewed from it. */
  public void signOut(Session session, Visit visit) {
    sessions.signOut(session, visit);
  }

  /** Under strict privacy as much is read for nobody as for somebody. */
  private Named named(Stores stores, Login.By by, LoginKey key) {
    Optional<Identifier> found =
        stores.identifiers().find(key).filter(identifier -> takes(by, identifier));
    return new Named(
        found,
        discreet ? stores.emails().of(found.map(Identifier::account).orElse(NOBODY)) : List.of());
  }

  /** Names are always proved. */
  private static boolean isProved(Login.By by, Named named) {
    return named.identifier().orElseThrow().proven()
        && (by == Login.By.NEW_NAME_OR_ADDRESS
            || named.emails().stream().anyMatch(Email::verified));
  }

  private static boolean takes(Login.By by, Identifier identifier) {
    return switch (by) {
      case NAME_OR_ADDRESS, NEW_NAME_OR_ADDRESS -> true;
      case ADDRESS, VERIFIED_ADDRESS -> identifier.kind() == Identifier.Kind.ADDRESS;
    };
  }

  private void requireNamed(Stores stores, LoginKey key, long account) {
    stores
        .identifiers()
        .find(key)
        .filter(identifier -> identifier.account() == account)
        .filter(identifier -> identifier.proven() || !discreet)
        .orElseThrow(() -> new RefusedException(new Refusal.WrongCredentials()));
  }

  private RefusedException unverified(Visit visit, PasswordCheck.Checked checked, LoginKey key) {
    List<Email> emails = changes.read(stores -> stores.emails().of(checked.account()));
    mailKey(mails.id(), visit, checked, emails.stream().filter(email -> email.key().equals(key)));
    return new RefusedException(new Refusal.UnverifiedAddress());
  }

  /** By name the mail goes to the oldest address, which is the one of the registration. */
  private void mailKey(
      long mail, Visit visit, PasswordCheck.Checked checked, Named named, LoginKey key) {
    mailKey(
        mail,
        visit,
        checked,
        named.emails().stream().filter(email -> !key.isAddress() || email.key().equals(key)));
  }

  private void mailKey(
      long id, Visit visit, PasswordCheck.Checked checked, Stream<Email> addresses) {
    addresses
        .findFirst()
        .map(
            email ->
                mails.to(
                    id,
                    email,
                    Mail.Purpose.CONFIRM,
                    visit.door().name(),
                    visit.client().language()))
        .ifPresent(
            mail ->
                changes.unit(
                    mail.account(),
                    mail.tries().created(),
                    change -> mailKey(change, checked, mail)));
  }

  private static boolean mailKey(Change change, PasswordCheck.Checked checked, Mail mail) {
    checked.require(change);
    Stores stores = change.stores();
    Instant now = change.now();
    Optional<Email> due =
        stores
            .emails()
            .find(mail.account(), mail.recipient().email())
            .filter(email -> !email.claim().decoy() && isKeyDue(email, now));
    due.ifPresent(
        email -> {
          stores.emails().mailed(email.account(), email.id(), now);
          stores.outbox().insert(mail);
        });
    return due.isPresent();
  }

  private static boolean isKeyDue(Email email, Instant now) {
    return email.claim().mailedAt().map(at -> !now.isBefore(at.plus(KEY_MAIL_PAUSE))).orElse(true);
  }

  /**
   * What a log-in string names.
   *
   * @param emails the addresses of its account, under strict privacy
   */
  private record Named(Optional<Identifier> identifier, List<Email> emails) {}
}
