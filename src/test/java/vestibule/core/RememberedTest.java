package vestibule.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the memory keeps, what it lets go, and who waits for whom. */
class RememberedTest {
  private static final int THREADS = 8;

  @Test
  void whatIsPutIsKnownUntilItIsForgotten() {
    Remembered<String, Integer> memory = new Remembered<>(10);
    assertThat(memory.get("a")).isEmpty();
    memory.put("a", 1);
    memory.put("a", 2);
    memory.put("b", 3);
    assertThat(memory.get("a")).contains(2);
    memory.forget("a");
    assertThat(memory.get("a")).isEmpty();
    assertThat(memory.get("b")).contains(3);
    memory.forgetAll();
    assertThat(memory.size()).isZero();
  }

  @Test
  void whatIsFoundIsFoundOnceAndNothingIsNotRemembered() {
    Remembered<String, Integer> memory = new Remembered<>(10);
    AtomicInteger asked = new AtomicInteger();
    assertThat(memory.get("a", key -> Optional.of(asked.incrementAndGet()))).contains(1);
    assertThat(memory.get("a", key -> Optional.of(asked.incrementAndGet()))).contains(1);
    assertThat(memory.get("b", key -> Optional.empty())).isEmpty();
    assertThat(memory.get("b", key -> Optional.of(7))).contains(7);
    assertThatThrownBy(
            () ->
                memory.get(
                    "c",
                    key -> {
                      throw new IllegalStateException("no database");
                    }))
        .hasMessage("no database");
    assertThat(memory.get("c")).isEmpty();
  }

  @Test
  void theBoundHoldsAndWhatIsAskedForStays() {
    Remembered<Integer, Integer> memory = new Remembered<>(1_000);
    for (int added = 0; added < 100_000; added++) {
      memory.put(added, added);
      for (int popular = 0; popular < 10 && popular <= added; popular++) {
        assertThat(memory.get(popular)).contains(popular);
      }
      assertThat(memory.size()).isLessThanOrEqualTo(1_000);
    }
  }

  @Test
  void withAllOfThemAskedForOneStillGoes() {
    Remembered<Integer, Integer> memory = new Remembered<>(1);
    for (int added = 0; added < 100; added++) {
      memory.put(added, added);
      memory.get(added);
      assertThat(memory.size()).isEqualTo(1);
    }
  }

  @Test
  void theBoundHoldsWithManyThreads() throws Exception {
    Remembered<Integer, Integer> memory = new Remembered<>(500);
    together(
        number ->
            IntStream.range(0, 50_000)
                .forEach(
                    step -> {
                      int key = step * 31 % 5_000 + number;
                      assertThat(memory.get(key, Optional::of)).contains(key);
                      if (step % 7 == 0) {
                        memory.forget(key);
                      }
                    }));
    memory.put(-1, -1);
    assertThat(memory.size()).isLessThanOrEqualTo(500 + THREADS);
  }

  @Test
  void forgettingWaitsForWhoFindsOut() throws Exception {
    Remembered<String, Integer> memory = new Remembered<>(10);
    CountDownLatch finding = new CountDownLatch(1);
    CountDownLatch found = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      Future<Optional<Integer>> reader =
          threads.submit(
              () ->
                  memory.get(
                      "a",
                      key -> {
                        finding.countDown();
                        await(found);
                        return Optional.of(1);
                      }));
      finding.await();
      Thread forgetting = Thread.ofPlatform().start(() -> memory.forget("a"));
      while (forgetting.getState() != Thread.State.BLOCKED) {
        assertThat(forgetting.isAlive()).isTrue();
        Thread.onSpinWait();
      }
      found.countDown();
      assertThat(reader.get()).contains(1);
      forgetting.join();
    }
    assertThat(memory.get("a")).isEmpty();
  }

  @Test
  void noRoomAtAllIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Remembered<String, String>(0));
  }

  private interface Work {
    void of(int number);
  }

  private static void together(Work work) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Callable<Boolean>> all =
          IntStream.range(0, THREADS)
              .<Callable<Boolean>>mapToObj(
                  number ->
                      () -> {
                        work.of(number);
                        return true;
                      })
              .toList();
      for (Future<Boolean> one : threads.invokeAll(all)) {
        assertThat(one.get()).isTrue();
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
