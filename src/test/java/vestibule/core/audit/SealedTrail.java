package vestibule.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import vestibule.core.TestCore;
import vestibule.core.model.Person;
import vestibule.core.secret.KeyRing;
import vestibule.core.secret.PlainSealing;
import vestibule.core.store.SigningKeyStore.SealedSecret;
import vestibule.core.store.TrailRow;
import vestibule.core.store.Transactions;
import vestibule.store.Stage;

/** A trail under three seals, made and verified as a server does. */
abstract class SealedTrail {

  static final Duration RETENTION = Duration.ofDays(400);

  final Stage stage;
  final List<String> names = Collections.synchronizedList(new ArrayList<>());
  final List<TrailRow> streamed = Collections.synchronizedList(new ArrayList<>());
  TestCore core;
  Person person;
  Person other;

  SealedTrail(Stage stage) {
    this.stage = stage;
  }

  /** Three seals: of two registrations, of two log-ins, and of one. */
  @BeforeEach
  void seal() {
    markMasterKey();
    names.clear();
    streamed.clear();
    core = new TestCore(stage, false);
    person = core.register("one@example.org");
    other = core.register("two@example.org");
    pass();
    core.enter(person);
    core.enter(other);
    pass();
    core.enter(person);
    pass();
    assertThat(names).hasSize(3);
    requireGood();
  }

  void markMasterKey() {
    String mark = KeyRing.kept(PlainSealing.MARK);
    stage.run(
        stores ->
            stores
                .signingKeys()
                .insert(SealedSecret.of(KeyRing.MASTER_KEY_MARK, mark, stage.now())));
  }

  void pass() {
    stage.pass(Duration.ofSeconds(61));
    sealer(stage.transactions).run();
  }

  Sealer sealer(Transactions transactions) {
    return new Sealer(
        transactions,
        keys(stage.transactions),
        stage.clock(),
        RandomGenerator.getDefault(),
        new Sealer.Listeners(streamed::addAll, names::add),
        RETENTION);
  }

  static KeyRing keys(Transactions transactions) {
    return new KeyRing(transactions, new PlainSealing(), () -> false);
  }

  Verification.Report verify(Optional<String> kept) {
    Optional<String> key = SealKey.find(keys(stage.transactions)).map(SealKey::publicKey);
    return Verification.of(stage.transactions, key, kept);
  }

  void requireGood() {
    assertThat(verify(names.isEmpty() ? Optional.empty() : Optional.of(names.getLast())).findings())
        .isEmpty();
  }

  void requireFound(String finding) {
    assertThat(verify(Optional.empty()).findings()).anyMatch(one -> one.contains(finding));
  }

  int sql(String statement) {
    return stage.sql(handle -> handle.execute(statement));
  }

  static final class Undone extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
