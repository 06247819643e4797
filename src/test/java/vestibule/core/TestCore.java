package vestibule.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import vestibule.TestFactor;
import vestibule.core.address.AddressClaims;
import vestibule.core.address.Confirmations;
import vestibule.core.address.Emails;
import vestibule.core.administration.Administration;
import vestibule.core.administration.Trials;
import vestibule.core.audit.Refusals;
import vestibule.core.cache.AccountCache;
import vestibule.core.cache.SessionEnd;
import vestibule.core.challenge.Challenges;
import vestibule.core.challenge.TestChallenges;
import vestibule.core.change.Changes;
import vestibule.core.delivery.Letter;
import vestibule.core.delivery.MailRequests;
import vestibule.core.delivery.Outbox;
import vestibule.core.departure.TestDepartures;
import vestibule.core.event.EventLog;
import vestibule.core.factor.SecondFactors;
import vestibule.core.factor.TestFactors;
import vestibule.core.hook.FirstLogIns;
import vestibule.core.limit.Limits;
import vestibule.core.limit.TestLimits;
import vestibule.core.model.Account;
import vestibule.core.model.CodeFamily;
import vestibule.core.model.CodeRules;
import vestibule.core.model.Door;
import vestibule.core.model.Doors;
import vestibule.core.model.Email;
import vestibule.core.model.Language;
import vestibule.core.model.Password;
import vestibule.core.model.PasswordStrength;
import vestibule.core.model.Person;
import vestibule.core.model.Session;
import vestibule.core.model.SignedIn;
import vestibule.core.model.UserAgent;
import vestibule.core.model.Visit;
import vestibule.core.outbox.Afterwards;
import vestibule.core.outbox.Mails;
import vestibule.core.outbox.Notices;
import vestibule.core.outbox.Reach;
import vestibule.core.password.HashStock;
import vestibule.core.password.PasswordCheck;
import vestibule.core.password.PasswordHashing;
import vestibule.core.password.PasswordRules;
import vestibule.core.password.Passwords;
import vestibule.core.profile.Accounts;
import vestibule.core.profile.UserNames;
import vestibule.core.registration.Admission;
import vestibule.core.registration.Credential;
import vestibule.core.registration.Entrance;
import vestibule.core.registration.NewAccount;
import vestibule.core.registration.NewAddress;
import vestibule.core.registration.Registration;
import vestibule.core.reset.Alarms;
import vestibule.core.reset.Resets;
import vestibule.core.rights.RightsAdministration;
import vestibule.core.rights.RoleNotices;
import vestibule.core.secret.MailedCodes;
import vestibule.core.secret.Secrets;
import vestibule.core.session.KnownDevices;
import vestibule.core.session.RefreshRotation;
import vestibule.core.session.Sessions;
import vestibule.core.signin.FactorRules;
import vestibule.core.signin.KeyMails;
import vestibule.core.signin.Login;
import vestibule.core.signin.MailedCodeSignIn;
import vestibule.core.signin.SignIn;
import vestibule.core.signin.SignInStep;
import vestibule.store.Samples;
import vestibule.store.Stage;

/**
 * The account core on a stage's database, with a hashing that costs nothing and a cache that trusts
 * what it remembers, so that a change that is not told shows.
 */
public final class TestCore {

  public static final Door CHAT = door("chat", Samples.CHAT);
  public static final Door PERSONAL = door("personal", Samples.SHARED);
  private static final Optional<MailedCodeSignIn> NOBODY = Optional.empty();
  private static final PasswordRules RULES = new PasswordRules(0, Set.of());

  private static final Session.Terms TERMS =
      new Session.Terms(OptionalInt.empty(), false, Duration.ofDays(30));

  public final Registration registration;
  public final SignIn signIn;
  public final Accounts accounts;
  public final Passwords passwords;
  public final Changes changes;
  public final Sessions sessions;
  public final Emails emails;
  public final Confirmations confirmations;
  public final Resets resets;
  public final Alarms alarms;
  public final RefreshRotation rotation;
  public final Outbox outbox;
  public final AccountCache cache;
  public final Administration administration;
  public final TestDepartures departures;
  public final RightsAdministration rights;
  public final RoleNotices roleNotices;
  public final UserNames names;
  public final Trials trials;
  public final SecondFactors secondFactors;
  public final TestFactor factor = new TestFactor("test");
  public final TestFactor spare = new TestFactor("spare");

  /** How many hashes were computed. */
  public final AtomicLong hashes = new AtomicLong();

  public final PasswordHashing hashing;
  public final Notices notices;
  private final Function<Optional<FirstLogIns>, SignIn> signIns;
  private final Stage stage;
  private final AtomicLong leases = new AtomicLong();

