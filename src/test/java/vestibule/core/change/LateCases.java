package vestibule.core.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vestibule.Waiting;
import vestibule.core.CoreCases;
import vestibule.core.TestCore;
import vestibule.core.model.Person;
import vestibule.core.model.Session;
import vestibule.core.password.Passwords;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.TokenRefusal;
import vestibule.core.store.Stores;
import vestibule.core.token.TokenAuthenticator;
import vestibule.store.Stage;
import vestibule.store.postgres.PostgresDatabase;

/**
 * What a signed-in person asks for and what shuts them out, one after the other and at the same
 * moment: whoever was let in before is judged once more where the change is made.
 */
public abstract class LateCases extends CoreCases {

  private static final String ADDRESS = "late@example.org";
  private static final Refusal ENDED = new Refusal.TokenRefused(new TokenRefusal.Ended());

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String WAITING =
      """
      select count(*) from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'
      """;

  private Person person;
  private long second;
  private Session session;

  protected LateCases(Stage stage) {
    super(stage);
  }

  @BeforeEach
  void enter() {
    Person registered = core.register(ADDRESS);
    second = core.add(registered, "second@example.org").id();
    core.confirm(core.mail());
    person = core.confirm(core.mail());
    session = core.enter(person);
  }

  @Test
  void nothingIsChangedThroughASessionThatWasSignedOut() {
    core.signIn.signOut(session, TestCore.visit(TestCore.CHAT));
    assertNothingCanBeChanged(ENDED);
  }

  @Test
  void nothingIsChangedThroughASessionThatANewPasswordEnded() {
    changePassword(core.enter(person));
    assertNothingCanBeChanged(ENDED);
  }

  @Test
  void nothingIsChangedThroughASessionThatEndedByItself() {
    stage.pass(Duration.between(stage.now(), session.life().expires()).minusNanos(1_000));
    core.prefer(person, second);
    stage.pass(Duration.ofNanos(1_000));
    assertNothingCanBeChanged(ENDED);
  }

  @Test
  void nothingIsChangedOfADisabledAccountAndTheStatusComesBeforeTheSession() {
    core.administration.disable(person.id());
    assertNothingCanBeChanged(new Refusal.TokenRefused(new TokenRefusal.Disabled(person.id())));
    core.administration.enable(person.id());
    assertNothingCanBeChanged(ENDED);
  }

  @Test
  void nothingIsChangedOfAnAccountThatIsGone() {
    core.administration.delete(person.id());
    assertNothingCanBeChanged(new Refusal.TokenRefused(new TokenRefusal.Gone(person.id())));
  }

  @Test
  void whatElseEndsLeavesTheSessionAsItIs() {
    core.signIn.signOut(core.enter(person), TestCore.visit(TestCore.CHAT));
    changePassword(session);
    changes().forEach(change -> change.accept(session));
    assertThat(core.person(person.id()).firstName()).isEqualTo("Late");
  }

  @Test
  void aProofIsFreshForTenMinutesAndIsWrittenForItsSessionAlone() {
    Session other = core.enter(person);
    stage.pass(Passwords.FRESH);
    assertThat(core.secondFactors.stepUp().isFresh(session)).isFalse();
    refused(() -> prove("wrong"), new Refusal.PasswordChangeInvalid(true, List.of()));
    prove(ADDRESS);
    Session proved = stored(session);
    assertThat(proved.proofs()).containsExactly(new Session.Proof(Session.PASSWORD, stage.now()));
    assertThat(stored(other).proofs()).isEqualTo(other.proofs());
    stage.pass(Passwords.FRESH.minusNanos(1_000));
    assertThat(core.secondFactors.stepUp().isFresh(proved)).isTrue();
    stage.pass(Duration.ofNanos(1_000));
    assertThat(core.secondFactors.stepUp().isFresh(proved)).isFalse();
    assertThat(core.secondFactors.stepUp().isFresh(session.proved(List.of()))).isFalse();
  }

  private Session stored(Session wanted) {
    return stage
        .<Optional<Session>>read(stores -> stores.sessions().find(person.id(), wanted.id()))
        .orElseThrow();
  }

