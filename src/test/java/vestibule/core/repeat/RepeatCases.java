package vestibule.core.repeat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vestibule.Together;
import vestibule.core.CoreCases;
import vestibule.core.secret.Sealing;
import vestibule.core.secret.Secrets;
import vestibule.crypto.Seal;
import vestibule.store.Housekeeping;
import vestibule.store.Stage;

/** Requests that come once more: one is done, and all hear the same. */
public abstract class RepeatCases extends CoreCases {

  private static final byte[] KEY = new byte[32];

  protected RepeatCases(Stage stage) {
    super(stage);
  }

  private Repeats node() {
    return node(KEY);
  }

  private Repeats node(byte[] key) {
    SecureRandom random = new SecureRandom();
    return new Repeats(
        stage.transactions, Seal.under(key, random), new Secrets(random), stage.clock());
  }

  private static Asked asked(String caller, String key, String content) {
    return new Asked(caller, key, content.getBytes(UTF_8));
  }

  private static final Asked ASKED = asked("account 1", "k", "POST /x {}");

  private static Found.Claim claimed(Found found) {
    return ((Found.Fresh) found).claim();
  }

  private static String answered(Found found) {
    return new String(((Found.Answered) found).answer(), UTF_8);
  }

  @Test
  void theFirstOneIsDoneAndTheNextHearsTheSameAtEveryNode() {
    Found.Claim claim = claimed(node().claim(ASKED));
    assertThat(node().claim(ASKED)).isEqualTo(new Found.UnderWay());
    node().keep(claim, "done".getBytes(UTF_8));
    assertThat(answered(node().claim(ASKED))).isEqualTo("done");
    assertThat(answered(node().claim(ASKED))).isEqualTo("done");
    assertThat(stage.rows()).containsEntry("kept_answer", 1L);
  }

  @Test
  void ofFiftyAtOnceOneIsDone() {
    List<Found> found = Together.run(50, _ -> node().claim(ASKED));
    assertThat(found).filteredOn(Found.Fresh.class::isInstance).hasSize(1);
    assertThat(found).filteredOn(Found.UnderWay.class::isInstance).hasSize(49);
  }

  @Test
  void anotherRequestUnderTheSameKeyIsRefusedWhetherTheFirstIsDoneOrNot() {
    Asked other = asked("account 1", "k", "POST /x {\"a\":1}");
    Found.Claim claim = claimed(node().claim(ASKED));
    assertThat(node().claim(other)).isEqualTo(new Found.Another());
    node().keep(claim, new byte[0]);
    assertThat(node().claim(other)).isEqualTo(new Found.Another());
  }

  @Test
  void theSameKeyOfSomebodyElseIsAnotherKey() {
    claimed(node().claim(ASKED));
    claimed(node().claim(asked("account 2", "k", "POST /x {}")));
    claimed(node().claim(asked("", "k", "POST /x {}")));
    claimed(node().claim(asked("account 1", "K", "POST /x {}")));
    assertThat(stage.rows()).containsEntry("kept_answer", 4L);
  }

  @Test
  void whatChangedNothingMayBeSentAgainAndBeAnother() {
    node().release(claimed(node().claim(ASKED)));
    assertThat(stage.rows()).doesNotContainKey("kept_answer");
    claimed(node().claim(asked("account 1", "k", "POST /x {\"a\":1}")));
  }

  @Test
  void anAnswerIsKeptForADay() {
    node().keep(claimed(node().claim(ASKED)), "done".getBytes(UTF_8));
    stage.pass(Repeats.KEPT.minus(Duration.ofSeconds(1)));
    assertThat(answered(node().claim(ASKED))).isEqualTo("done");
    stage.pass(Duration.ofSeconds(1));
    Found.Claim claim = claimed(node().claim(ASKED));
    assertThat(node().claim(ASKED)).isEqualTo(new Found.UnderWay());
    node().keep(claim, "again".getBytes(UTF_8));
    assertThat(answered(node().claim(ASKED))).isEqualTo("again");
  }

  @Test
  void aTryWhoseNodeDiedIsFreeAfterAWhileAndItsLateEndChangesNothing() {
    Found.Claim dead = claimed(node().claim(ASKED));
    stage.pass(Repeats.LONGEST.minus(Duration.ofSeconds(1)));
    assertThat(node().claim(ASKED)).isEqualTo(new Found.UnderWay());
    stage.pass(Duration.ofSeconds(1));
    List<Found> found = Together.run(20, _ -> node().claim(ASKED));
    assertThat(found).filteredOn(Found.Fresh.class::isInstance).hasSize(1);
    node().keep(dead, "late".getBytes(UTF_8));
    node().release(dead);
    assertThat(node().claim(ASKED)).isEqualTo(new Found.UnderWay());
    Found alive = found.stream().filter(Found.Fresh.class::isInstance).findFirst().orElseThrow();
    node().keep(claimed(alive), "alive".getBytes(UTF_8));
    assertThat(answered(node().claim(ASKED))).isEqualTo("alive");
  }

  /** Neither caller nor key nor request nor answer can be read in the row. */
  @Test
  void nothingOfItCanBeReadAndAnotherKeyOpensNothing() {
    Asked secret = asked("account 77001", "my-idempotency-key", "{\"password\":\"hunter2\"}");
    node().keep(claimed(node().claim(secret)), "refresh-token-of-somebody".getBytes(UTF_8));
    String row =
        stage.read(
            stores ->
                stage.database.read(
                    handle ->
                        handle
                            .createQuery("select * from kept_answer")
                            .mapToMap()
                            .one()
                            .toString()));
    assertThat(row)
        .doesNotContain("77001", "my-idempotency-key", "hunter2", "refresh-token-of-somebody");
    byte[] other = KEY.clone();
    other[0] = 1;
    assertThat(node(other).claim(secret)).isInstanceOf(Found.Fresh.class);
  }

  @Test
  void anAnswerThatWasPutIntoAnothersRowDoesNotOpen() {
    node().keep(claimed(node().claim(ASKED)), "mine".getBytes(UTF_8));
    Asked thief = asked("account 2", "t", "POST /x {}");
    node().keep(claimed(node().claim(thief)), "theirs".getBytes(UTF_8));
    stage.sql(
        handle ->
            handle.execute(
                "update kept_answer set answer = (select max(answer) from kept_answer)"));
    List<Boolean> opens =
        IntStream.range(0, 2).mapToObj(number -> opens(number == 0 ? ASKED : thief)).toList();
    assertThat(opens).containsOnlyOnce(false);
  }

  private boolean opens(Asked asked) {
    try {
      return node().claim(asked) instanceof Found.Answered;
    } catch (Sealing.CannotOpen forged) {
      return false;
    }
  }

  @Test
  void housekeepingRemovesWhatIsOver() {
    node().keep(claimed(node().claim(ASKED)), new byte[0]);
    claimed(node().claim(asked("account 2", "k", "")));
    Housekeeping housekeeping = new Housekeeping(stage.database, stage.clock(), "node");
    stage.pass(Repeats.LONGEST.plusSeconds(1));
    housekeeping.run();
    assertThat(stage.rows()).containsEntry("kept_answer", 1L);
    stage.pass(Repeats.KEPT);
    housekeeping.run();
    assertThat(stage.rows()).doesNotContainKey("kept_answer");
  }

  @Test
  void anAnswerThatIsTooLongToBeSealedIsAMistakeOfTheCaller() {
    Found.Claim claim = claimed(node().claim(ASKED));
    assertThatThrownBy(() -> node().keep(claim, new byte[64 * 1024 + 1]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