  /** A core that limits nothing. */
  public TestCore(Stage stage, boolean discreet) {
    this(stage, discreet, TestLimits.off());
  }

  /** A core that asks for no challenges. */
  public TestCore(Stage stage, boolean discreet, Limits limits) {
    this(stage, discreet, limits, Challenges.Terms.OFF);
  }

  public TestCore(Stage stage, boolean discreet, Limits limits, Challenges.Terms challenged) {
    this(stage, discreet, limits, challenged, FactorRules.USUAL, EventLog.OFF);
  }

  /** A core that limits nothing, and that tells other systems. */
  public static TestCore telling(Stage stage) {
    return new TestCore(
        stage,
        false,
        TestLimits.off(),
        Challenges.Terms.OFF,
        FactorRules.USUAL,
        new EventLog(true));
  }

  /** A core whose operator says that of second factors. */
  public TestCore(Stage stage, Limits limits, FactorRules rules) {
    this(stage, false, limits, Challenges.Terms.OFF, rules, EventLog.OFF);
  }

  private TestCore(
      Stage stage,
      boolean discreet,
      Limits limits,
      Challenges.Terms challenged,
      FactorRules factors,
      EventLog log) {
    this.stage = stage;
    Challenges challenges =
        TestChallenges.of(challenged, limits, stage.transactions, stage.clock());
    Secrets secrets = new Secrets(new SecureRandom());
    this.hashing = new Plain(hashes);
    Refusals refusals = new Refusals(stage.clock(), _ -> {});
    this.changes = new Changes(stage.transactions, stage.ids, stage.clock(), refusals, log);
    PasswordCheck check = new PasswordCheck(changes, hashing, stock(hashing), limits);
    Mails mails = new Mails(stage.ids, stage.clock(), new Reach());
    Doors doors = new Doors(List.of(CHAT, PERSONAL));
    this.notices = new Notices(mails, doors);
    KnownDevices devices = new KnownDevices(changes, notices);
    this.sessions = new Sessions(changes, stage.ids, secrets, new SessionEnd(Map.of()), devices);
    AddressClaims claims = new AddressClaims(discreet);
    this.emails =
        new Emails(
            changes, stage.ids, new Emails.Posting(mails, notices), claims, limits, challenges);
    this.registration =
        new Registration(
            changes,
            stage.ids,
            new Registration.Newcomer(RULES, hashing, emails, mails, sessions),
            claims,
            new Entrance(new Admission.Open(), limits, challenges));
    this.secondFactors = secondFactors(notices, limits, factors);
    Afterwards afterwards = new Afterwards(() -> {});
    this.signIns =
        first ->
            new SignIn(
                changes,
                new SignIn.Checks(check, limits, challenges, devices, discreet, first),
                sessions,
                secondFactors.rules(),
                new KeyMails(changes, mails, afterwards));
    this.signIn = signIns.apply(Optional.empty());
    this.confirmations = new Confirmations(changes, check, claims, limits, notices);
    Resets.Fresh fresh = new Resets.Fresh(RULES, hashing);
    Resets.Mailing mailing = new Resets.Mailing(mails, notices, doors);
    this.resets = new Resets(changes, fresh, mailing, claims, limits, challenges);
    this.alarms = new Alarms(changes, mails, limits);
    this.rotation = new RefreshRotation(changes, notices);
    this.passwords = new Passwords(changes, check, hashing, RULES, notices);
    this.outbox =
        new Outbox(
            stage.transactions,
            new MailedCodes(stage.ids, secrets),
            doors,
            new MailRequests(stage.transactions, emails, resets, NOBODY, doors, afterwards),
            stage.clock());
    this.trials = new Trials(changes);
    this.cache = new AccountCache(stage.transactions, _ -> true, () -> nanos(stage.now()), 1_000);
    this.accounts = new Accounts(cache, changes, limits);
    this.administration = new Administration(changes);
    this.departures = TestDepartures.of(changes, check, notices, limits);
    this.rights = new RightsAdministration(changes, stage.ids, notices);
    this.roleNotices = new RoleNotices(changes, notices);
    this.names = new UserNames(changes, notices, limits);
    stage.tell(cache::forget);
  }

  private SecondFactors secondFactors(Notices notices, Limits limits, FactorRules rules) {
    return SecondFactors.of(
        new SecondFactors.Around(
            changes, stage.ids, notices, limits, sessions, List.of(factor, spare)),
        TestFactors.means(),
        rules);
  }

  public static long nanos(Instant time) {
    return Duration.between(Stage.START, time).toNanos();
  }

  private static Door door(String name, CodeFamily family) {
    return new Door(
        name,
        Language.ENGLISH,
        CodeRules.usual(family),
        PasswordStrength.ANY,
        OptionalInt.of(64),
        new Door.Links("https://a.example/c/{token}", Optional.of("https://a.example/r/{token}")));
  }

