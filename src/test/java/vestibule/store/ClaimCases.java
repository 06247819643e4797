package vestibule.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vestibule.Together;
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
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;

/**
 * What becomes of an address that several accounts want (docs/contracts 0.11), of a password that
 * was forgotten (docs/contracts A.6), and of what belongs to an account: the core's own doers on
 * the database.
 */
abstract class ClaimCases {

  private static final String X = "x@example.org";
  private static final Duration DAY = Duration.ofHours(24);

  private final Stage stage;
  private House house;

  ClaimCases(Stage stage) {
    this.stage = stage;
  }

  @BeforeEach
  void build() {
    house = new House(stage, false);
  }

  @Test
  void anUnprovenAddressIsHeldForADayAndNoLonger() {
    house.register(X);
    stage.pass(DAY.minusNanos(1_000));
    refused(() -> house.register("X@Example.org"), new Refusal.AddressTaken());
    stage.pass(Duration.ofNanos(1_000));
    Person second = house.register("X@Example.org");
    assertThat(second.address()).isEqualTo("X@Example.org");
    refused(() -> house.register(X), new Refusal.AddressTaken());
    stage.pass(DAY);
    house.register(X);
  }

  @Test
  void theFirstClaimantKeepsTheLogInStringUntilSomebodyProvesIt() {
    Person first = house.register(X);
    stage.pass(DAY);
    house.register("X@example.org");
    assertThat(house.signIn(X, X).person().id()).isEqualTo(first.id());
    refused(() -> house.signIn(X, "X@example.org"), new Refusal.WrongCredentials());
  }

  @Test
  void theFirstProvesAndTheSecondLosesAddressSessionsAndCode() {
    Contest contest = contest();
    assertThat(house.confirm(contest.firstMail)).isEqualTo(house.person(contest.first.id()));

    assertThat(house.person(contest.first.id()).isAddressVerified()).isTrue();
    assertThat(house.person(contest.second.id()).emails()).isEmpty();
    assertThat(house.person(contest.second.id()).account().standing().primaryEmail()).isEmpty();
    refused(() -> house.confirm(contest.secondMail), new Refusal.CodeInvalid());
    assertThat(identifier())
        .contains(
            new Identifier(
                LoginKey.of(X),
                contest.first.id(),
                Identifier.Kind.ADDRESS,
                true,
                Optional.empty()));
    stage.pass(DAY.multipliedBy(9));
    refused(() -> house.register(X), new Refusal.AddressTaken());
  }

  @Test
  void theSecondProvesAndTheFirstLosesAddressAndItsSessions() {
    Contest contest = contest();
    SignedIn before = house.signIn(X, X);
    assertThat(house.isLive(before)).isTrue();
    house.confirm(contest.secondMail);

    assertThat(house.isLive(before)).isFalse();
    assertThat(house.person(contest.first.id()).emails()).isEmpty();
    assertThat(house.signIn(X, "second").person()).isEqualTo(house.person(contest.second.id()));
    refused(() -> house.signIn(X, X), new Refusal.WrongCredentials());
    refused(() -> house.confirm(contest.firstMail), new Refusal.CodeInvalid());
    assertThat(house.confirm(contest.secondMail)).isEqualTo(house.person(contest.second.id()));
  }

  @Test
  void whoHasAnotherLogInStringLosesTheAddressAloneAndKeepsItsSessions() {
    Person first = house.register(Optional.of("First"), X);
    house.mail();
    stage.pass(DAY);
    house.register("X@example.org");
    SignedIn before = house.signIn("first", X);
    house.confirm(house.mail());

    assertThat(house.isLive(before)).isTrue();
    assertThat(house.person(first.id()).emails()).isEmpty();
    assertThat(house.signIn("FIRST", X).person().id()).isEqualTo(first.id());
    Email other = house.add(first, "other@example.org");
    assertThat(house.person(first.id()).primary()).contains(other);
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
    Person first = house.register("first@example.org");
    Email claimed = house.add(first, X);
    stage.pass(DAY);
    Person second = house.register(X);
    stage.pass(DAY);
    house.register(X);
    house.remove(first, claimed.id());
    assertThat(house.person(first.id()).emails()).hasSize(1);
    assertThat(identifier().orElseThrow().account()).isEqualTo(second.id());
  }

  @Test
  void theProvedOtherAddressBecomesPrimaryAndTheOldOneCanGo() {
    Person person = house.register(X);
    house.confirm(house.mail());
    long old = person.primary().orElseThrow().id();
    Email other = house.add(person, "other@example.org");
    refused(() -> house.prefer(person, other.id()), new Refusal.AddressUnverified());
    house.confirm(house.mail());
    house.prefer(person, other.id());
    assertThat(house.person(person.id()).address()).isEqualTo("other@example.org");
    refused(() -> house.remove(person, other.id()), new Refusal.AddressPrimary());
    house.remove(person, old);
    assertThat(identifier()).isEmpty();
    assertThat(house.signIn("other@example.org", X).person()).isEqualTo(house.person(person.id()));
  }

