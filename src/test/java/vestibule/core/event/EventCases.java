package vestibule.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vestibule.core.CoreCases;
import vestibule.core.TestCore;
import vestibule.core.change.Grounds;
import vestibule.core.change.RefusalJournal;
import vestibule.core.factor.App;
import vestibule.core.factor.Enrolment;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.Person;
import vestibule.core.model.Rights.Kind;
import vestibule.core.model.Rights.Named;
import vestibule.core.model.Session;
import vestibule.core.model.SignedIn;
import vestibule.core.model.Visit;
import vestibule.core.store.event.AccountEvent.Placed;
import vestibule.store.Stage;
import vestibule.store.WatchedDatabase;

/** What other systems are told of each change, and what they read. */
public abstract class EventCases extends CoreCases {

  private static final String ADDRESS = "told@example.org";

  private TestCore told;
  private Sequencer sequencer;
  private long before;

  protected EventCases(Stage stage) {
    super(stage);
  }

  @BeforeEach
  final void tell() {
    told = TestCore.telling(stage);
    sequencer = new Sequencer(stage.transactions, Sequencer.Placing.NOTHING);
    before = stage.<Long>read(stores -> stores.events().end()) - 1;
  }

  private EventFeed feed() {
    return new EventFeed(stage.transactions);
  }

  /** What there is to read behind what other tests left. */
  private List<String> read() {
    sequencer.run();
    EventFeed.Page page = feed().read(OptionalLong.of(before), 100);
    assertThat(page.whole()).isTrue();
    List<Placed> placed = page.events().stream().map(EventFeed.Told::placed).toList();
    assertThat(placed)
        .extracting(Placed::position)
        .isEqualTo(LongStream.rangeClosed(before + 1, before + placed.size()).boxed().toList());
    return placed.stream().map(one -> one.event().type().word()).toList();
  }

  @Test
  void everyChangeIsToldInItsOrder() {
    Person person = told.register(ADDRESS);
    told.confirm(told.mail());
    SignedIn signedIn = told.signIn(ADDRESS, ADDRESS);
    Session session = signedIn.session();
    told.accounts.rename(
        session, Optional.of("Ann"), Optional.of("Other"), TestCore.visit(TestCore.CHAT));
    told.emails.add(session, "second@example.org", TestCore.visit(TestCore.CHAT));
    Named role = told.rights.create(Kind.ROLE, "editor").orElseThrow();
    told.rights.grant(Kind.ROLE, role, person.id());
    told.rights.revoke(Kind.ROLE, role, person.id());
    told.signIn.signOut(session, TestCore.visit(TestCore.CHAT));
    told.administration.disable(person.id());
    told.administration.enable(person.id());
    told.administration.delete(person.id());
    assertThat(read())
        .containsExactly(
            "account.created",
            "account.confirmed",
            "account.signed_in",
            "account.changed",
            "address.changed",
            "rights.changed",
            "rights.changed",
            "session.ended",
            "account.disabled",
            "account.enabled",
            "account.deleted");
  }

  @Test
  void aNewPasswordEndsTheOtherSessionsAndBothAreTold() {
    Person person = told.register(ADDRESS);
    told.confirm(told.mail());
    Session other = told.enter(person);
    Session session = told.enter(person);
    told.passwords.change(
        person, session, List.of(ADDRESS), "fresh", TestCore.visit(TestCore.CHAT));
    assertThat(told.isLive(person.id(), other.id())).isFalse();
    assertThat(read())
        .endsWith("account.signed_in", "account.signed_in", "password.changed", "session.ended")
        .hasSize(6);
  }

