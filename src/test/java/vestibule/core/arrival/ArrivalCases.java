package vestibule.core.arrival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vestibule.Together;
import vestibule.core.CoreCases;
import vestibule.core.TestCore;
import vestibule.core.arrival.Arrival.Mailbox;
import vestibule.core.arrival.Arrival.StoredPassword;
import vestibule.core.arrival.Outcome.Imported;
import vestibule.core.arrival.Outcome.Reason;
import vestibule.core.arrival.Outcome.Refused;
import vestibule.core.arrival.Outcome.Unchanged;
import vestibule.core.arrival.Outcome.Updated;
import vestibule.core.arrival.Outcome.Warning;
import vestibule.core.model.Account;
import vestibule.core.model.Email;
import vestibule.core.model.Person;
import vestibule.core.model.Rights;
import vestibule.core.model.Session;
import vestibule.core.refusal.Refusal;
import vestibule.core.store.ArrivalStore.Range;
import vestibule.core.store.Ids;
import vestibule.store.Stage;

/** People from another system: who comes in, as whom, and what a second import does to them. */
public abstract class ArrivalCases extends CoreCases {

  private static final String ADA = "ada@example.org";
  private static final String EVE = "eve@example.org";
  private static final String SECRET = "open sesame";
  private static final Instant LONG_AGO = Instant.parse("2011-03-04T05:06:07Z");

  private Arrivals arrivals;

  protected ArrivalCases(Stage stage) {
    super(stage);
  }

  @BeforeEach
  void open() {
    arrivals = TestArrivals.of(core, stage, false);
  }

  private static Arrivals.Terms terms(boolean keep, boolean update) {
    return new Arrivals.Terms("shop", keep, List.of(), update, TestCore.visit(TestCore.CHAT));
  }

  private static Arrivals.Done done(long rows) {
    return new Arrivals.Done(rows, _ -> {});
  }

  private Outcome admit(Arrival... people) {
    return arrivals.admit(terms(false, false), List.of(people), done(people.length)).getLast();
  }

  private Outcome update(Arrival person) {
    return arrivals.admit(terms(false, true), List.of(person), done(1)).getFirst();
  }

  private static Arrival person(String oldId, Optional<String> name, Mailbox... addresses) {
    return new Arrival(
        new Arrival.Identity(oldId, name, List.of(addresses)),
        Optional.of(password(SECRET)),
        true,
        Optional.of(LONG_AGO),
        Account.Profile.EMPTY,
        List.of());
  }

  private static StoredPassword password(String text) {
    return new StoredPassword(() -> "plain " + text, "digest of " + text);
  }

  private static Arrival with(Arrival person, String password) {
    return new Arrival(
        person.identity(),
        Optional.of(password(password)),
        person.active(),
        person.createdAt(),
        person.profile(),
        person.rights());
  }

  private static Mailbox verified(String address) {
    return new Mailbox(address, true, false);
  }

  private static Mailbox claimed(String address) {
    return new Mailbox(address, false, false);
  }

  private static long account(Outcome outcome) {
    return switch (outcome) {
      case Imported(OptionalLong account, String _, var _) -> account.getAsLong();
      case Updated(OptionalLong account, String _, var _) -> account.getAsLong();
      case Unchanged(OptionalLong account, String _) -> account.getAsLong();
      case Refused refused -> throw new AssertionError(refused);
    };
  }

  private static List<Warning> warnings(Outcome outcome) {
    return List.copyOf(((Imported) outcome).warnings());
  }

  @Test
  void theyHaveAllThatTheyHadAndNobodyIsMailed() {
    Arrival ada = person("7", Optional.of("Ada"), claimed("a@b.org"), verified(ADA));
    Outcome outcome = admit(ada);
    Person there = core.person(account(outcome));
    assertThat(warnings(outcome)).containsExactly(Warning.ADDRESS_UNVERIFIED);
    assertThat(there.account().username()).contains("Ada");
    assertThat(there.account().standing().createdAt()).isEqualTo(LONG_AGO);
    assertThat(there.emails())
        .extracting(Email::address, Email::verified)
        .containsExactly(tuple("a@b.org", false), tuple(ADA, true));
    assertThat(there.address()).isEqualTo(ADA);
    assertThat(core.signIn("ada", SECRET).person().id()).isEqualTo(there.id());
    assertThat(core.signIn(ADA, SECRET).person().id()).isEqualTo(there.id());
    refused(() -> core.signIn("a@b.org", "wrong"), new Refusal.WrongCredentials());
    assertThat(stage.count("select count(*) from outbox where account = " + there.id())).isZero();
    assertThat(stage.count("select count(*) from audit where kind = 'IMPORTED'")).isEqualTo(1);
  }

