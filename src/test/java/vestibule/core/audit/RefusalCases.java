package vestibule.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vestibule.Together;
import vestibule.core.TestCore;
import vestibule.core.change.Changes;
import vestibule.core.change.RefusalJournal;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.AuditEvent.Kind;
import vestibule.core.model.Language;
import vestibule.core.model.Person;
import vestibule.core.model.UserAgent;
import vestibule.core.model.Visit;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.refusal.TokenRefusal;
import vestibule.core.store.RecordStore.Trail;
import vestibule.core.store.Transactions;
import vestibule.store.Stage;

/** What the audit trail keeps of attempts that were refused, and what it never keeps. */
public abstract class RefusalCases {

  private static final String ADDRESS = "known@example.org";

  private final Stage stage;
  private TestCore core;
  private RefusalJournal journal;
  private Person person;

  protected RefusalCases(Stage stage) {
    this.stage = stage;
  }

  @BeforeEach
  void build() {
    core = new TestCore(stage, false);
    journal = new RefusalJournal(core.changes);
    person = core.register(ADDRESS);
  }

  @Test
  void aWrongPasswordIsKeptWithTheAccountAndNothingThatWasTyped() {
    refuse(() -> core.signIn(ADDRESS, "hunter2"));
    assertThat(refusals()).as("outside of the request").isEmpty();
    journal.write();
    AuditEvent event = refusals().getFirst();
    assertThat(event.kind()).isEqualTo(Kind.SIGN_IN_REFUSED);
    assertThat(event.kind().outcome()).isEqualTo(AuditEvent.Outcome.REFUSED);
    assertThat(event.account()).isEqualTo(person.id());
    assertThat(event.at()).isEqualTo(stage.now());
    assertThat(event.detail()).isEqualTo("wrong_password");
    assertThat(event.place())
        .isEqualTo(new AuditEvent.Place(AuditEvent.Actor.PERSON, "personal", "192.0.2.1", "test"));
  }

  @Test
  void anUnknownNameIsKeptWithoutTheName() {
    refuse(() -> core.signIn("MyPassword1", "hunter2"));
    journal.write();
    AuditEvent event = refusals().getFirst();
    assertThat(event.account()).isZero();
    assertThat(event.detail()).isEqualTo("unknown_name");
    assertThat(event.toString()).doesNotContain("MyPassword1").doesNotContain("hunter2");
  }

  @Test
  void codesAndRegistrationsAndPresentPasswordsAreToldTooAndShortPasswordsAreNot() {
    Visit visit = TestCore.visit(TestCore.CHAT);
    refuse(() -> core.confirmations.confirm("nonsense", visit));
    refuse(() -> core.resets.reset("nonsense", "new", visit));
    refuse(() -> core.resets.request("nobody@example.org", visit));
    refuse(() -> core.register(ADDRESS));
    refuse(() -> core.register("no address"));
    refuse(() -> core.passwords.change(person, core.enter(person), List.of("no"), "n", visit));
    journal.write();
    assertThat(refusals())
        .extracting(AuditEvent::kind, AuditEvent::account)
        .containsExactlyInAnyOrder(
            tuple(Kind.CODE_REFUSED, 0L),
            tuple(Kind.RESET_REFUSED, 0L),
            tuple(Kind.REGISTRATION_REFUSED, 0L),
            tuple(Kind.PASSWORD_REFUSED, person.id()));
    assertThat(refusals())
        .filteredOn(event -> event.kind() == Kind.CODE_REFUSED)
        .extracting(AuditEvent::detail)
        .containsExactly("code_invalid, 2 times");
  }

  @Test
  void aFloodIsCountedAndNotKeptRowByRow() {
    Refusals refusals = core.changes.refusals();
    Together.run(
        50,
        number -> {
          for (int i = 0; i < 100; i++) {
            refusals.refused(Kind.SIGN_IN_REFUSED, from(number + ".0.0." + i), 0, "unknown_name");
          }
          return number;
        });
    assertThat(journal.waiting()).isLessThanOrEqualTo(1_001);
    journal.write();
    assertThat(refusals()).hasSizeLessThanOrEqualTo(1_001);
    assertThat(refusals().stream().mapToLong(RefusalCases::times).sum()).isEqualTo(5_000);
    assertThat(journal.waiting()).isZero();
  }

