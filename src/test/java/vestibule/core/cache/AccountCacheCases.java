package vestibule.core.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vestibule.core.CoreCases;
import vestibule.core.TestCore;
import vestibule.core.model.Account;
import vestibule.core.model.Person;
import vestibule.core.model.Session;
import vestibule.core.model.SignedIn;
import vestibule.core.store.Stores;
import vestibule.core.store.Transactions;
import vestibule.store.SqlTransactions;
import vestibule.store.Stage;

/** What is remembered of an account is read again after five minutes, whatever the feed said. */
public abstract class AccountCacheCases extends CoreCases {

  private static final String X = "x@example.org";
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = LONG.minusNanos(1_000);

  private Person person;
  private SignedIn signedIn;

  protected AccountCacheCases(Stage stage) {
    super(stage);
  }

  @BeforeEach
  void remember() {
    core.register(X);
    signedIn = core.signIn(X, X);
    person = core.cache.person(signedIn.person().id()).orElseThrow();
    assertThat(core.isLive(signedIn)).isTrue();
  }

  @Test
  void whatIsRememberedIsTheSameObjectUntilItIsOld() {
    Session session = session();
    AccountCache.Entry entry = entry();
    stage.pass(SHORT);
    assertThat(entry()).isSameAs(entry);
    assertThat(session()).isSameAs(session);
    stage.pass(LONG.minus(SHORT));
    assertThat(entry()).isNotSameAs(entry);
    assertThat(core.cache.person(person.id())).contains(person);
    assertThat(session()).isEqualTo(session);
  }

  @Test
  void whoeverKeepsAnEntryLearnsThatItIsOutdated() {
    AccountCache.Entry kept = entry();
    assertThat(kept.current()).hasValue(PackedPerson.pack(person));
    stage.pass(LONG);
    assertThat(kept.current()).as("too old").isEmpty();
    kept = entry();
    assertThat(kept.current()).as("read again").isPresent();
    core.cache.forget(person.id() + 1);
    assertThat(kept.current()).isPresent();
    core.cache.forget(person.id());
    assertThat(kept.current()).isEmpty();
    assertThat(entry().current()).as("another entry").isPresent();
    assertThat(kept.current()).isEmpty();
  }

  @Test
  void whoeverKeepsAnEntryLearnsThatAllWasForgotten() {
    AccountCache.Entry kept = entry();
    core.cache.forget(0);
    assertThat(kept.current()).isEmpty();
    assertThat(entry().current()).isPresent();
    assertThat(kept.current()).isEmpty();
  }

  @Test
  void whatWasReadWhileTheFeedIsSilentIsNeverCurrent() {
    boolean[] trusted = {false};
    AccountCache directory =
        new AccountCache(
            stage.transactions, _ -> trusted[0], () -> TestCore.nanos(stage.now()), 1_000);
    AccountCache.Presence read = directory.presence(person.id(), signedIn.session().id());
    assertThat(read.person()).contains(person);
    assertThat(read.session()).isPresent();
    trusted[0] = true;
    assertThat(read.entry().orElseThrow().current()).isEmpty();
    AccountCache.Entry kept =
        directory.presence(person.id(), signedIn.session().id()).entry().orElseThrow();
    assertThat(kept.current()).isPresent();
    trusted[0] = false;
    assertThat(kept.current()).isEmpty();
  }

  @Test
  void whatTheFeedTellsBeforeItIsTrustedAgainCounts() {
    for (long told : new long[] {person.id(), 0}) {
      AccountCache[] directory = new AccountCache[1];
      boolean[] tells = {false};
      directory[0] =
          new AccountCache(
              stage.transactions,
              _ -> {
                if (tells[0]) {
                  tells[0] = false;
                  directory[0].forget(told);
                }
                return true;
              },
              () -> TestCore.nanos(stage.now()),
              1_000);
      AccountCache.Entry kept =
          directory[0].presence(person.id(), signedIn.session().id()).entry().orElseThrow();
      assertThat(kept.current()).isPresent();
      tells[0] = true;
      assertThat(kept.current()).isEmpty();
    }
  }