  @Test
  void aResetProvesTheMailedAddressAndEndsAllElse() {
    Person person = house.register(X);
    Letter confirmation = house.mail();
    Email proved = house.add(person, "proved@example.org");
    house.confirm(house.mail());
    house.add(person, "unproved@example.org");
    house.mail();
    SignedIn before = house.signIn(X, X);
    house.resets.request(X, House.visit(House.CHAT));
    Letter overtaken = house.mail();
    house.resets.request("PROVED@example.org", House.visit(House.CHAT));
    Letter reset = house.mail();
    assertThat(reset.mail().recipient().address()).isEqualTo(X);
    refused(() -> reset(overtaken), new Refusal.CodeInvalid());
    reset(reset);

    assertThat(house.person(person.id()).emails())
        .extracting(Email::address, Email::verified)
        .containsExactly(tuple(X, true), tuple(proved.address(), true));
    assertThat(house.isLive(before)).isFalse();
    refused(() -> house.signIn(X, X), new Refusal.WrongCredentials());
    refused(() -> reset(reset), new Refusal.CodeInvalid());
    refused(() -> house.confirm(confirmation), new Refusal.CodeInvalid());
    Letter notice = house.mail();
    assertThat(notice.mail().purpose()).isEqualTo(Mail.Purpose.PASSWORD_RESET);
    assertThat(notice.mail().recipient().address()).isEqualTo("proved@example.org");
    assertThat(house.outbox.next("none")).isEmpty();
    assertThat(house.signIn(X, "new").person()).isEqualTo(house.person(person.id()));
  }

  @Test
  void ofTwentyResetsByOneCodeOneSetsThePassword() {
    house.register(X);
    house.confirm(house.mail());
    house.resets.request(X, House.visit(House.CHAT));
    String code = house.mail().code().orElseThrow();
    List<Boolean> done =
        Together.run(
            20,
            number ->
                isDone(() -> house.resets.reset(code, "new " + number, House.visit(House.CHAT))));
    assertThat(done).filteredOn(one -> one).hasSize(1);
    house.signIn(X, "new " + done.indexOf(true));
  }

  @Test
  void ofThirtyRegistrationsOfOneNameOneAccountIsMade() {
    List<Boolean> made =
        Together.run(
            30,
            number -> isDone(() -> house.register(Optional.of("Same"), number + "@example.org")));
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
    Person person = house.register(X);
    stage.run(
        stores ->
            LongStream.rangeClosed(1, 1_000)
                .mapToObj(
                    i -> Samples.session(person.id(), -i, Stage.START.minusSeconds(10_000 - i)))
                .forEach(session -> Samples.insert(stores, session)));
    assertThat(house.isLive(person.id(), -1)).isTrue();
    SignedIn newest = house.signIn(X, X);
    assertThat(house.isLive(person.id(), -1)).isFalse();
    List<Session> live = stage.read(s -> s.sessions().live(person.id(), stage.now()));
    assertThat(live).hasSize(1_000).first().isEqualTo(newest.session());
    assertThat(live).extracting(Session::id).doesNotContain(-1L).contains(-2L);
  }

  @Test
  void aDecoyNeitherClaimsNorInheritsNorLoses() {
    house = new House(stage, true);
    Person owner = house.register(X);
    Person other = house.register("other@example.org");
    Letter letter = house.mail();
    Email decoy = house.add(other, X);
    assertThat(decoy.claim().decoy()).isTrue();
    house.confirm(letter);
    assertThat(house.person(other.id()).emails()).contains(decoy);
    house.administration.delete(owner.id());
    assertThat(identifier()).isEmpty();
  }

  @Test
  void aDeletedAccountLeavesNothingButItsTrail() {
    Person kept = house.register("kept@example.org");
    house.mail();
    Map<String, Long> before = stage.rows();
    Person person = house.register(Optional.of("Name"), X);
    house.signIn("name", X);
    house.mail();
    house.add(person, "second@example.org");
    house.resets.request(X, House.visit(House.CHAT));
    Rights.Named role = house.grants.create(Rights.Kind.ROLE, "role").orElseThrow();
    house.grants.grant(Rights.Kind.ROLE, role, person.id());

    assertThat(house.administration.delete(person.id())).isTrue();
    assertThat(house.directory.person(person.id())).isEmpty();
    for (String table : stage.tablesWith("account")) {
      long left = stage.count("select count(*) from " + table + " where account = " + person.id());
      assertThat(left > 0).as(table).isEqualTo(List.of("audit", "change").contains(table));
    }
    Map<String, Long> after = stage.rows();
    after.keySet().removeAll(List.of("audit", "change", "named_right"));
    before.remove("audit");
    assertThat(after).isEqualTo(before);
    assertThat(house.person(kept.id())).isEqualTo(kept);
    house.register(Optional.of("NAME"), X);
  }

  /** Two accounts without names that claim one address, each with its mail; passwords differ. */
  private Contest contest() {
    Person first = house.register(X);
    Letter firstMail = house.mail();
    stage.pass(DAY.minusMinutes(1));
    house.emails.resend(X, Optional.empty(), door -> Language.ENGLISH);
    firstMail = house.mail();
    stage.pass(Duration.ofMinutes(1));
    Person second = house.register("X@example.org");
    stage.run(stores -> stores.passwords().put(second.id(), "plain second", stage.now()));
    return new Contest(first, firstMail, second, house.mail());
  }

  private record Contest(Person first, Letter firstMail, Person second, Letter secondMail) {}

  private void reset(Letter letter) {
    house.resets.reset(letter.code().orElseThrow(), "new", House.visit(House.CHAT));
  }

  private boolean isProved(Letter letter) {
    return isDone(() -> house.confirm(letter));
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

  private static void refused(ThrowingCallable what, Refusal refusal) {
    assertThatThrownBy(what)
        .isInstanceOfSatisfying(
            RefusedException.class, refused -> assertThat(refused.refusal()).isEqualTo(refusal));
  }
}