  @Test
  void whatIsTurnedAwayIsOneCountAMinuteForEachClient() {
    Refusals refusals = core.changes.refusals();
    for (int i = 0; i < 1_000; i++) {
      refuse(
          () ->
              refusals.attempt(
                  Kind.SIGN_IN_REFUSED,
                  from("192.0.2.7"),
                  _ -> {
                    throw new RefusedException(new Refusal.Busy(1));
                  }));
    }
    stage.pass(Duration.ofSeconds(59));
    journal.write();
    assertThat(refusals()).as("before the minute is over").isEmpty();
    stage.pass(Duration.ofSeconds(1));
    journal.write();
    AuditEvent event = refusals().getFirst();
    assertThat(refusals()).hasSize(1);
    assertThat(event.kind()).isEqualTo(Kind.TURNED_AWAY);
    assertThat(event.detail()).isEqualTo("busy, 1000 times");
    assertThat(refusals.signIns("chat", Refusals.Ending.TURNED_AWAY)).isEqualTo(1_000);
  }

  /** What only looks whether a code or a password would do is as good a guess as what uses it. */
  @Test
  void whatOnlyLooksIsToldToo() {
    Visit visit = TestCore.visit(TestCore.CHAT);
    refuse(() -> core.confirmations.peek("nonsense", visit));
    refuse(() -> core.confirmations.hasProved("nonsense", visit.door().codes().family(), visit));
    refuse(() -> core.confirmations.peekDisown("nonsense", visit));
    refuse(() -> core.confirmations.disown("nonsense", visit));
    refuse(() -> core.resets.peek("nonsense", visit));
    refuse(() -> core.alarms.peek("nonsense", visit));
    core.passwords.isPresent(core.enter(person), List.of("wrong"), visit);
    journal.write();
    assertThat(refusals())
        .extracting(AuditEvent::kind, AuditEvent::detail, AuditEvent::account)
        .containsExactlyInAnyOrder(
            tuple(Kind.CODE_REFUSED, "code_invalid, 6 times", 0L),
            tuple(Kind.PASSWORD_REFUSED, "wrong_password", person.id()));
  }

  @Test
  void tokensAreCountedTooAndTheEndOfAServerWritesAll() {
    core.changes.refusals().tokenRefused(from("192.0.2.7"), new TokenRefusal.Gone(person.id()));
    journal.write();
    assertThat(refusals()).isEmpty();
    journal.writeAll();
    assertThat(refusals()).extracting(AuditEvent::detail).containsExactly("gone");
    assertThat(refusals()).extracting(AuditEvent::account).containsExactly(person.id());
  }

  @Test
  void whoeverWasDeletedMeanwhileLeavesNoAddress() {
    refuse(() -> core.signIn(ADDRESS, "wrong"));
    core.administration.delete(person.id());
    journal.write();
    AuditEvent event = refusals().getFirst();
    assertThat(event.account()).isEqualTo(person.id());
    assertThat(event.place().networkAddress() + event.place().browser()).isEmpty();
  }

  @Test
  void aDatabaseThatIsAwayLosesNothingAndASecondTryWritesItOnce() {
    refuse(() -> core.signIn(ADDRESS, "wrong"));
    AtomicBoolean away = new AtomicBoolean(true);
    RefusalJournal late =
        new RefusalJournal(
            new Changes(failing(away), stage.ids, stage.clock(), core.changes.refusals()));
    late.write();
    assertThat(late.waiting()).isEqualTo(1);
    away.set(false);
    late.write();
    late.write();
    assertThat(refusals()).hasSize(1);
    assertThat(late.dropped()).isZero();
  }

  @Test
  void goodLogInsAreCountedByDoor() {
    core.signIn(ADDRESS, ADDRESS);
    Refusals refusals = core.changes.refusals();
    assertThat(refusals.signIns("personal", Refusals.Ending.SIGNED_IN)).isEqualTo(1);
    assertThat(refusals.signIns("personal", Refusals.Ending.REFUSED)).isZero();
  }

  private Transactions failing(AtomicBoolean away) {
    return new Transactions() {
      @Override
      public <T> T write(Work<T> work) {
        if (away.get()) {
          throw new RefusedException(new Refusal.Busy(1));
        }
        return stage.write(work);
      }

      @Override
      public <T> T read(Work<T> work) {
        return stage.read(work);
      }
    };
  }

  private static void refuse(Runnable attempt) {
    assertThatThrownBy(attempt::run).isInstanceOf(RefusedException.class);
  }

  private static Visit from(String address) {
    return new Visit(TestCore.CHAT, new UserAgent("", address, Language.ENGLISH));
  }

  private static long times(AuditEvent event) {
    String[] parts = event.detail().split(", ");
    return parts.length == 1 ? 1 : Long.parseLong(parts[1].replace(" times", ""));
  }

  private List<AuditEvent> refusals() {
    Trail all = new Trail(OptionalLong.empty(), Trail.BEGIN, Trail.END, Optional.empty());
    return stage.<List<AuditEvent>>read(stores -> stores.records().trail(all, 10_000)).stream()
        .filter(event -> event.kind().outcome() == AuditEvent.Outcome.REFUSED)
        .toList();
  }
}
