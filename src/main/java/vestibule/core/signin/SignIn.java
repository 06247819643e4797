package vestibule.core.signin;

import java.util.List;
import java.util.Optional;
import vestibule.core.cache.AccountCache;
import vestibule.core.change.Changes;
import vestibule.core.model.Email;
import vestibule.core.model.Identifier;
import vestibule.core.model.LoginKey;
import vestibule.core.model.Person;
import vestibule.core.model.Session;
import vestibule.core.model.SignedIn;
import vestibule.core.model.Visit;
import vestibule.core.password.PasswordCheck;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.session.Sessions;
import vestibule.core.store.Stores;

/** Lets people in by their log-in string and password, and out again. */
public final class SignIn {

  /** No account has this id. */
  private static final long NOBODY = 0;

  private final Changes changes;
  private final PasswordCheck passwords;
  private final Sessions sessions;
  private final KeyMails keyMails;
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
      KeyMails keyMails,
      boolean discreet) {
    this.changes = changes;
    this.passwords = passwords;
    this.sessions = sessions;
    this.keyMails = keyMails;
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
    // Drawn in any case: see KeyMails.id.
    long mail = discreet ? keyMails.id() : 0;
    PasswordCheck.Checked checked =
        passwords.check(named.identifier().map(Identifier::account), login.candidates());
    if (discreet && !isProved(login.by(), named)) {
      keyMails.afterwards(mail, visit, checked, named.emails(), key);
      throw new RefusedException(new Refusal.WrongCredentials());
    }
    if (login.by() == Login.By.VERIFIED_ADDRESS && !named.identifier().orElseThrow().proven()) {
      keyMails.now(visit, checked, key);
      throw new RefusedException(new Refusal.UnverifiedAddress());
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

  /**
   * What a log-in string names.
   *
   * @param emails the addresses of its account, under strict privacy
   */
  private record Named(Optional<Identifier> identifier, List<Email> emails) {}
}
