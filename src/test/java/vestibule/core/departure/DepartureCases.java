package vestibule.core.departure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vestibule.Together;
import vestibule.core.CoreCases;
import vestibule.core.TestCore;
import vestibule.core.cache.AccountCache;
import vestibule.core.delivery.Letter;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.AuditEvent.Kind;
import vestibule.core.model.Mail.Purpose;
import vestibule.core.model.Person;
import vestibule.core.model.Session;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.store.Stage;

/** The deletion of an account by its person: shut, kept or erased, and never two of them. */
public abstract class DepartureCases extends CoreCases {

  private static final String X = "x@example.org";

  private Person person;
  private Session session;

  protected DepartureCases(Stage stage) {
    super(stage);
  }

  @BeforeEach
  void register() {
    core.register(Optional.of("xenia"), X);
    core.confirm(core.mail());
    person = core.signIn(X, X).person();
    session = core.enter(person);
  }

  @Test
  void itIsShutAtOnceAndErasedWhenItsTimeIsOver() {
    Instant end = leave();
    assertThat(end).isEqualTo(stage.now().plus(TestDepartures.WAIT));
    assertThat(core.isLive(person.id(), session.id())).isFalse();
    refused(() -> core.signIn(X, X), new Refusal.WrongCredentials());
    refused(() -> core.signIn("xenia", X), new Refusal.WrongCredentials());
    stage.pass(TestDepartures.WAIT.minusNanos(1_000));
    assertThat(core.departures.erasures().run()).isZero();
    assertThat(stored()).isPresent();
    stage.pass(Duration.ofNanos(1_000));
    assertThat(core.departures.erasures().run()).isOne();
    assertThat(stored()).isEmpty();
    assertThat(stage.rows()).containsOnlyKeys("audit", "change");
    assertThat(core.departures.erasures().run()).isZero();
  }

  @Test
  void nameAndAddressesStayTakenUntilThen() {
    leave();
    refused(() -> core.register(Optional.of("Xenia"), "y@example.org"), new Refusal.NameTaken());
    refused(() -> core.register(X), new Refusal.AddressTaken());
    stage.pass(TestDepartures.WAIT);
    core.departures.erasures().run();
    assertThat(core.register(Optional.of("Xenia"), X).id()).isNotEqualTo(person.id());
  }

  @Test
  void theTrailTellsOfIt() {
    leave();
    assertThat(kinds()).containsOnlyOnce(Kind.DELETION_BEGUN).doesNotContain(Kind.DELETED);
    stage.pass(TestDepartures.WAIT);
    core.departures.erasures().run();
    assertThat(kinds()).containsOnlyOnce(Kind.DELETED);
    List<AuditEvent> trail = stage.read(stores -> stores.audit().of(person.id(), 100));
    assertThat(trail).allMatch(event -> event.place().networkAddress().isEmpty());
  }

  @Test
  void aWrongPasswordChangesNothing() {
    refused(
        () ->
            core.departures
                .departure()
                .leave(session, List.of("wrong"), TestCore.visit(TestCore.CHAT)),
        new Refusal.PasswordChangeInvalid(true, List.of()));
    assertThat(core.isLive(person.id(), session.id())).isTrue();
    assertThat(stage.<Optional<Instant>>read(stores -> stores.accounts().erasure(person.id())))
        .isEmpty();
  }

  @Test
  void withoutAWaitItIsErasedAtOnce() {
    assertThat(core.departures.atOnce().leave(session, List.of(X), TestCore.visit(TestCore.CHAT)))
        .isEmpty();
    assertThat(stored()).isEmpty();
    assertThat(core.register(Optional.of("xenia"), X).id()).isNotEqualTo(person.id());
  }

  @Test
  void theLinkKeepsItOnce() {
    leave();
    String code = letter().code().orElseThrow();
    assertThat(code).hasSizeGreaterThanOrEqualTo(32);
    core.departures.keeping().peek(code, TestCore.visit(TestCore.CHAT));
    refused(() -> core.signIn(X, X), new Refusal.WrongCredentials());
    keep(code);
    assertThat(core.signIn(X, X).person().id()).isEqualTo(person.id());
    assertThat(core.isLive(person.id(), session.id())).isFalse();
    refused(() -> keep(code), new Refusal.CodeInvalid());
    stage.pass(TestDepartures.WAIT.multipliedBy(2));
    assertThat(core.departures.erasures().run()).isZero();
    assertThat(stored()).isPresent();
    assertThat(kinds()).containsOnlyOnce(Kind.DELETION_CANCELLED);
  }

