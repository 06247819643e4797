package vestibule.core.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import vestibule.Together;
import vestibule.core.CoreCases;
import vestibule.core.TestCore;
import vestibule.core.delivery.Letter;
import vestibule.core.model.Email;
import vestibule.core.model.Identifier;
import vestibule.core.model.Language;
import vestibule.core.model.LoginKey;
import vestibule.core.model.Mail;
import vestibule.core.model.Person;
import vestibule.core.model.Rights;
import vestibule.core.model.Session;
import vestibule.core.model.SignedIn;
import vestibule.core.model.UserAgent;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.store.LiveSessions;
import vestibule.store.Samples;
import vestibule.store.Stage;

/**
 * What becomes of an address that several accounts want (docs/contracts 0.11), of a password that
 * was forgotten (docs/contracts A.6), and of what belongs to an account: the core's own doers on
 * the database.
 */
public abstract class ClaimCases extends CoreCases {

  private static final String X = "x@example.org";
  private static final Duration DAY = Duration.ofHours(24);

  protected ClaimCases(Stage stage) {
    super(stage);
  }

  @Test
  void anUnprovenAddressIsHeldForADayAndNoLonger() {
    core.register(X);
    stage.pass(DAY.minusNanos(1_000));
    refused(() -> core.register("X@Example.org"), new Refusal.AddressTaken());
    stage.pass(Duration.ofNanos(1_000));
    Person second = core.register("X@Example.org");
    assertThat(second.address()).isEqualTo("X@Example.org");
    refused(() -> core.register(X), new Refusal.AddressTaken());
    stage.pass(DAY);
    core.register(X);
  }

  @Test
  void theFirstClaimantKeepsTheLogInStringUntilSomebodyProvesIt() {
    Person first = core.register(X);
    stage.pass(DAY);
    core.register("X@example.org");
    assertThat(core.signIn(X, X).person().id()).isEqualTo(first.id());
    refused(() -> core.signIn(X, "X@example.org"), new Refusal.WrongCredentials());
  }

  @Test
  void theFirstProvesAndTheSecondLosesAddressSessionsAndCode() {
    Contest contest = contest();
    assertThat(core.confirm(contest.firstMail)).isEqualTo(core.person(contest.first.id()));

    assertThat(core.person(contest.first.id()).isAddressVerified()).isTrue();
    assertThat(core.person(contest.second.id()).emails()).isEmpty();
    assertThat(core.person(contest.second.id()).account().standing().primaryEmail()).isEmpty();
    refused(() -> core.confirm(contest.secondMail), new Refusal.CodeInvalid());
    assertThat(identifier())
        .contains(
            new Identifier(
                LoginKey.of(X),
                contest.first.id(),
                Identifier.Kind.ADDRESS,
                true,
                Optional.empty()));
    stage.pass(DAY.multipliedBy(9));
    refused(() -> core.register(X), new Refusal.AddressTaken());
  }

  @Test
  void theSecondProvesAndTheFirstLosesAddressAndItsSessions() {
    Contest contest = contest();
    SignedIn before = core.signIn(X, X);
    assertThat(core.isLive(before)).isTrue();
    core.confirm(contest.secondMail);

    assertThat(core.isLive(before)).isFalse();
    assertThat(core.person(contest.first.id()).emails()).isEmpty();
    assertThat(core.signIn(X, "second").person()).isEqualTo(core.person(contest.second.id()));
    refused(() -> core.signIn(X, X), new Refusal.WrongCredentials());
    refused(() -> core.confirm(contest.firstMail), new Refusal.CodeInvalid());
    assertThat(core.confirm(contest.secondMail)).isEqualTo(core.person(contest.second.id()));
  }

  @Test
  void whoHasAnotherLogInStringLosesTheAddressAloneAndKeepsItsSessions() {
    Person first = core.register(Optional.of("First"), X);
    core.mail();
    stage.pass(DAY);
    core.register("X@example.org");
    SignedIn before = core.signIn("first", X);
    core.confirm(core.mail());

    assertThat(core.isLive(before)).isTrue();
    assertThat(core.person(first.id()).emails()).isEmpty();
    assertThat(core.signIn("FIRST", X).person().id()).isEqualTo(first.id());
    Email other = core.add(first, "other@example.org");
    assertThat(core.person(first.id()).primary()).contains(other);
  }

