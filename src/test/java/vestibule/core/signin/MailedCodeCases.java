package vestibule.core.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vestibule.Together;
import vestibule.core.CoreCases;
import vestibule.core.TestCore;
import vestibule.core.challenge.Challenges;
import vestibule.core.challenge.TestChallenges;
import vestibule.core.change.Changes;
import vestibule.core.delivery.Letter;
import vestibule.core.delivery.MailRequests;
import vestibule.core.delivery.Outbox;
import vestibule.core.limit.Limits;
import vestibule.core.limit.TestLimits;
import vestibule.core.model.Doors;
import vestibule.core.model.Mail.Purpose;
import vestibule.core.model.Person;
import vestibule.core.model.Session;
import vestibule.core.model.SignedIn;
import vestibule.core.outbox.Afterwards;
import vestibule.core.outbox.Mails;
import vestibule.core.outbox.Reach;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.secret.MailedCodes;
import vestibule.core.secret.Secrets;
import vestibule.store.Housekeeping;
import vestibule.store.Stage;
import vestibule.store.WatchedDatabase;

/**
 * Signing in by a mailed code: to whom it goes, how long and how often it is good, and for whom.
 */
public abstract class MailedCodeCases extends CoreCases {

  private static final String X = "x@example.org";
  private static final String Y = "y@example.org";
  private static final Session.Terms TERMS =
      new Session.Terms(OptionalInt.empty(), false, Duration.ofDays(30));

  private MailedCodeSignIn byMail;
  private Outbox outbox;
  private int leases;
  private Person person;

  protected MailedCodeCases(Stage stage) {
    super(stage);
  }

  @BeforeEach
  void register() {
    build(TestLimits.off());
    core.register(Optional.of("xenia"), X);
    person = core.confirm(core.mail());
  }

  private void build(Limits limits) {
    Secrets secrets = new Secrets(new SecureRandom());
    Challenges challenges =
        TestChallenges.of(Challenges.Terms.OFF, limits, stage.transactions, stage.clock());
    byMail =
        new MailedCodeSignIn(
            core.changes,
            new MailedCodeSignIn.Gate(limits, challenges, true),
            new Mails(stage.ids, stage.clock(), new Reach()),
            core.sessions,
            core.secondFactors.rules(),
            secrets);
    Doors doors = new Doors(List.of(TestCore.CHAT, TestCore.PERSONAL));
    MailRequests requests =
        new MailRequests(
            stage.transactions,
            core.emails,
            core.resets,
            Optional.of(byMail),
            doors,
            new Afterwards(() -> {}));
    outbox =
        new Outbox(
            stage.transactions,
            new MailedCodes(stage.ids, secrets),
            doors,
            requests,
            stage.clock());
  }

  private String begin(String login) {
    return byMail.begin(login, TestCore.visit(TestCore.CHAT));
  }

  private Optional<Letter> mailed() {
    Optional<Letter> letter = outbox.next("lease-" + leases++);
    letter.ifPresent(outbox::sent);
    return letter;
  }

  private String code() {
    Letter letter = mailed().orElseThrow();
    assertThat(letter.mail().purpose()).isEqualTo(Purpose.SIGN_IN_CODE);
    assertThat(letter.disown()).isEmpty();
    String code = letter.code().orElseThrow();
    assertThat(code).matches("[0-9]{8}");
    return code;
  }

  private SignInStep complete(String ticket, String code) {
    return byMail.complete(TestCore.visit(TestCore.CHAT), ticket, code, TERMS);
  }

  private SignedIn signedIn(String ticket, String code) {
    return ((SignInStep.Done) complete(ticket, code)).signedIn();
  }

  private void wrong(String ticket, String code) {
    refused(() -> complete(ticket, code), new Refusal.WrongCredentials());
  }

  private static String other(String code) {
    return code.substring(1) + (code.charAt(0) == '0' ? '1' : '0');
  }

  @Test
  void theCodeLetsInOnceAndTheSessionKnowsByWhat() {
    String ticket = begin(X);
    String code = code();
    SignedIn signedIn = signedIn(ticket, code);
    assertThat(signedIn.person().id()).isEqualTo(person.id());
    assertThat(signedIn.session().proofs())
        .containsExactly(new Session.Proof(Session.MAIL, stage.now()));
    assertThat(core.isLive(signedIn)).isTrue();
    wrong(ticket, code);
  }

