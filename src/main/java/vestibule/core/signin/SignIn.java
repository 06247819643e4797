package vestibule.core.signin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import vestibule.core.audit.Refusals;
import vestibule.core.challenge.Challenges;
import vestibule.core.change.Change;
import vestibule.core.change.Changes;
import vestibule.core.hook.FirstLogIns;
import vestibule.core.limit.Limits;
import vestibule.core.model.AuditEvent.Kind;
import vestibule.core.model.Door;
import vestibule.core.model.Email;
import vestibule.core.model.Identifier;
import vestibule.core.model.LoginKey;
import vestibule.core.model.Network;
import vestibule.core.model.Session;
import vestibule.core.model.Visit;
import vestibule.core.password.PasswordCheck;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.refusal.TokenRefusal;
import vestibule.core.session.KnownDevices;
import vestibule.core.session.Sessions;
import vestibule.core.store.Stores;

/** Lets people in by their log-in string and password, and out again. */
public final class SignIn {

  /** No account has this id. */
  private static final long NOBODY = 0;

  /** How long a network stays known after a sign-in from it. */
  private static final Duration FAMILIAR = Duration.ofDays(30);

  private final Changes changes;
  private final Checks checks;
  private final Sessions sessions;
  private final FurtherFactors factors;
  private final Completion completion;
  private final KeyMails keyMails;
  private final boolean discreet;

  public SignIn(
      Changes changes,
      Checks checks,
      Sessions sessions,
      FurtherFactors factors,
      KeyMails keyMails) {
    this.changes = changes;
    this.checks = checks;
    this.sessions = sessions;
    this.factors = factors;
    this.completion = new Completion(changes, checks.limits(), sessions, factors);
    this.keyMails = keyMails;
    this.discreet = checks.discreet();
  }

  /**
   * What a sign-in goes through.
   *
   * @param discreet whether nobody is to learn whose an address is (docs/contracts 0.6)
   * @param firstLogIns of people of another system, where it is asked about them
   */
  public record Checks(
      PasswordCheck passwords,
      Limits limits,
      Challenges challenges,
      KnownDevices devices,
      boolean discreet,
      Optional<FirstLogIns> firstLogIns) {}

  /**
   * Begins a session, or asks for another factor where the account wants one, and where no answer
   * to that came along. A door that has no way to ask refuses, as it does a wrong password. The
   * password is hashed before the unit of work, which looks again whether account, password and
   * log-in string are still the same: a log-in with the old password that overlaps a reset leaves
   * no session.
   *
   * <p>Under strict privacy nobody signs in by an address that the account has not proved, nor, but
   * by name at a door where registering signs in, to an account that has proved none: that is a
   * failed log-in like any other, and a new confirmation is mailed.
   *
   * @throws RefusedException with {@link Refusal.WrongCredentials} for an unknown name, a wrong
   *     password or a disabled account alike; with {@link Refusal.UnverifiedAddress} when all is
   *     right but the address is not confirmed at a door that asks for it; with {@link
   *     Refusal.Throttled} after too many failures, and with {@link Refusal.AttemptChallenge} after
   *     many where a challenge is asked for then; with {@link Refusal.Busy}, having read nothing,
   *     when no password can be hashed now; with {@link Refusal.OldSystemAway} for what would be
   *     wrong credentials, while the system that people come from does not answer
   */
  public SignInStep signIn(Visit visit, Login login, Session.Terms terms) {
    SignInStep step =
        changes
            .refusals()
            .attempt(
                Kind.SIGN_IN_REFUSED, visit, attempt -> attempted(attempt, visit, login, terms));
    return switch (step) {
      case SignInStep.Done _ -> {
        changes.refusals().signedIn(visit.door());
        yield step;
      }
      case SignInStep.FactorWanted wanted ->
          login.otp().map(otp -> answered(visit, wanted, otp)).orElse(step);
      case SignInStep.EnrolmentWanted _ -> step;
    };
  }

  /** A wrong answer leaves the wish for a right one. */
  private SignInStep answered(Visit visit, SignInStep.FactorWanted wanted, String otp) {
    try {
      return new SignInStep.Done(completion.complete(visit, wanted.ticket(), otp));
    } catch (RefusedException refused) {
      if (refused.refusal() instanceof Refusal.WrongCredentials) {
        return new SignInStep.FactorWanted(wanted.ticket(), true);
      }
      throw refused;
    }
  }

