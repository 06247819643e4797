package vestibule.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who may look into the outbox, and when. */
@Timeout(60)
class GateTest {

  private final Gate gate = new Gate(Duration.ofMillis(5));

  private CompletableFuture<Gate.Turn> waiter(CountDownLatch begun) {
    return CompletableFuture.supplyAsync(
        () -> {
          begun.countDown();
          try {
            return gate.await(-1);
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
  }

  @Test
  void carefulMeansOneLookAtATime() throws Exception {
    gate.beCareful();
    assertThat(gate.await(-1)).isInstanceOf(Gate.Turn.Look.class);
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Gate.Turn> second = waiter(begun);
    begun.await();
    gate.call();
    assertThat(second).isNotDone();
    gate.looked();
    assertThat(second.get()).isInstanceOf(Gate.Turn.Look.class);
  }

  @Test
  void boldMeansManyLooks() throws Exception {
    gate.beCareful();
    assertThat(gate.await(-1)).isInstanceOf(Gate.Turn.Look.class);
    gate.beBold();
    assertThat(gate.await(-1)).isInstanceOf(Gate.Turn.Look.class);
  }

  @Test
  void aCheckComesBeforeAnyLookAndAFailedOneBeforeTheNext() throws Exception {
    gate.pause(Duration.ZERO);
    assertThat(gate.await(-1)).isEqualTo(new Gate.Turn.Try());
    gate.tried(Optional.of(Duration.ZERO));
    assertThat(gate.await(-1)).isEqualTo(new Gate.Turn.Try());
    gate.tried(Optional.empty());
    assertThat(gate.await(-1)).isInstanceOf(Gate.Turn.Look.class);
  }
}