  @Test
  void blanksThatSomebodyTypesDoNoHarm() {
    String ticket = begin(" " + X.toUpperCase(Locale.ROOT) + " ");
    String code = code();
    signedIn(ticket, " " + code.substring(0, 4) + " " + code.substring(4));
  }

  @Test
  void byNameItGoesToThePrimaryAddressAndByAnAddressToThatOne() {
    core.add(person, Y);
    core.confirm(core.mail());
    skipMails();
    begin("Xenia");
    assertThat(mailed().orElseThrow().mail().recipient().address()).isEqualTo(X);
    begin(Y);
    assertThat(mailed().orElseThrow().mail().recipient().address()).isEqualTo(Y);
  }

  @Test
  void onlyToAConfirmedAddressOfSomebodyWhoIsHere() {
    core.add(person, Y);
    skipMails();
    core.register(Optional.of("zoe"), "z@example.org");
    skipMails();
    Person shut = core.register("shut@example.org");
    core.confirm(core.mail());
    core.administration.disable(shut.id());
    for (String login :
        List.of(Y, "zoe", "z@example.org", "shut@example.org", "nobody@example.org", "", "\0")) {
      String ticket = begin(login);
      assertThat(ticket).hasSize(78);
      assertThat(mailed()).as(login).isEmpty();
      wrong(ticket, "00000000");
      wrong(ticket, "");
    }
    assertThat(stage.count("select count(*) from mail_request")).isZero();
  }

  @Test
  void nothingIsKeptThatOpensAnything() {
    String ticket = begin(X);
    String code = code();
    List<String> kept =
        stage.sql(
            handle ->
                handle
                    .createQuery("select secret || ' ' || code from mailed_sign_in")
                    .mapTo(String.class)
                    .list());
    assertThat(kept)
        .singleElement()
        .asString()
        .hasSize(129)
        .doesNotContain(code, ticket.substring(14));
  }

  @Test
  void afterFiveWrongOnesTheRightOneIsWrongToo() {
    String ticket = begin(X);
    String code = code();
    for (int i = 0; i < MailedCodeSignIn.TRIES; i++) {
      wrong(ticket, other(code));
    }
    wrong(ticket, code);
  }

  @Test
  void theFifthTryMayBeRight() {
    String ticket = begin(X);
    String code = code();
    for (int i = 1; i < MailedCodeSignIn.TRIES; i++) {
      wrong(ticket, other(code));
    }
    signedIn(ticket, code);
  }

  @Test
  void anothersTicketUsesNoTryUp() {
    String ticket = begin(X);
    String code = code();
    String thief = begin(X);
    String stolen = code();
    for (int i = 0; i < 10; i++) {
      wrong(ticket.substring(0, 14) + thief.substring(14), code);
      wrong("x".repeat(78), code);
      wrong("", code);
      wrong("f".repeat(78), code);
    }
    wrong(thief, code);
    assertThat(stolen).isNotEqualTo(code);
    signedIn(ticket, code);
  }

  @Test
  void itIsGoodForTenMinutesFromTheRequestOn() {
    String ticket = begin(X);
    stage.pass(Duration.ofMinutes(4));
    String code = code();
    stage.pass(Duration.ofMinutes(6).minusNanos(1_000));
    signedIn(ticket, code);
    String late = begin(X);
    String tooLate = code();
    stage.pass(MailedCodeSignIn.LIFE);
    wrong(late, tooLate);
    begin(X);
    stage.pass(MailedCodeSignIn.LIFE);
    assertThat(mailed()).isEmpty();
    stage.pass(Duration.ofSeconds(1));
    new Housekeeping(stage.database, stage.clock(), "node").run();
    assertThat(stage.rows()).doesNotContainKey("mailed_sign_in");
  }

  @Test
  void itIsGoodAtItsOwnDoorAlone() {
    String ticket = begin(X);
    String code = code();
    refused(
        () -> byMail.complete(TestCore.visit(TestCore.PERSONAL), ticket, code, TERMS),
        new Refusal.WrongCredentials());
    signedIn(ticket, code);
  }