  @Test
  void secondFactorsAreToldAndSoIsTheEndOfTheSessionsThatTheFirstOneEnds() {
    Person person = told.register(ADDRESS);
    told.confirm(told.mail());
    told.enter(person);
    Session session = told.enter(person);
    Enrolment.TotpOffer offer = told.secondFactors.enrolment().offerTotp(person.id());
    Enrolment.First first =
        new Enrolment.First("", offer.enrolment(), new App(offer.secret()).code(stage.now()));
    Visit visit = TestCore.visit(TestCore.CHAT);
    long factor = told.secondFactors.enrolment().addTotp(session, first, visit).factor().id();
    told.secondFactors.factors().renewCodes(session, visit);
    told.secondFactors.factors().remove(session, factor, visit);
    assertThat(read())
        .endsWith(
            "account.signed_in",
            "account.signed_in",
            "factor.changed",
            "session.ended",
            "factor.changed",
            "factor.changed")
        .hasSize(8);
  }

  /** The one who loses it has no event in the trail, and no log-in string any more. */
  @Test
  void whoLosesAnAddressToAnotherIsToldOfToo() {
    Person first = told.register(ADDRESS);
    told.mail();
    told.enter(first);
    stage.pass(Duration.ofDays(1));
    Person second = told.register(ADDRESS);
    told.confirm(told.mail());
    assertThat(readOf(first))
        .containsExactly(
            "account.created", "account.signed_in", "address.changed", "session.ended");
    assertThat(readOf(second)).containsExactly("account.created", "account.confirmed");
  }

  private List<String> readOf(Person person) {
    sequencer.run();
    return feed().read(OptionalLong.of(before), 100).events().stream()
        .map(told -> told.placed().event())
        .filter(event -> event.account() == person.id())
        .map(event -> event.type().word())
        .toList();
  }

  /** Clocks of nodes differ: by their times alone, the second would go before the first. */
  @Test
  void whatIsRemovedLeavesNoHole() {
    Person person = told.register(ADDRESS);
    stage.pass(Duration.ofMinutes(5));
    told.enter(person);
    stage.pass(Duration.ofMinutes(-5));
    told.enter(person);
    read();
    EventKeeping keeping =
        new EventKeeping(stage.transactions, stage.clock(), Duration.ofMinutes(1));
    stage.pass(Duration.ofMinutes(2));
    keeping.run();
    assertThat(feed().read(OptionalLong.of(before), 10).whole()).isFalse();
    EventFeed.Page kept = feed().read(OptionalLong.of(before + 1), 10);
    assertThat(kept.whole()).isTrue();
    assertThat(kept.events())
        .extracting(one -> one.placed().position())
        .containsExactly(before + 2, before + 3);
  }

  @Test
  void whatIsUndoneIsNotTold() {
    Person person = told.register(ADDRESS);
    read();
    AuditEvent event =
        told.changes.event(
            AuditEvent.Kind.NAME_CHANGED, person.id(), TestCore.visit(TestCore.CHAT));
    assertThatThrownBy(
            () ->
                told.changes.run(
                    event,
                    Grounds.operator(),
                    change -> {
                      change.record(event.of(person.id()));
                      throw new IllegalArgumentException("no");
                    }))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(read()).containsExactly("account.created");
  }

  @Test
  void whatConcernsNoAccountAndWhatWasRefusedIsNotTold() {
    told.rights.create(Kind.GROUP, "staff");
    Person person = told.register(ADDRESS);
    assertThatThrownBy(() -> told.signIn(ADDRESS, "wrong"));
    new RefusalJournal(told.changes).writeAll();
    told.resets.request(ADDRESS, TestCore.visit(TestCore.CHAT));
    assertThat(person.id()).isPositive();
    assertThat(read()).containsExactly("account.created");
  }

  @Test
  void nothingIsWrittenWhereNobodyIsTold() {
    Person person = core.register(ADDRESS);
    core.confirm(core.mail());
    core.signIn(ADDRESS, ADDRESS);
    core.administration.delete(person.id());
    assertThat(stage.rows()).doesNotContainKey("event").containsKey("audit");
  }