  private SignInStep attempted(
      Refusals.Attempt attempt, Visit visit, Login login, Session.Terms terms) {
    LoginKey key = LoginKey.of(login.name());
    return checks
        .limits()
        .signIn(visit.client(), key, limited -> signIn(attempt, limited, visit, login, terms));
  }

  private SignInStep signIn(
      Refusals.Attempt attempt,
      Limits.Attempt limited,
      Visit visit,
      Login login,
      Session.Terms terms) {
    LoginKey key = LoginKey.of(login.name());
    String asker = visit.client().network().narrow();
    checks.passwords().requireRoom(asker);
    Named named = changes.read(stores -> named(stores, visit, login.by(), key));
    Optional<Long> account = named.identifier().map(Identifier::account);
    account.ifPresent(attempt::on);
    String counted = counted(account, key, asker);
    checks
        .challenges()
        .signIn(limited, visit.client(), account, counted, () -> isKnown(account, visit));
    limited.to(account, counted, () -> isFamiliar(account, asker));
    Entry entry = new Entry(visit, login, terms);
    return checks
        .firstLogIns()
        .map(first -> enteredMaybeFirst(attempt, entry, named, first))
        .orElseGet(() -> entered(entry, named));
  }

  /** The one way in for a log-in, with what was said of it. */
  private record Entry(Visit visit, Login login, Session.Terms terms) {

    LoginKey key() {
      return LoginKey.of(login.name());
    }

    String asker() {
      return visit.client().network().narrow();
    }

    FirstLogIns.Typed typed() {
      return new FirstLogIns.Typed(login.name(), login.candidates());
    }
  }

  /**
   * Asks the old system about somebody who is not here, and tries again when they have come in.
   * Whoever else is refused waits as long as asking takes.
   */
  private SignInStep enteredMaybeFirst(
      Refusals.Attempt attempt, Entry entry, Named named, FirstLogIns first) {
    try {
      return entered(entry, named);
    } catch (RefusedException refused) {
      if (!(refused.refusal() instanceof Refusal.WrongCredentials)) {
        throw refused;
      }
      if (!named.free()) {
        first.spend(entry.visit(), entry.typed());
        throw refused;
      }
      if (!first.isCome(entry.visit(), entry.asker(), entry.typed())) {
        throw refused;
      }
    }
    Named come =
        changes.read(stores -> named(stores, entry.visit(), entry.login().by(), entry.key()));
    come.identifier().map(Identifier::account).ifPresent(attempt::on);
    return entered(entry, come);
  }

  private SignInStep entered(Entry entry, Named named) {
    Visit visit = entry.visit();
    Login login = entry.login();
    LoginKey key = entry.key();
    String asker = entry.asker();
    Optional<Long> account = named.identifier().map(Identifier::account);
    // Drawn in any case: see KeyMails.id.
    long mail = discreet ? keyMails.id() : 0;
    PasswordCheck.Checked checked =
        checks.passwords().check(asker, account, key.text(), login.candidates());
    if (discreet && !isProved(login.by(), named)) {
      keyMails.afterwards(mail, visit, checked, named.emails(), key);
      throw wrong();
    }
    if (named.shut()) {
      // Now, as a wrong password is: what took longer would tell that it was right.
      throw wrong();
    }
    if (login.by() == Login.By.VERIFIED_ADDRESS && !named.identifier().orElseThrow().proven()) {
      keyMails.now(visit, checked, key);
      throw new RefusedException(new Refusal.UnverifiedAddress());
    }
    Sessions.Opening opening = sessions.prepare(checked.account(), visit, entry.terms());
    Optional<String> renewed = checks.passwords().renewed(asker, checked);
    return changes.unit(
        checked.account(),
        opening.event().at(),
        change -> {
          checked.require(change);
          requireNamed(change.stores(), key, checked.account());
          checked.renew(change, renewed);
          return step(change, entry, checked, opening);
        });
  }

  private SignInStep step(
      Change change, Entry entry, PasswordCheck.Checked checked, Sessions.Opening opening) {
    FactorMode mode = factors.at(entry.visit().door());
    boolean wanted = factors.isOneWanted(change.stores(), checked.account());
    boolean missing = !wanted && factors.isRequired(change.stores(), checked.account());
    if (!missing && (!wanted || mode == FactorMode.PASS)) {
      return new SignInStep.Done(completion.opened(change, opening));
    }
    if (mode == FactorMode.REFUSE || missing && mode != FactorMode.ASK) {
      throw wrong();
    }
    String ticket = factors.ticket(change, checked, entry.visit(), entry.terms());
    return missing
        ? new SignInStep.EnrolmentWanted(ticket)
        : new SignInStep.FactorWanted(ticket, false);
  }

