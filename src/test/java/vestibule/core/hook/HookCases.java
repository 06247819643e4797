package vestibule.core.hook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import vestibule.core.CoreCases;
import vestibule.core.TestCore;
import vestibule.core.arrival.Arrival;
import vestibule.core.arrival.Arrival.Mailbox;
import vestibule.core.arrival.Arrivals;
import vestibule.core.arrival.TestArrivals;
import vestibule.core.hook.OldSystem.Said;
import vestibule.core.model.Account;
import vestibule.core.model.Door;
import vestibule.core.model.SignedIn;
import vestibule.core.model.Visit;
import vestibule.core.refusal.Refusal;
import vestibule.core.signin.Login;
import vestibule.core.signin.SignIn;
import vestibule.store.Stage;

/** Cases of first log-ins, with an old system that says what they want. */
public abstract class HookCases extends CoreCases {

  static final String ADA = "ada@example.org";
  static final String EVE = "eve@example.org";
  static final String SECRET = "open sesame";
  static final Instant LONG_AGO = Instant.parse("2011-03-04T05:06:07Z");
  static final Refusal WRONG = new Refusal.WrongCredentials();

  ScriptedSystem system;
  FirstLogIns first;
  Arrivals arrivals;
  SignIn signIn;

  protected HookCases(Stage stage) {
    super(stage);
  }

  @BeforeEach
  void open() {
    open(core, false);
  }

  void open(TestCore asked, boolean discreet) {
    system = new ScriptedSystem();
    arrivals = TestArrivals.of(asked, stage, discreet);
    Questions questions = system.questions(stage.clock());
    first = new FirstLogIns("shop", questions, arrivals, asked.hashing, system.told::add);
    signIn = asked.asking(first);
  }

  static Arrival person(String oldId, String name, Mailbox... addresses) {
    return new Arrival(
        new Arrival.Identity(oldId, Optional.of(name), List.of(addresses)),
        Optional.empty(),
        true,
        Optional.of(LONG_AGO),
        Account.Profile.EMPTY,
        List.of());
  }

  static Mailbox verified(String address) {
    return new Mailbox(address, true, false);
  }

  static Mailbox claimed(String address) {
    return new Mailbox(address, false, false);
  }

  /** From now on the old system has one person, with the secret for a password. */
  void has(Arrival person) {
    system.says =
        question ->
            question.password().equals(SECRET)
                ? new Said.Somebody(person)
                : new Said.WrongPassword();
  }

  SignedIn in(String login, String password) {
    return in(TestCore.PERSONAL, login, Login.By.NAME_OR_ADDRESS, password);
  }

  SignedIn in(Door door, String login, Login.By by, String... candidates) {
    Visit visit = TestCore.visit(door);
    return TestCore.signIn(signIn, visit, new Login(login, by, List.of(candidates)));
  }

  long accounts() {
    return stage.count("select count(*) from account");
  }
}