  @Test
  void aSecondImportFindsThemByTheirOldIdAndChangesNothing() {
    Arrival ada = person("7", Optional.of("Ada"), verified(ADA));
    long account = account(admit(ada));
    assertThat(admit(with(ada, "another")))
        .isEqualTo(new Unchanged(OptionalLong.of(account), "Ada"));
    assertThat(core.signIn(ADA, SECRET).person().id()).isEqualTo(account);
    assertThat(stage.count("select count(*) from account")).isEqualTo(1);
  }

  @Test
  void whoIsUnchangedIsUnchangedByACatchUpTooAndNothingIsTold() {
    Arrival ada = person("7", Optional.of("Ada"), verified(ADA));
    admit(ada);
    assertThat(update(ada)).isInstanceOf(Unchanged.class);
    assertThat(stage.count("select count(*) from audit where kind = 'IMPORTED'")).isEqualTo(1);
  }

  @Test
  void aCatchUpBringsANewPasswordUnlessOneWasChosenHere() {
    Arrival ada = person("7", Optional.of("Ada"), verified(ADA));
    long account = account(admit(ada));
    Session before = core.enter(core.person(account));
    assertThat(update(with(ada, "second"))).isInstanceOf(Updated.class);
    assertThat(core.isLive(account, before.id())).isFalse();
    core.signIn(ADA, "second");
    assertThat(update(with(ada, "third"))).isInstanceOf(Updated.class);
    core.passwords.change(
        core.person(account),
        core.signIn(ADA, "third").session(),
        List.of("third"),
        "chosen here",
        TestCore.visit(TestCore.CHAT));
    assertThat(update(with(ada, "fourth"))).isInstanceOf(Unchanged.class);
    core.signIn(ADA, "chosen here");
    refused(() -> core.signIn(ADA, "fourth"), new Refusal.WrongCredentials());
  }

  @Test
  void aCatchUpAddsProvesAndDisablesAndTakesNothingAway() {
    long account = account(admit(person("7", Optional.of("Ada"), claimed(ADA), verified(EVE))));
    Arrival now =
        new Arrival(
            new Arrival.Identity(
                "7", Optional.of("Ada"), List.of(verified(ADA), claimed("n@w.org"))),
            Optional.of(password(SECRET)),
            false,
            Optional.empty(),
            Account.Profile.EMPTY.with(
                new Account.Names(
                    Optional.of("Ada L."), Optional.empty(), Optional.empty(), Optional.empty())),
            List.of(new Arrival.Right(Rights.Kind.ROLE, "reader")));
    assertThat(update(now)).isInstanceOf(Updated.class);
    Person there = core.person(account);
    assertThat(there.emails())
        .extracting(Email::address, Email::verified)
        .containsExactly(tuple(ADA, true), tuple(EVE, true), tuple("n@w.org", false));
    assertThat(there.account().isActive()).isFalse();
    assertThat(there.account().profile().names().full()).contains("Ada L.");
    assertThat(there.rights().roles()).extracting(Rights.Named::name).containsExactly("reader");
    assertThat(update(now)).isInstanceOf(Unchanged.class);
  }