  @Test
  void ofTwoThatProveAtOnceOneWins() {
    for (int round = 0; round < 10; round++) {
      stage.clear();
      build();
      Contest contest = contest();
      List<Letter> letters = List.of(contest.firstMail, contest.secondMail);
      List<Boolean> won = Together.run(2, number -> isProved(letters.get(number)));
      assertThat(won).containsExactlyInAnyOrder(true, false);
      long winner = won.getFirst() ? contest.first.id() : contest.second.id();
      assertThat(identifier().orElseThrow().account()).isEqualTo(winner);
      assertThat(stage.count("select count(*) from email where verified = 1")).isEqualTo(1);
      assertThat(stage.count("select count(*) from email")).isEqualTo(1);
    }
  }

  @Test
  void whoGivesAnAddressUpLeavesItsLogInStringToTheOldestOtherClaimant() {
    Person first = core.register("first@example.org");
    Email claimed = core.add(first, X);
    stage.pass(DAY);
    Person second = core.register(X);
    stage.pass(DAY);
    core.register(X);
    core.remove(first, claimed.id());
    assertThat(core.person(first.id()).emails()).hasSize(1);
    assertThat(identifier().orElseThrow().account()).isEqualTo(second.id());
  }

  @Test
  void theProvedOtherAddressBecomesPrimaryAndTheOldOneCanGo() {
    Person person = core.register(X);
    core.confirm(core.mail());
    long old = person.primary().orElseThrow().id();
    Email other = core.add(person, "other@example.org");
    refused(() -> core.prefer(person, other.id()), new Refusal.AddressUnverified());
    core.confirm(core.mail());
    core.prefer(person, other.id());
    assertThat(core.person(person.id()).address()).isEqualTo("other@example.org");
    refused(() -> core.remove(person, other.id()), new Refusal.AddressPrimary());
    core.remove(person, old);
    assertThat(identifier()).isEmpty();
    assertThat(core.signIn("other@example.org", X).person()).isEqualTo(core.person(person.id()));
  }

  @Test
  void aResetProvesTheMailedAddressAndEndsAllElse() {
    Person person = core.register(X);
    Letter confirmation = core.mail();
    Email proved = core.add(person, "proved@example.org");
    core.confirm(core.mail());
    core.add(person, "unproved@example.org");
    core.mail();
    assertThat(core.mail().mail().purpose()).isEqualTo(Mail.Purpose.ADDRESS_ADDED);
    SignedIn before = core.signIn(X, X);
    core.resets.request(X, TestCore.visit(TestCore.CHAT));
    Letter overtaken = core.mail();
    core.resets.request("PROVED@example.org", TestCore.visit(TestCore.CHAT));
    Letter reset = core.mail();
    assertThat(reset.mail().recipient().address()).isEqualTo(X);
    refused(() -> reset(overtaken), new Refusal.CodeInvalid());
    reset(reset);

    assertThat(core.person(person.id()).emails())
        .extracting(Email::address, Email::verified)
        .containsExactly(tuple(X, true), tuple(proved.address(), true));
    assertThat(core.isLive(before)).isFalse();
    refused(() -> core.signIn(X, X), new Refusal.WrongCredentials());
    refused(() -> reset(reset), new Refusal.CodeInvalid());
    refused(() -> core.confirm(confirmation), new Refusal.CodeInvalid());
    Letter notice = core.mail();
    assertThat(notice.mail().purpose()).isEqualTo(Mail.Purpose.PASSWORD_RESET);
    assertThat(notice.mail().recipient().address()).isEqualTo("proved@example.org");
    assertThat(core.outbox.next("none")).isEmpty();
    assertThat(core.signIn(X, "new").person()).isEqualTo(core.person(person.id()));
  }

  @Test
  void ofTwentyResetsByOneCodeOneSetsThePassword() {
    core.register(X);
    core.confirm(core.mail());
    core.resets.request(X, TestCore.visit(TestCore.CHAT));
    String code = core.mail().code().orElseThrow();
    List<Boolean> done =
        Together.run(
            20,
            number ->
                isDone(
                    () -> core.resets.reset(code, "new " + number, TestCore.visit(TestCore.CHAT))));
    assertThat(done).filteredOn(one -> one).hasSize(1);
    core.signIn(X, "new " + done.indexOf(true));
  }