  @Test
  void whatChangesMeanwhileMakesItWrong() {
    String ticket = begin(X);
    String code = code();
    core.passwords.change(
        person, core.enter(person), List.of(X), "another", TestCore.visit(TestCore.CHAT));
    wrong(ticket, code);

    core.add(person, Y);
    skipMails();
    core.add(person, "second@example.org");
    Letter second = core.mail();
    core.confirm(second);
    skipMails();
    String removed = begin("second@example.org");
    String itsCode = code();
    core.remove(person, second.mail().recipient().email());
    skipMails();
    wrong(removed, itsCode);

    String shut = begin(X);
    String shutsCode = code();
    core.administration.disable(person.id());
    wrong(shut, shutsCode);
  }

  @Test
  void itIsNeverASecondFactor() {
    core.factor.want(person.id());
    core.factor.accept(person.id(), "123456");
    String ticket = begin(X);
    SignInStep step = complete(ticket, code());
    assertThat(step).isInstanceOf(SignInStep.FactorWanted.class);
    assertThat(stage.count("select count(*) from session")).isZero();
    String second = ((SignInStep.FactorWanted) step).ticket();
    SignedIn signedIn =
        core.signIn.completion().complete(TestCore.visit(TestCore.CHAT), second, "123456");
    assertThat(signedIn.session().proofs())
        .containsExactly(
            new Session.Proof(Session.MAIL, stage.now()), new Session.Proof("test", stage.now()));
  }

  /** A session from before the factor was added has proved no second one. */
  @Test
  void itIsNoFreshProofWhereASecondFactorIsWanted() {
    String ticket = begin(X);
    Session session = signedIn(ticket, code()).session();
    assertThat(core.secondFactors.stepUp().isFresh(session)).isTrue();
    core.factor.want(person.id());
    assertThat(core.secondFactors.stepUp().isFresh(session)).isFalse();
  }

  @Test
  void ofTenAtOnceOneIsIn() {
    String ticket = begin(X);
    String code = code();
    List<Boolean> in = Together.run(5, _ -> isIn(ticket, code));
    assertThat(in).containsOnlyOnce(true);
    assertThat(stage.count("select count(*) from session")).isOne();
  }

  private boolean isIn(String ticket, String code) {
    try {
      return complete(ticket, code) instanceof SignInStep.Done;
    } catch (RefusedException refused) {
      return false;
    }
  }

  /** Else the time of the answer would tell who is here. */
  @Test
  void asMuchIsDoneForNobodyAsForSomebody() {
    WatchedDatabase watched = new WatchedDatabase(stage.database);
    Stage looked = new Stage(watched);
    Changes changes = new Changes(looked.transactions, looked.ids, looked.clock());
    MailedCodeSignIn asked =
        new MailedCodeSignIn(
            changes,
            new MailedCodeSignIn.Gate(
                TestLimits.off(),
                TestChallenges.of(
                    Challenges.Terms.OFF, TestLimits.off(), looked.transactions, looked.clock()),
                true),
            new Mails(looked.ids, looked.clock(), new Reach()),
            core.sessions,
            core.secondFactors.rules(),
            new Secrets(new SecureRandom()));
    asked.begin(X, TestCore.visit(TestCore.CHAT));
    watched.seen();
    asked.begin(X, TestCore.visit(TestCore.CHAT));
    List<String> somebody = List.copyOf(watched.seen());
    assertThat(somebody).contains("write");
    for (String login : List.of("nobody@example.org", "no one", "\0", "xenia")) {
      asked.begin(login, TestCore.visit(TestCore.CHAT));
      assertThat(List.copyOf(watched.seen())).as(login).isEqualTo(somebody);
    }
  }

  @Test
  void anAddressGetsAFewAndTheAnswerIsTheSame() {
    build(TestLimits.on(stage.clock()));
    for (int i = 0; i < 2; i++) {
      begin(X);
      code();
    }
    assertThat(begin(X)).hasSize(78);
    assertThat(mailed()).isEmpty();
  }

  @Test
  void whatOneNodeHasAnsweredNoOtherAnswersAgain() {
    begin(X);
    Together.run(
        4,
        _ -> {
          outbox.answerSome();
          return true;
        });
    assertThat(stage.count("select count(*) from outbox")).isOne();
  }

  private void skipMails() {
    for (Optional<Letter> one = mailed(); one.isPresent(); ) {
      one = mailed();
    }
  }
}
