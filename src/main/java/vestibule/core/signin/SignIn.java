package vestibule.core.signin;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import vestibule.core.Refusal;
import vestibule.core.RefusedException;
import vestibule.core.Stores;
import vestibule.core.Transactions;
import vestibule.core.Visit;
import vestibule.core.account.Identifier;
import vestibule.core.account.LoginKey;
import vestibule.core.account.Person;
import vestibule.core.email.Email;
import vestibule.core.mail.Mail;
import vestibule.core.mail.Mails;
import vestibule.core.password.PasswordCheck;
import vestibule.core.session.Directory;
import vestibule.core.session.Session;
import vestibule.core.session.Sessions;
import vestibule.core.session.SignedIn;

/** Lets people in by their log-in string and password, and out again. */
public final class SignIn {

  /** How often a log-in with an unconfirmed address mails a new key (contracts.md 0.11). */
  private static final Duration KEY_MAIL_PAUSE = Duration.ofHours(1);

  private final Transactions transactions;
  private final PasswordCheck passwords;
  private final Sessions sessions;
  private final Mails mails;

  /** Sign-in against a database. */
  public SignIn(
      Transactions transactions, PasswordCheck passwords, Sessions sessions, Mails mails) {
    this.transactions = transactions;
    this.passwords = passwords;
    this.sessions = sessions;
    this.mails = mails;
  }

  /**
   * Begins a session. The password is hashed before the unit of work, which looks again whether
   * account, password and log-in string are still the same: a log-in with the old password that
   * overlaps a reset leaves no session.
   *
   * @throws RefusedException with {@link Refusal.WrongCredentials} for an unknown name, a wrong
   *     password or a disabled account alike; with {@link Refusal.UnverifiedAddress} when all is
   *     right but the address is not confirmed at a door that asks for it; with {@link
   *     Refusal.Busy}, having read nothing, when no password can be hashed now
   */
  public SignedIn signIn(Visit visit, Login login, Session.Terms terms) {
    passwords.requireRoom();
    LoginKey key = LoginKey.of(login.name());
    Optional<Identifier> named =
        transactions
            .read(stores -> stores.identifiers().find(key))
            .filter(identifier -> takes(login.by(), identifier));
    PasswordCheck.Checked checked =
        passwords.check(named.map(Identifier::account), login.candidates());
    if (login.by() == Login.By.VERIFIED_ADDRESS && !named.orElseThrow().proven()) {
      throw unverified(visit, checked, key);
    }
    Sessions.Opening opening = sessions.prepare(checked.account(), visit, terms);
    Person person =
        transactions.write(
            stores -> {
              checked.requireStill(stores);
              requireNamed(stores, key, checked.account());
              sessions.open(stores, opening);
              return Directory.read(stores, checked.account()).orElseThrow();
            });
    return new SignedIn(person, opening.session(), opening.key());
  }

  /** Ends a session, and with it every token that was ever renewed from it. */
  public void signOut(Session session, Visit visit) {
    sessions.signOut(session, visit);
  }

  private static boolean takes(Login.By by, Identifier identifier) {
    return switch (by) {
      case NAME_OR_ADDRESS -> true;
      case ADDRESS, VERIFIED_ADDRESS -> identifier.kind() == Identifier.Kind.ADDRESS;
    };
  }

  private static void requireNamed(Stores stores, LoginKey key, long account) {
    if (stores.identifiers().find(key).filter(i -> i.account() == account).isEmpty()) {
      throw new RefusedException(new Refusal.WrongCredentials());
    }
  }

  private RefusedException unverified(Visit visit, PasswordCheck.Checked checked, LoginKey key) {
    long account = checked.account();
    Optional<Email> claimed =
        transactions.read(stores -> stores.emails().of(account)).stream()
            .filter(email -> email.key().equals(key))
            .findFirst();
    claimed.ifPresent(email -> mailKey(visit, checked, email));
    return new RefusedException(new Refusal.UnverifiedAddress());
  }

  private void mailKey(Visit visit, PasswordCheck.Checked checked, Email email) {
    Mail mail = mails.confirmation(email, visit.door().name(), visit.client().language());
    Instant now = mail.tries().created();
    transactions.write(
        stores -> {
          checked.requireStill(stores);
          Optional<Email> due =
              stores
                  .emails()
                  .find(email.account(), email.id())
                  .filter(present -> isKeyDue(present, now));
          due.ifPresent(
              present -> {
                stores.emails().mailed(present.account(), present.id(), now);
                stores.outbox().insert(mail);
              });
          return due.isPresent();
        });
  }

  private static boolean isKeyDue(Email email, Instant now) {
    return email.claim().mailedAt().map(at -> !now.isBefore(at.plus(KEY_MAIL_PAUSE))).orElse(true);
  }
}