  @Test
  void ofTwoWithOneAddressTheOneWhoHasConfirmedItGetsItWhoeverComesFirst() {
    Outcome first = admit(person("1", Optional.of("one"), claimed(ADA)));
    Outcome second = admit(person("2", Optional.of("two"), verified(ADA)));
    assertThat(core.signIn(ADA, SECRET).person().id()).isEqualTo(account(second));
    assertThat(core.person(account(first)).emails()).isEmpty();
    Outcome third = admit(person("3", Optional.of("three"), claimed(ADA)));
    assertThat(warnings(third)).contains(Warning.ADDRESS_DROPPED);
    assertThat(core.person(account(third)).emails()).isEmpty();
    assertThat(admit(person("4", Optional.empty(), verified(ADA))))
        .isEqualTo(new Refused(Reason.ADDRESS_TAKEN, "emails"));
    assertThat(stage.count("select count(*) from account")).isEqualTo(3);
  }

  @Test
  void aNameThatSomebodyHasIsRefusedWholeAndLeavesNothing() {
    core.register(Optional.of("Ada"), EVE);
    assertThat(admit(person("1", Optional.of("ADA"), verified(ADA))))
        .isEqualTo(new Refused(Reason.NAME_TAKEN, "username"));
    assertThat(stage.count("select count(*) from account")).isEqualTo(1);
    assertThat(stage.count("select count(*) from former_id")).isZero();
    core.register(ADA);
  }

  /** A user name that is somebody else's address opens no door. */
  @Test
  void aNameThatIsAnAddressNamesNobodyElse() {
    Outcome own = admit(person("1", Optional.of(" Ada@example.org"), verified(ADA)));
    assertThat(warnings(own)).containsExactly(Warning.NAME_AS_ADDRESS);
    assertThat(core.person(account(own)).account().username()).isEmpty();
    Outcome others = admit(person("2", Optional.of(ADA), verified(EVE)));
    assertThat(warnings(others)).containsExactly(Warning.NAME_DROPPED);
    assertThat(core.signIn(ADA, SECRET).person().id()).isEqualTo(account(own));
    Outcome alone = admit(person("3", Optional.of("new@example.org")));
    assertThat(warnings(alone))
        .containsExactly(Warning.NAME_AS_ADDRESS, Warning.ADDRESS_UNVERIFIED);
    assertThat(admit(person("4", Optional.of(ADA))))
        .isEqualTo(new Refused(Reason.ADDRESS_TAKEN, "emails"));
  }

  @Test
  void longNamesComeInAndLongerOnesAreDroppedOrRefused() {
    String long150 = "n".repeat(150);
    assertThat(core.person(account(admit(person("1", Optional.of(long150))))).account().username())
        .contains(long150);
    String long151 = "m".repeat(151);
    assertThat(warnings(admit(person("2", Optional.of(long151), verified(ADA)))))
        .containsExactly(Warning.NAME_DROPPED);
    assertThat(admit(person("3", Optional.of(long151))))
        .isEqualTo(new Refused(Reason.NAME_INVALID, "username"));
    assertThat(admit(person("4", Optional.of("a\u200bb"))))
        .isEqualTo(new Refused(Reason.NAME_INVALID, "username"));
  }

  @Test
  void withoutALogInNobodyComes() {
    assertThat(admit(person("1", Optional.empty())))
        .isEqualTo(new Refused(Reason.NO_LOGIN, "emails"));
    assertThat(admit(person("2", Optional.of("  "))))
        .isEqualTo(new Refused(Reason.NO_LOGIN, "emails"));
    assertThat(admit(person("3", Optional.empty(), verified("no address"))))
        .isEqualTo(new Refused(Reason.ADDRESS_INVALID, "emails"));
  }

  @Test
  void anAddressThatIsTwiceTheirsIsOnce() {
    Outcome outcome =
        admit(person("1", Optional.empty(), claimed("ADA@example.org"), verified(ADA)));
    assertThat(core.person(account(outcome)).emails())
        .extracting(Email::address, Email::verified)
        .containsExactly(tuple("ADA@example.org", true));
  }