  /**
   * By what the failures of an account are counted. Under strict privacy by what was typed: else a
   * name and an address that fail together would tell that they are of one account.
   */
  private String counted(Optional<Long> account, LoginKey key, String network) {
    // Texts that nobody is called share a key.
    String typed = "name " + (key.text().isEmpty() ? network : key.text());
    return account.filter(_ -> !discreet).map(id -> "account " + id).orElse(typed);
  }

  /**
   * Under strict privacy only a marked device is known: who has the browser and the network of a
   * person would learn from a try without a challenge that the name is one.
   */
  private boolean isKnown(Optional<Long> account, Visit visit) {
    return !discreet && checks.devices().isKnown(account, visit.client());
  }

  /** Nobody is asked for as somebody is, so that both take as long. */
  private boolean isFamiliar(Optional<Long> account, String network) {
    Instant since = changes.now().minus(FAMILIAR);
    return changes
        .read(stores -> stores.audit().addresses(account.orElse(NOBODY), Kind.SIGNED_IN, since))
        .stream()
        .anyMatch(address -> Network.of(address).narrow().equals(network));
  }

  /** Whether a one-time code may come along with a log-in at that door. */
  public boolean takesOtp(Door door) {
    return factors.at(door) == FactorMode.OTP;
  }

  /** The second step of sign-ins that wait for another factor. */
  public Completion completion() {
    return completion;
  }

  private static RefusedException wrong() {
    return new RefusedException(new Refusal.WrongCredentials());
  }

  /** Tells the audit trail of a token that opened nothing. */
  public void tokenRefused(Visit visit, TokenRefusal why) {
    changes.refusals().tokenRefused(visit, why);
  }

  /** Ends a session, and with it every token that was ever renewed from it. */
  public void signOut(Session session, Visit visit) {
    sessions.signOut(session, visit);
  }

  /** Under strict privacy as much is read for nobody as for somebody. */
  private Named named(Stores stores, Visit visit, Login.By by, LoginKey key) {
    Optional<Identifier> had = stores.identifiers().find(key);
    Optional<Identifier> found = had.filter(identifier -> takes(by, identifier));
    boolean held = had.filter(identifier -> identifier.isHeld(changes.now())).isPresent();
    long account = found.map(Identifier::account).orElse(NOBODY);
    return new Named(
        found,
        !held && couldTake(by, key),
        factors.isShut(stores, visit.door(), account),
        discreet ? stores.emails().of(account) : List.of());
  }

  /** Names are always proved. */
  private static boolean isProved(Login.By by, Named named) {
    return named.identifier().orElseThrow().proven()
        && (by == Login.By.NEW_NAME_OR_ADDRESS
            || named.emails().stream().anyMatch(Email::verified));
  }

  private static boolean couldTake(Login.By by, LoginKey key) {
    return switch (by) {
      case NAME_OR_ADDRESS, NEW_NAME_OR_ADDRESS -> true;
      case ADDRESS, VERIFIED_ADDRESS -> key.isAddress();
    };
  }

  private static boolean takes(Login.By by, Identifier identifier) {
    return switch (by) {
      case NAME_OR_ADDRESS, NEW_NAME_OR_ADDRESS -> !identifier.isFormerName();
      case ADDRESS, VERIFIED_ADDRESS -> identifier.kind() == Identifier.Kind.ADDRESS;
    };
  }

  private void requireNamed(Stores stores, LoginKey key, long account) {
    stores
        .identifiers()
        .find(key)
        .filter(identifier -> identifier.account() == account && !identifier.isFormerName())
        .filter(identifier -> identifier.proven() || !discreet)
        .orElseThrow(SignIn::wrong);
  }

  /**
   * What a log-in string names.
   *
   * @param free whether somebody who is not here yet could be named so and sign in
   * @param shut whether the door lets the account in by no password
   * @param emails the addresses of its account, under strict privacy
   */
  private record Named(
      Optional<Identifier> identifier, boolean free, boolean shut, List<Email> emails) {}
}