  @Test
  void whoReadsASessionLateGetsTheOneThatIsRememberedAndComparedLater() {
    AccountCache[] directory = new AccountCache[1];
    long id = signedIn.session().id();
    boolean[] endsMeanwhile = {false};
    directory[0] =
        new AccountCache(
            readingThen(
                () -> {
                  if (endsMeanwhile[0]) {
                    endsMeanwhile[0] = false;
                    untold(stores -> stores.sessions().end(person.id(), id, stage.now()));
                    Session ended = directory[0].presence(person.id(), id).session().orElseThrow();
                    assertThat(ended.isLive(stage.now())).isFalse();
                  }
                }),
            _ -> true,
            () -> TestCore.nanos(stage.now()),
            1_000);
    assertThat(directory[0].person(person.id())).contains(person);
    endsMeanwhile[0] = true;
    Session late = directory[0].presence(person.id(), id).session().orElseThrow();
    assertThat(late.isLive(stage.now())).as("what nobody would find out was kept").isFalse();
  }

  @Test
  void aFormIsMadeOnceOfEachEntryAndForWhoeverAskedLast() {
    Function<Person, byte[]> name = shown -> shown.loginName().getBytes(UTF_8);
    Function<Person, byte[]> address = shown -> shown.address().getBytes(UTF_8);
    AccountCache.Entry entry = entry();
    byte[] first = entry.shown(() -> person, name);
    assertThat(first).asString(UTF_8).isEqualTo(person.loginName());
    assertThat(entry.shown(() -> fail("made once"), name)).isSameAs(first);
    assertThat(entry.shown(() -> person, address)).asString(UTF_8).isEqualTo(X);
    assertThat(entry.shown(() -> person, name)).isEqualTo(first).isNotSameAs(first);
    core.cache.forget(person.id());
    byte[] anew = entry().shown(() -> person, name);
    assertThat(anew).isEqualTo(first).isNotSameAs(first);
  }

  @Test
  void aChangeOfTheAccountThatWasNotToldIsFoundOut() {
    untold(stores -> stores.accounts().setStatus(person.id(), Account.Status.DISABLED));
    stage.pass(SHORT);
    assertThat(core.cache.person(person.id()).orElseThrow().account().isActive()).isTrue();
    stage.pass(LONG.minus(SHORT));
    assertThat(core.cache.person(person.id()).orElseThrow().account().isActive()).isFalse();
  }

  @Test
  void theEndOfASessionThatWasNotToldIsFoundOut() {
    untold(stores -> stores.sessions().end(person.id(), signedIn.session().id(), stage.now()));
    stage.pass(SHORT);
    assertThat(core.isLive(signedIn)).isTrue();
    stage.pass(LONG.minus(SHORT));
    assertThat(core.isLive(signedIn)).isFalse();
  }

  @Test
  void anAccountThatIsGoneIsFoundOut() {
    untold(stores -> stores.accounts().delete(person.id()));
    stage.pass(LONG);
    assertThat(core.cache.person(person.id())).isEmpty();
  }

  @Test
  void whatIsForgottenIsReadAtOnce() {
    stage.run(stores -> stores.accounts().setStatus(person.id(), Account.Status.DISABLED));
    core.cache.forget(person.id());
    assertThat(core.cache.person(person.id()).orElseThrow().account().isActive()).isFalse();
    core.cache.forget(0);
    assertThat(core.cache.person(person.id())).isPresent();
  }

  private AccountCache.Entry entry() {
    return core.cache.presence(person.id(), signedIn.session().id()).entry().orElseThrow();
  }

  private Session session() {
    return core.cache.presence(person.id(), signedIn.session().id()).session().orElseThrow();
  }

  /**
   * The stage's database, where something happens after each read and before its result is used.
   */
  private Transactions readingThen(Runnable happens) {
    return new Transactions() {
      @Override
      public <T> T write(Work<T> work) {
        return stage.transactions.write(work);
      }

      @Override
      public <T> T read(Work<T> work) {
        T result = stage.transactions.read(work);
        happens.run();
        return result;
      }
    };
  }

  /** A COMMIT of which this node hears nothing. */
  private void untold(Consumer<Stores> work) {
    new SqlTransactions(stage.database, stage.clock(), RandomGenerator.getDefault())
        .write(
            stores -> {
              work.accept(stores);
              return true;
            });
  }
}