  public static Visit visit(Door door) {
    return new Visit(door, new UserAgent("test", "192.0.2.1", Language.ENGLISH));
  }

  /** Registers without a name; the password is the address. */
  public Person register(String address) {
    return register(Optional.empty(), address);
  }

  public Person register(Optional<String> name, String address) {
    NewAccount asked =
        new NewAccount(
            visit(CHAT),
            name,
            NewAddress.toConfirm(address),
            Account.Profile.EMPTY,
            new Credential.NewPassword(address),
            Optional.empty());
    return registration.register(asked).person();
  }

  /** Signs in to an account that wants no other factor. */
  public SignedIn signIn(String login, String password) {
    return ((SignInStep.Done) begin(login, password)).signedIn();
  }

  /** Signs in by a browser from a network address, with the address for a password. */
  public void signIn(String browser, String networkAddress, String login) {
    Visit visit = new Visit(PERSONAL, new UserAgent(browser, networkAddress, Language.ENGLISH));
    signIn.signIn(visit, new Login(login, Login.By.NAME_OR_ADDRESS, List.of(login)), TERMS);
  }

  public SignInStep begin(String login, String password) {
    return begin(visit(PERSONAL), login, password);
  }

  public SignInStep begin(Visit visit, String login, String password) {
    return signIn.signIn(
        visit, new Login(login, Login.By.NAME_OR_ADDRESS, List.of(password)), TERMS);
  }

  /** A sign-in that asks another system about people who are not here. */
  public SignIn asking(FirstLogIns first) {
    return signIns.apply(Optional.of(first));
  }

  /** The same by that sign-in. */
  public static SignedIn signIn(SignIn asked, Visit visit, Login login) {
    return ((SignInStep.Done) asked.signIn(visit, login, TERMS)).signedIn();
  }

  /** A session of somebody, whose password is not asked for. */
  public Session enter(Person person) {
    Sessions.Opening opening = sessions.prepare(person.id(), visit(CHAT), TERMS);
    changes.unit(
        person.id(),
        opening.event().at(),
        change -> {
          change.lock(person.id());
          sessions.open(change, opening);
          return opening.event().id();
        });
    return opening.session();
  }

  /** Adds an address in a session of its own, as the two that follow. */
  public Email add(Person person, String address) {
    return emails.add(enter(person), address, visit(CHAT));
  }

  public void prefer(Person person, long email) {
    emails.prefer(enter(person), email, visit(CHAT));
  }

  public void remove(Person person, long email) {
    emails.remove(enter(person), email, visit(CHAT));
  }

  /** Sends the mail that has been owed longest. */
  public Letter mail() {
    Letter letter = outbox.next("lease-" + leases.incrementAndGet()).orElseThrow();
    outbox.sent(letter);
    return letter;
  }

  public Person confirm(Letter letter) {
    return confirmations.confirm(letter.code().orElseThrow(), visit(letter.door()));
  }

  /** The account as it is remembered, which must be as it is. */
  public Person person(long account) {
    Person remembered = cache.person(account).orElseThrow();
    Person stored =
        stage.<Optional<Person>>read(stores -> AccountCache.read(stores, account)).orElseThrow();
    // Signing in bumps the version, which orders units of work and is shown to nobody.
    assertThat(remembered)
        .usingRecursiveComparison()
        .ignoringFields("account.standing.version")
        .isEqualTo(stored);
    return stored;
  }

  public boolean isLive(SignedIn signedIn) {
    return isLive(signedIn.person().id(), signedIn.session().id());
  }

  /** Whether this node takes the session for a live one. */
  public boolean isLive(long account, long session) {
    return cache
        .presence(account, session)
        .session()
        .filter(known -> known.isLive(stage.now()))
        .isPresent();
  }

  /** It is never counted, so that statements can be. */
  private HashStock stock(PasswordHashing hashing) {
    return new HashStock(
        stage.transactions, hashing, new byte[32], new HashStock.Background(_ -> {}, () -> 0));
  }

  private record Plain(AtomicLong count) implements PasswordHashing {

    @Override
    public void requireRoom(String asker) {}

    @Override
    public String hash(String asker, String password) {
      count.incrementAndGet();
      return "plain " + password;
    }

    @Override
    public boolean verify(String asker, String encoded, String password) {
      return encoded.equals(hash(asker, password))
          || Password.isForeign(encoded) && encoded.endsWith(" " + password);
    }

    @Override
    public String kind(String encoded) {
      return "";
    }

    @Override
    public void spend(String asker, String password) {
      count.incrementAndGet();
    }
  }
}