  @Test
  void idsAreKeptWhereNoNodeHasTakenThemAndNeverGivenAgain() {
    long base = TestArrivals.farId();
    List<Range> kept = arrivals.keepIds(base, 1_000);
    long own = core.register(EVE).id();
    assertThat(kept).noneMatch(range -> range.has(own));
    Arrivals.Terms keeping = terms(true, false).keeping(kept);
    List<Outcome> outcomes =
        arrivals.admit(
            keeping,
            List.of(
                person(Long.toString(base), Optional.of("a")),
                person(Long.toString(base), Optional.of("b")),
                person(Long.toString(own), Optional.of("c")),
                person("0", Optional.of("d")),
                person("-3", Optional.of("e")),
                person("9007199254740992", Optional.of("f")),
                person("uuid-1", Optional.of("g"))),
            done(7));
    assertThat(account(outcomes.get(0))).isEqualTo(base);
    assertThat(outcomes.get(1)).isInstanceOf(Unchanged.class);
    assertThat(outcomes.get(2)).isEqualTo(new Refused(Reason.ID_TAKEN, "id"));
    assertThat(outcomes.subList(3, 6)).containsOnly(new Refused(Reason.ID_INVALID, "id"));
    assertThat(account(outcomes.get(6))).isNotEqualTo(base);
    assertThat(arrivals.keepIds(base + 500, 1_000)).isEqualTo(kept);
  }

  @Test
  void nodesThatTakeIdsMeanwhileAndImportsThatKeepSomeNeverMeet() {
    List<Long> drawn =
        Together.run(
                8,
                i -> {
                  List<Long> mine = new ArrayList<>();
                  for (int n = 0; n < 50; n++) {
                    if (i == 0) {
                      arrivals.keepIds(stage.ids.next(Ids.Sequence.ACCOUNT) + 10, 5);
                    }
                    mine.add(stage.ids.next(Ids.Sequence.ACCOUNT));
                  }
                  return mine;
                })
            .stream()
            .flatMap(List::stream)
            .toList();
    List<Range> kept = arrivals.keepIds(1, 0);
    assertThat(drawn).doesNotHaveDuplicates().noneMatch(id -> isKept(kept, id));
  }

  private static boolean isKept(List<Range> kept, long id) {
    return kept.stream().anyMatch(range -> range.has(id));
  }

  @Test
  void whoWasDeletedHereIsForgottenAndMayComeAgain() {
    Arrival ada = person("7", Optional.of("Ada"), verified(ADA));
    long account = account(admit(ada));
    core.administration.delete(account);
    assertThat(arrivals.formerIds("shop", "", 10)).isEmpty();
    assertThat(admit(ada)).isInstanceOf(Imported.class);
  }

  @Test
  void disabledPeopleStayOutAndRightsThatCannotBeAreTold() {
    Arrival person =
        new Arrival(
            new Arrival.Identity("7", Optional.of("Ada"), List.of()),
            Optional.empty(),
            false,
            Optional.empty(),
            Account.Profile.EMPTY,
            List.of(
                new Arrival.Right(Rights.Kind.GROUP, "Editors"),
                new Arrival.Right(Rights.Kind.GROUP, "")));
    Outcome outcome = admit(person);
    assertThat(warnings(outcome))
        .containsExactly(Warning.NO_PASSWORD, Warning.INACTIVE, Warning.RIGHTS_DROPPED);
    Person there = core.person(account(outcome));
    assertThat(there.account().isActive()).isFalse();
    assertThat(there.rights().groups()).extracting(Rights.Named::name).containsExactly("Editors");
  }

  @Test
  void howFarASourceHasComeIsKnownWithItsPeople() {
    assertThat(arrivals.done("shop")).isZero();
    arrivals.admit(terms(false, false), List.of(person("1", Optional.of("a"))), done(200));
    assertThat(arrivals.done("shop")).isEqualTo(200);
    assertThat(arrivals.done("other")).isZero();
  }

  @Test
  void addressesThatWereRemovedHereStayTheirOwnersForAWhile() {
    Person ada = core.register(ADA);
    core.confirm(core.mail());
    long second = core.add(ada, EVE).id();
    core.confirm(core.mail());
    core.remove(ada, second);
    assertThat(admit(person("1", Optional.empty(), verified(EVE))))
        .isEqualTo(new Refused(Reason.ADDRESS_TAKEN, "emails"));
    stage.pass(Duration.ofHours(73));
    assertThat(admit(person("1", Optional.empty(), verified(EVE)))).isInstanceOf(Imported.class);
  }
}