  @Test
  void ofThirtyRegistrationsOfOneNameOneAccountIsMade() {
    List<Boolean> made =
        Together.run(
            30,
            number -> isDone(() -> core.register(Optional.of("Same"), number + "@example.org")));
    assertThat(made).filteredOn(one -> one).hasSize(1);
    assertThat(stage.rows())
        .isEqualTo(
            Map.of(
                "account",
                1L,
                "audit",
                1L,
                "email",
                1L,
                "identifier",
                2L,
                "outbox",
                1L,
                "password",
                1L));
  }

  @Test
  void theThousandAndFirstSessionEndsTheOldest() {
    Person person = core.register(X);
    stage.run(
        stores ->
            LongStream.rangeClosed(1, 1_000)
                .mapToObj(
                    i -> Samples.session(person.id(), -i, Stage.START.minusSeconds(10_000 - i)))
                .forEach(session -> Samples.insert(stores, session)));
    assertThat(core.isLive(person.id(), -1)).isTrue();
    SignedIn newest = core.signIn(X, X);
    assertThat(core.isLive(person.id(), -1)).isFalse();
    List<Session> live = stage.read(s -> LiveSessions.of(s, person.id(), stage.now()));
    assertThat(live).hasSize(1_000).first().isEqualTo(newest.session());
    assertThat(live).extracting(Session::id).doesNotContain(-1L).contains(-2L);
  }

  @Test
  void aDecoyNeitherClaimsNorInheritsNorLoses() {
    core = new TestCore(stage, true);
    Person owner = core.register(X);
    Person other = core.register("other@example.org");
    Letter letter = core.mail();
    Email decoy = core.add(other, X);
    assertThat(decoy.claim().decoy()).isTrue();
    core.confirm(letter);
    assertThat(core.person(other.id()).emails()).contains(decoy);
    core.administration.delete(owner.id());
    assertThat(identifier()).isEmpty();
  }

  @Test
  void aDeletedAccountLeavesNothingButItsTrail() {
    Person kept = core.register("kept@example.org");
    core.mail();
    Map<String, Long> before = stage.rows();
    Person person = core.register(Optional.of("Name"), X);
    core.signIn("name", X);
    core.mail();
    core.add(person, "second@example.org");
    core.resets.request(X, TestCore.visit(TestCore.CHAT));
    Rights.Named role = core.rights.create(Rights.Kind.ROLE, "role").orElseThrow();
    core.rights.grant(Rights.Kind.ROLE, role, person.id());

    assertThat(core.administration.delete(person.id())).isTrue();
    assertThat(core.cache.person(person.id())).isEmpty();
    for (String table : stage.tablesWith("account")) {
      long left = stage.count("select count(*) from " + table + " where account = " + person.id());
      assertThat(left > 0).as(table).isEqualTo(List.of("audit", "change").contains(table));
    }
    Map<String, Long> after = stage.rows();
    after.keySet().removeAll(List.of("audit", "change", "named_right"));
    before.remove("audit");
    assertThat(after).isEqualTo(before);
    assertThat(core.person(kept.id())).isEqualTo(kept);
    core.register(Optional.of("NAME"), X);
  }

  /** Two accounts without names that claim one address, each with its mail; passwords differ. */
  private Contest contest() {
    Person first = core.register(X);
    Letter firstMail = core.mail();
    stage.pass(DAY.minusMinutes(1));
    core.emails.resend(X, UserAgent.NONE, Optional.empty(), door -> Language.ENGLISH);
    firstMail = core.mail();
    stage.pass(Duration.ofMinutes(1));
    Person second = core.register("X@example.org");
    stage.run(stores -> stores.passwords().put(second.id(), "plain second", stage.now()));
    return new Contest(first, firstMail, second, core.mail());
  }

  private record Contest(Person first, Letter firstMail, Person second, Letter secondMail) {}

  private void reset(Letter letter) {
    core.resets.reset(letter.code().orElseThrow(), "new", TestCore.visit(TestCore.CHAT));
  }

  private boolean isProved(Letter letter) {
    return isDone(() -> core.confirm(letter));
  }

  private static boolean isDone(Runnable what) {
    try {
      what.run();
      return true;
    } catch (RefusedException refused) {
      return false;
    }
  }

  private Optional<Identifier> identifier() {
    return stage.read(stores -> stores.identifiers().find(LoginKey.of(X)));
  }
}
