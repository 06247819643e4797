package vestibule.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import vestibule.Together;
import vestibule.core.store.AuditSeal;
import vestibule.core.store.TrailRow;
import vestibule.core.store.Transactions;
import vestibule.store.Stage;

/** What goes under the seals over the audit trail, and what leaves them whole. */
public abstract class SealCases extends SealedTrail {

  protected SealCases(Stage stage) {
    super(stage);
  }

  @Test
  void everyEventIsSealedOnceAndNothingYoungerThanAMinute() {
    core.enter(other);
    sealer(stage.transactions).run();
    Verification.Report report = verify(Optional.empty());
    assertThat(report.isGood()).isTrue();
    assertThat(report.seals()).isEqualTo(3);
    assertThat(report.events()).isEqualTo(5);
    assertThat(report.waiting()).isEqualTo(1);
    assertThat(report.last()).contains(names.getLast());
    assertThat(streamed).extracting(row -> row.key().id()).hasSize(5).doesNotHaveDuplicates();
    assertThat(stage.count("select count(*) from audit where seal = 3")).isEqualTo(1);
  }

  @Test
  void whatCommitsLateGoesUnderALaterSeal() {
    sql("update audit set at = at where seal = 1");
    int late =
        sql(
            "insert into audit (slot, account, at, id, kind, door, network_address, detail)"
                + " select slot, account, at + 1, id + 5000000, kind, door, network_address, detail"
                + " from audit where seal = 1");
    assertThat(late).isEqualTo(2);
    requireGood();
    pass();
    assertThat(stage.count("select count(*) from audit where seal = 4")).isEqualTo(2);
    requireGood();
  }

  @Test
  void anErasedPersonLeavesTheSealsWhole() {
    core.administration.delete(person.id());
    requireGood();
    pass();
    requireGood();
    assertThat(
            stage.count(
                "select count(*) from audit where seal < 4 and account = "
                    + person.id()
                    + " and (network_address <> '' or browser <> '' or salt <> '')"))
        .isZero();
    sql("update audit set kind = 'SIGNED_OUT' where seal = 3");
    requireFound("the events of seal 3");
  }

  @Test
  void whatIsEmptiedWithoutADeletionIsFound() {
    sql("update audit set network_address = '', browser = '', salt = '' where seal = 3");
    assertThat(verify(Optional.empty()).findings())
        .containsExactly(
            "events of account " + person.id() + " were emptied, and it was not deleted");
  }

  @Test
  void whatHasHadItsTimeGoesAndTheSealsStayWhole() {
    stage.pass(RETENTION.minus(Duration.ofSeconds(150)));
    core.enter(other);
    pass();
    requireGood();
    assertThat(stage.count("select count(*) from audit_seal")).isEqualTo(2);
    assertThat(stage.count("select count(*) from audit")).isEqualTo(2);
    stage.pass(RETENTION.plus(Duration.ofDays(1)));
    sealer(stage.transactions).run();
    requireGood();
    assertThat(stage.count("select count(*) from audit")).isZero();
    core.enter(other);
    pass();
    requireGood();
    assertThat(verify(Optional.of(names.getFirst())).isGood()).as("long given up").isTrue();
  }

  @Test
  void aServerThatDiesBetweenWritingAndSealingLeavesItToTheNextOne() {
    core.enter(other);
    stage.pass(Duration.ofSeconds(61));
    Consumer<List<TrailRow>> dying =
        rows -> {
          throw new IllegalStateException("the process ends");
        };
    Sealer dead =
        new Sealer(
            stage.transactions,
            keys(stage.transactions),
            stage.clock(),
            RandomGenerator.getDefault(),
            new Sealer.Listeners(dying, names::add),
            RETENTION);
    assertThatThrownBy(dead::run).hasMessage("the process ends");
    Sealer undone = sealer(dyingAtCommit());
    assertThatThrownBy(undone::run).isInstanceOf(Undone.class);
    requireGood();
    assertThat(verify(Optional.empty()).waiting()).isEqualTo(1);
    sealer(stage.transactions).run();
    requireGood();
    assertThat(verify(Optional.empty()).waiting()).isZero();
  }

  private Transactions dyingAtCommit() {
    return new Transactions() {
      @Override
      public <T> T write(Work<T> work) {
        return stage.write(
            stores -> {
              work.in(stores);
              throw new Undone();
            });
      }

      @Override
      public <T> T read(Work<T> work) {
        return stage.read(work);
      }
    };
  }

  @Test
  void ofManyNodesThatSealAtOnceEachEventGetsOneSeal() {
    for (int i = 0; i < 50; i++) {
      core.enter(other);
    }
    stage.pass(Duration.ofSeconds(61));
    Together.run(
        8,
        number -> {
          sealer(stage.transactions).run();
          return number;
        });
    sealer(stage.transactions).run();
    requireGood();
    assertThat(verify(Optional.empty()).waiting()).isZero();
    assertThat(verify(Optional.empty()).events()).isEqualTo(55);
    assertThat(names).doesNotHaveDuplicates().hasSize(4);
  }

  @Test
  void aPersonWhoIsErasedWhileTheirEventsAreSealedLeavesAGoodSeal() {
    core.enter(person);
    stage.pass(Duration.ofSeconds(61));
    Together.run(
        2,
        number -> {
          if (number == 0) {
            sealer(stage.transactions).run();
          } else {
            core.administration.delete(person.id());
          }
          return number;
        });
    pass();
    requireGood();
    assertThat(
            stage.count(
                "select count(*) from audit where network_address <> '' and account = "
                    + person.id()))
        .isZero();
  }

  @Test
  void thousandsGoUnderSeveralSeals() {
    stage.sql(
        handle -> {
          for (int i = 0; i < 2_500; i++) {
            handle.execute(
                "insert into audit (slot, account, at, id, kind, door, network_address, detail)"
                    + " values (0, 0, ?, ?, 'TURNED_AWAY', 'chat', '', '')",
                1_000_000L + i / 3,
                10_000_000L + i);
          }
          return 0;
        });
    pass();
    requireGood();
    assertThat(verify(Optional.empty()).seals()).isEqualTo(6);
  }

  @Test
  void anAuditorVerifiesASignatureByThePublicKeyAlone() {
    AuditSeal seal = stage.<Optional<AuditSeal>>read(stores -> stores.seals().last()).orElseThrow();
    assertThat(SealKey.isGenuine(seal)).isTrue();
    assertThat(SealKey.isGenuine(seal.signed("AAAA"))).isFalse();
    assertThat(SealKey.isGenuine(seal.signed("no base64"))).isFalse();
  }
}