  /** What is said of it on the page: off costs nothing, on a change costs two statements. */
  @Test
  void aLogInCostsNoStatementMoreWhereNobodyIsTold() {
    core.register(ADDRESS);
    List<String> off = statements(watched -> new TestCore(new Stage(watched), false));
    List<String> on = statements(watched -> TestCore.telling(new Stage(watched)));
    assertThat(off).isNotEmpty().noneMatch(sql -> sql.contains("event"));
    assertThat(on).hasSize(off.size() + 2).anyMatch(sql -> sql.startsWith("insert into event "));
  }

  /** Of the second log-in: the first one is from a new device. */
  private List<String> statements(Function<WatchedDatabase, TestCore> making) {
    WatchedDatabase watched = new WatchedDatabase(stage.database);
    TestCore made = making.apply(watched);
    made.signIn(ADDRESS, ADDRESS);
    watched.seen();
    made.signIn(ADDRESS, ADDRESS);
    return watched.seen();
  }

  @Test
  void anEventShowsItsAccountAsItIsNowAndOfADeletedOneNothingButItsId() {
    Person person = told.register(Optional.of("ann"), ADDRESS);
    told.confirm(told.mail());
    read();
    EventFeed.Told first = feed().read(OptionalLong.of(before), 1).events().getFirst();
    EventBody body = EventBody.of(first);
    assertThat(body)
        .isEqualTo(
            new EventBody(
                "account.created",
                "2026-11-21T10:00:00.123456Z",
                new EventBody.Data(
                    "chat",
                    new EventBody.Subject(
                        Long.toString(person.id()),
                        "active",
                        Optional.of(
                            new EventBody.Profile(
                                Optional.of("ann"),
                                Optional.empty(),
                                List.of(new EventBody.Mailbox(ADDRESS, true, true)),
                                List.of(),
                                List.of(),
                                List.of()))))));
    told.administration.disable(person.id());
    assertThat(subject().status()).isEqualTo("disabled");
    told.administration.delete(person.id());
    assertThat(subject())
        .isEqualTo(new EventBody.Subject(Long.toString(person.id()), "deleted", Optional.empty()));
  }

  private EventBody.Subject subject() {
    EventFeed.Told first = feed().read(OptionalLong.of(before), 1).events().getFirst();
    return EventBody.of(first).data().account();
  }

  @Test
  void whoComesLateIsToldThatEventsAreMissing() {
    told.register(ADDRESS);
    read();
    EventKeeping keeping = new EventKeeping(stage.transactions, stage.clock(), Duration.ofDays(30));
    stage.pass(Duration.ofDays(30));
    keeping.run();
    assertThat(read()).hasSize(1);
    stage.pass(Duration.ofNanos(1_000));
    told.register("later@example.org");
    sequencer.run();
    keeping.run();
    assertThat(feed().read(OptionalLong.of(before), 10).whole()).as("one is gone").isFalse();
    assertThat(feed().read(OptionalLong.of(before + 1), 10))
        .satisfies(page -> assertThat(page.whole()).isTrue())
        .satisfies(page -> assertThat(page.events()).hasSize(1));
    assertThat(feed().read(OptionalLong.of(before + 2), 10))
        .isEqualTo(new EventFeed.Page(List.of(), true));
    assertThat(feed().read(OptionalLong.of(before + 3), 10).whole()).as("never given").isFalse();
    assertThat(feed().read(OptionalLong.empty(), 10).events()).hasSize(1);
    stage.pass(Duration.ofDays(31));
    keeping.run();
    assertThat(feed().read(OptionalLong.of(before + 1), 10).whole()).as("all are gone").isFalse();
    assertThat(feed().read(OptionalLong.of(before + 2), 10).whole()).isTrue();
    assertThat(feed().read(OptionalLong.empty(), 10))
        .isEqualTo(new EventFeed.Page(List.of(), true));
  }

  /** However old: it would be lost. */
  @Test
  void whatHasNoPositionYetIsKept() {
    told.register(ADDRESS);
    stage.pass(Duration.ofDays(31));
    new EventKeeping(stage.transactions, stage.clock(), Duration.ofDays(30)).run();
    assertThat(read()).containsExactly("account.created");
  }
}
