package vestibule.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** For how long answers are good, for whom, and how many there are. */
class RememberedTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final List<String> asked = new ArrayList<>();

  private Remembered<String, String> remembered(int most) {
    return new Remembered<>(
        key -> {
          asked.add(key);
          return key + asked.size();
        },
        SECOND,
        most,
        nanos::get);
  }

  @Test
  void anAnswerIsGoodForItsMoment() {
    Remembered<String, String> remembered = remembered(10);
    assertThat(remembered.get("a")).isEqualTo("a1");
    nanos.addAndGet(SECOND.toNanos() - 1);
    assertThat(remembered.get("a")).isEqualTo("a1");
    nanos.addAndGet(1);
    assertThat(remembered.get("a")).isEqualTo("a2");
    assertThat(asked).containsExactly("a", "a");
  }

  @Test
  void theMomentBeginsWhenItIsAskedFor() {
    Remembered<String, String> slow =
        new Remembered<>(
            key -> {
              asked.add(key);
              nanos.addAndGet(SECOND.toNanos());
              return key + asked.size();
            },
            SECOND,
            10,
            nanos::get);
    assertThat(slow.get("a")).isEqualTo("a1");
    assertThat(slow.get("a")).as("the answer is a second old").isEqualTo("a2");
  }

  @Test
  void theOldestGoesWhereThereAreTooMany() {
    Remembered<String, String> two = remembered(2);
    two.get("a");
    two.get("b");
    two.get("c");
    assertThat(two.get("b")).isEqualTo("b2");
    assertThat(two.get("c")).isEqualTo("c3");
    assertThat(two.get("a")).isEqualTo("a4");
  }

  @Test
  void noMomentRemembersNothing() {
    Remembered<String, String> none =
        new Remembered<>(key -> key + asked.size(), Duration.ZERO, 10, nanos::get);
    asked.add("x");
    assertThat(none.get("a")).isEqualTo("a1");
    asked.add("x");
    assertThat(none.get("a")).isEqualTo("a2");
  }

  @Test
  void aFailureIsNotRemembered() {
    AtomicInteger tries = new AtomicInteger();
    Remembered<String, String> failing =
        new Remembered<>(
            key -> {
              if (tries.incrementAndGet() == 1) {
                throw new IllegalStateException("away");
              }
              return key;
            },
            SECOND,
            10,
            nanos::get);
    assertThatThrownBy(() -> failing.get("a")).hasMessage("away");
    assertThat(failing.get("a")).isEqualTo("a");
  }

  @Test
  void whoAsksWhileItIsAskedForWaitsAndOthersDoNot() throws Exception {
    int many = 20;
    AtomicInteger asks = new AtomicInteger();
    CountDownLatch other = new CountDownLatch(1);
    Remembered<String, Integer> slow =
        new Remembered<>(
            key -> {
              if (key.equals("other")) {
                other.countDown();
                return 0;
              }
              await(other);
              return asks.incrementAndGet();
            },
            SECOND,
            10);
    ExecutorService threads = Executors.newFixedThreadPool(many);
    CyclicBarrier begin = new CyclicBarrier(many);
    List<Callable<Integer>> all = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      String key = i == 0 ? "other" : "same";
      all.add(
          () -> {
            begin.await();
            return slow.get(key);
          });
    }
    for (Future<Integer> each : threads.invokeAll(all)) {
      assertThat(each.get()).isLessThanOrEqualTo(1);
    }
    threads.shutdownNow();
    assertThat(asks).hasValue(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