  /** A link of the first time takes nothing back of the second. */
  @Test
  void aSecondDeletionIsKeptByItsOwnLinkAlone() {
    leave();
    String first = letter().code().orElseThrow();
    String unsent = letterAfterKeeping(first);
    refused(() -> keep(first), new Refusal.CodeInvalid());
    keep(unsent);
    assertThat(core.signIn(X, X).person().id()).isEqualTo(person.id());
  }

  private String letterAfterKeeping(String code) {
    keep(code);
    session = core.enter(person);
    leave();
    return letter().code().orElseThrow();
  }

  @Test
  void theLinkIsTooLateWithTheErasure() {
    leave();
    String code = letter().code().orElseThrow();
    stage.pass(TestDepartures.WAIT);
    refused(() -> keep(code), new Refusal.CodeExpired());
    core.departures.erasures().run();
    refused(() -> keep(code), new Refusal.CodeInvalid());
  }

  @Test
  void noLinkThatWasMailedForAnythingElseKeepsIt() {
    core.resets.request(X, TestCore.visit(TestCore.CHAT));
    String reset = core.mail().code().orElseThrow();
    leave();
    refused(() -> keep(reset), new Refusal.CodeInvalid());
    refused(
        () -> core.resets.reset(reset, "fresh password", TestCore.visit(TestCore.CHAT)),
        new Refusal.CodeInvalid());
    assertThat(core.signIn.takesOtp(TestCore.CHAT)).isFalse();
    refused(() -> core.signIn(X, X), new Refusal.WrongCredentials());
  }

  /** Who took an account over may have removed its owner's address before. */
  @Test
  void anAddressThatWasRemovedLatelyGetsALinkToo() {
    core.add(person, "evil@example.net");
    core.confirm(core.mail());
    skipMails();
    core.prefer(person, core.person(person.id()).emails().getLast().id());
    core.remove(person, core.person(person.id()).emails().getFirst().id());
    skipMails();
    session = core.enter(person);
    leave();
    List<Letter> letters = List.of(letter(), letter());
    assertThat(letters)
        .extracting(letter -> letter.mail().recipient().address())
        .containsExactlyInAnyOrder("evil@example.net", X);
    String owners =
        letters.stream()
            .filter(letter -> letter.mail().recipient().address().equals(X))
            .findFirst()
            .orElseThrow()
            .code()
            .orElseThrow();
    keep(owners);
    assertThat(core.person(person.id()).account().isActive()).isTrue();
  }

  @Test
  void thisWasNotMeTakesTheDeletionBackToo() {
    core.passwords.change(
        person, session, List.of(X), "thief's password", TestCore.visit(TestCore.CHAT));
    String alarm = core.mail().disown().orElseThrow();
    core.departures
        .departure()
        .leave(session, List.of("thief's password"), TestCore.visit(TestCore.CHAT));
    core.alarms.raise(alarm, TestCore.visit(TestCore.CHAT));
    assertThat(core.person(person.id()).account().isActive()).isTrue();
    assertThat(kinds()).contains(Kind.DELETION_CANCELLED, Kind.DISAVOWED);
    stage.pass(TestDepartures.WAIT);
    assertThat(core.departures.erasures().run()).isZero();
    assertThat(core.mail().mail().purpose()).isEqualTo(Purpose.RESET);
  }

  @Test
  void anOperatorKeepsIt() {
    leave();
    String code = letter().code().orElseThrow();
    assertThat(core.administration.enable(person.id())).isPresent();
    assertThat(core.signIn(X, X).person().id()).isEqualTo(person.id());
    refused(() -> keep(code), new Refusal.CodeInvalid());
    stage.pass(TestDepartures.WAIT);
    assertThat(core.departures.erasures().run()).isZero();
  }

  @Test
  void whomAnOperatorDisablesNoLinkBringsBack() {
    core.passwords.change(person, session, List.of(X), "another", TestCore.visit(TestCore.CHAT));
    String alarm = core.mail().disown().orElseThrow();
    core.departures.departure().leave(session, List.of("another"), TestCore.visit(TestCore.CHAT));
    String code = letter().code().orElseThrow();
    core.administration.disable(person.id());
    refused(() -> keep(code), new Refusal.CodeInvalid());
    refused(
        () -> core.alarms.raise(alarm, TestCore.visit(TestCore.CHAT)), new Refusal.CodeInvalid());
    stage.pass(TestDepartures.WAIT);
    assertThat(core.departures.erasures().run()).isOne();
  }