  @Test
  void whoLeavesIsGoneAndNothingTellsFromWhere() {
    refused(() -> leave("wrong"), new Refusal.PasswordChangeInvalid(true, List.of()));
    assertThat(core.cache.person(person.id())).isPresent();
    leave(ADDRESS);
    assertThat(core.cache.person(person.id())).isEmpty();
    assertThat(stage.rows().keySet()).containsOnly("audit", "change");
    assertThat(stage.count("select count(*) from audit where network_address <> ''")).isZero();
    assertThat(stage.count("select count(*) from audit where kind = 'DELETED'")).isOne();
  }

  /** Its COMMIT is not to come between the change's last look at the session and its COMMIT. */
  @Test
  void aSignOutWaitsForTheChangeThatFoundTheSessionLive() throws Exception {
    List<String> order =
        overlapping(
            stores -> {
              stores.accounts().lock(person.id());
              TokenAuthenticator.require(stores, session, stage.now());
            },
            () -> core.signIn.signOut(session, TestCore.visit(TestCore.CHAT)));
    assertThat(order).containsExactly("first", "second");
    assertNothingCanBeChanged(ENDED);
  }

  @Test
  void aChangeWaitsForTheSignOutThatIsAboutToCommitAndIsRefused() throws Exception {
    List<String> order =
        overlapping(
            stores -> {
              stores.accounts().lock(person.id());
              stores.sessions().end(person.id(), session.id(), stage.now());
              stores.changed(person.id());
            },
            () -> refused(() -> rename(session), ENDED));
    assertThat(order).containsExactly("first", "second");
    assertThat(core.person(person.id()).firstName()).isEmpty();
  }

  /**
   * Begins the second when the first has done its work, and lets that commit when the second has
   * ended or waits.
   *
   * @return in which order they were done
   */
  private List<String> overlapping(Consumer<Stores> first, Runnable second) throws Exception {
    ConcurrentLinkedQueue<String> order = new ConcurrentLinkedQueue<>();
    CountDownLatch done = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      Future<?> one =
          pool.submit(
              () ->
                  stage.run(
                      stores -> {
                        first.accept(stores);
                        done.countDown();
                        await(release);
                        order.add("first");
                      }));
      await(done);
      Future<?> other =
          pool.submit(
              () -> {
                second.run();
                order.add("second");
              });
      Waiting.until("the second", LONG, () -> other.isDone() || isQueued());
      release.countDown();
      one.get();
      other.get();
    }
    return List.copyOf(order);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  /** SQLite has one writer, who does one unit of work at a time. */
  private boolean isQueued() {
    return !(stage.database instanceof PostgresDatabase) || stage.count(WAITING) > 0;
  }

  private void assertNothingCanBeChanged(Refusal refusal) {
    Map<String, Long> before = stage.rows();
    for (Consumer<Session> change : changes()) {
      refused(() -> change.accept(session), refusal);
    }
    refused(
        () -> core.passwords.isPresent(session, List.of(ADDRESS), TestCore.visit(TestCore.CHAT)),
        refusal);
    refused(
        () -> core.passwords.isPresent(session, List.of("wrong"), TestCore.visit(TestCore.CHAT)),
        refusal);
    refused(() -> changePassword(session), refusal);
    refused(() -> prove(ADDRESS), refusal);
    refused(() -> leave(ADDRESS), refusal);
    assertThat(stage.rows()).isEqualTo(before);
  }

  /** Each thing that a signed-in person can change, the password aside. */
  private List<Consumer<Session>> changes() {
    return List.of(
        this::rename,
        by ->
            core.accounts.edit(
                by, shown -> shown.account().profile(), TestCore.visit(TestCore.CHAT)),
        by -> core.emails.add(by, "third@example.org", TestCore.visit(TestCore.CHAT)),
        by -> core.emails.prefer(by, second, TestCore.visit(TestCore.CHAT)),
        by ->
            core.emails.remove(
                by, person.primary().orElseThrow().id(), TestCore.visit(TestCore.CHAT)));
  }

  private void prove(String password) {
    core.passwords.prove(session, List.of(password), TestCore.visit(TestCore.CHAT));
  }

  private void leave(String password) {
    core.departures.atOnce().leave(session, List.of(password), TestCore.visit(TestCore.CHAT));
  }

  private void rename(Session by) {
    core.accounts.rename(by, Optional.of("Late"), Optional.empty(), TestCore.visit(TestCore.CHAT));
  }

  private void changePassword(Session by) {
    core.passwords.change(person, by, List.of(ADDRESS), "fresh", TestCore.visit(TestCore.CHAT));
  }
}