  @Test
  void whomAnOperatorDisabledOnlyNeverIsErased() {
    core.administration.disable(person.id());
    stage.pass(TestDepartures.WAIT.multipliedBy(100));
    assertThat(core.departures.erasures().run()).isZero();
    assertThat(stored()).isPresent();
  }

  /** As a server of the version before leaves it. */
  @Test
  void anOpenAccountIsNotErasedWhateverItsMarkSays() {
    leave();
    stage.sql(handle -> handle.execute("update account set status = 'ACTIVE'"));
    stage.pass(TestDepartures.WAIT);
    assertThat(core.departures.erasures().run()).isZero();
    assertThat(stored()).isPresent();
    assertThat(stage.<Optional<Instant>>read(stores -> stores.accounts().erasure(person.id())))
        .isEmpty();
  }

  @Test
  void whoeverIsEarlierOfALinkAndTheErasureHasIt() {
    for (int round = 0; round < 10; round++) {
      stage.clear();
      build();
      register();
      leave();
      String code = letter().code().orElseThrow();
      // The code is looked up before its end, and the account is erased at that moment.
      stage.sql(handle -> handle.execute("update account set erased_at = 0"));
      List<Boolean> done =
          Together.run(
              4, which -> which < 2 ? core.departures.erasures().run() == 1 : isKept(code));
      assertThat(done).containsOnlyOnce(true);
      boolean kept = done.subList(2, 4).contains(true);
      assertThat(stored().isPresent()).isEqualTo(kept);
      assertThat(kinds().contains(Kind.DELETED)).isNotEqualTo(kept);
    }
  }

  @Test
  void twoNodesEraseEachAccountOnce() {
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String address = "p" + i + "@example.org";
      Person one = core.register(address);
      core.departures
          .departure()
          .leave(core.enter(one), List.of(address), TestCore.visit(TestCore.CHAT));
      ids.add(one.id());
    }
    stage.pass(TestDepartures.WAIT);
    List<Integer> gone = Together.run(3, _ -> core.departures.erasures().run());
    assertThat(gone.stream().mapToInt(Integer::intValue).sum()).isEqualTo(12);
    for (long id : ids) {
      assertThat(stage.<List<AuditEvent>>read(stores -> stores.audit().of(id, 100)))
          .extracting(AuditEvent::kind)
          .containsOnlyOnce(Kind.DELETED);
    }
  }

  @Test
  void aSignInBesideADeletionLeavesNoSession() {
    for (int round = 0; round < 10; round++) {
      stage.clear();
      build();
      register();
      Together.run(4, which -> which == 0 ? leave() : isSignedIn());
      assertThat(stage.count("select count(*) from session where ended_at is null")).isZero();
      refused(() -> core.signIn(X, X), new Refusal.WrongCredentials());
    }
  }

  private boolean isSignedIn() {
    try {
      core.signIn(X, X);
      return true;
    } catch (RefusedException refused) {
      return false;
    }
  }

  private boolean isKept(String code) {
    try {
      keep(code);
      return true;
    } catch (RefusedException refused) {
      return false;
    }
  }

  private Instant leave() {
    return core.departures
        .departure()
        .leave(session, List.of(X), TestCore.visit(TestCore.CHAT))
        .orElseThrow();
  }

  private void keep(String code) {
    core.departures.keeping().keep(code, TestCore.visit(TestCore.CHAT));
  }

  private Letter letter() {
    Letter letter = core.mail();
    assertThat(letter.mail().purpose()).isEqualTo(Purpose.DELETION_BEGUN);
    return letter;
  }

  private void skipMails() {
    for (Optional<Letter> one = core.outbox.next("skipped"); one.isPresent(); ) {
      core.outbox.sent(one.get());
      one = core.outbox.next("skipped");
    }
  }

  private Optional<Person> stored() {
    return stage.read(stores -> AccountCache.read(stores, person.id()));
  }

  private List<Kind> kinds() {
    List<AuditEvent> trail = stage.read(stores -> stores.audit().of(person.id(), 100));
    return trail.stream().map(AuditEvent::kind).toList();
  }
}
