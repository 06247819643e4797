package vestibule.core.cache;

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
    Remembered<String, Value> memory = new Remembered<>(10);
    assertThat(number(memory.get("a"))).isEmpty();
    memory.put("a", new Value(1));
    memory.put("a", new Value(2));
    memory.put("b", new Value(3));
    assertThat(number(memory.get("a"))).contains(2);
    memory.forget("a");
    assertThat(number(memory.get("a"))).isEmpty();
    assertThat(number(memory.get("b"))).contains(3);
    memory.forgetAll();
    assertThat(memory.size()).isZero();
  }

  @Test
  void whatIsFoundIsFoundOnceAndNothingIsNotRemembered() {
    Remembered<String, Value> memory = new Remembered<>(10);
    AtomicInteger asked = new AtomicInteger();
    assertThat(number(memory.get("a", key -> Optional.of(new Value(asked.incrementAndGet())))))
        .contains(1);
    assertThat(number(memory.get("a", key -> Optional.of(new Value(asked.incrementAndGet())))))
        .contains(1);
    assertThat(number(memory.get("b", key -> Optional.empty()))).isEmpty();
    assertThat(number(memory.get("b", key -> Optional.of(new Value(7))))).contains(7);
    assertThatThrownBy(
            () ->
                memory.get(
                    "c",
                    key -> {
                      throw new IllegalStateException("no database");
                    }))
        .hasMessage("no database");
    assertThat(number(memory.get("c"))).isEmpty();
  }

  @Test
  void theBoundHoldsAndWhatIsAskedForStays() {
    Remembered<Integer, Value> memory = new Remembered<>(1_000);
    for (int added = 0; added < 100_000; added++) {
      memory.put(added, new Value(added));
      for (int popular = 0; popular < 10 && popular <= added; popular++) {
        assertThat(number(memory.get(popular))).contains(popular);
      }
      assertThat(memory.size()).isLessThanOrEqualTo(1_000);
    }
  }

  @Test
  void withAllOfThemAskedForOneStillGoes() {
    Remembered<Integer, Value> memory = new Remembered<>(1);
    for (int added = 0; added < 100; added++) {
      memory.put(added, new Value(added));
      memory.get(added);
      assertThat(memory.size()).isEqualTo(1);
    }
  }

  @Test
  void theBoundHoldsWithManyThreads() throws Exception {
    Remembered<Integer, Value> memory = new Remembered<>(500);
    together(
        number ->
            IntStream.range(0, 50_000)
                .forEach(
                    step -> {
                      int key = step * 31 % 5_000 + number;
                      assertThat(number(memory.get(key, it -> Optional.of(new Value(it)))))
                          .contains(key);
                      if (step % 7 == 0) {
                        memory.forget(key);
                      }
                    }));
    memory.put(-1, new Value(-1));
    assertThat(memory.size()).isLessThanOrEqualTo(500 + THREADS);
  }

  @Test
  void forgettingWaitsForWhoFindsOut() throws Exception {
    Remembered<String, Value> memory = new Remembered<>(10);
    CountDownLatch finding = new CountDownLatch(1);
    CountDownLatch found = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      Future<Optional<Value>> reader =
          threads.submit(
              () ->
                  memory.get(
                      "a",
                      key -> {
                        finding.countDown();
                        await(found);
                        return Optional.of(new Value(1));
                      }));
      finding.await();
      Thread forgetting = Thread.ofPlatform().start(() -> memory.forget("a"));
      while (forgetting.getState() != Thread.State.BLOCKED) {
        assertThat(forgetting.isAlive()).isTrue();
        Thread.onSpinWait();
      }
      found.countDown();
      assertThat(number(reader.get())).contains(1);
      forgetting.join();
    }
    assertThat(number(memory.get("a"))).isEmpty();
  }

  @Test
  void whatIsRememberedNoMoreIsToldSo() {
    Remembered<Integer, Value> memory = new Remembered<>(3);
    List<Value> values = IntStream.range(0, 6).mapToObj(Value::new).toList();
    memory.put(0, values.get(0));
    memory.put(0, values.get(1));
    assertThat(values.get(0).forgotten).as("replaced").isTrue();
    memory.forget(0);
    assertThat(values.get(1).forgotten).as("forgotten").isTrue();
    for (int key = 2; key < 6; key++) {
      memory.put(key, values.get(key));
    }
    assertThat(values.subList(2, 6))
        .as("one had to go")
        .allSatisfy(
            value -> assertThat(value.forgotten).isEqualTo(memory.get(value.number).isEmpty()))
        .filteredOn(value -> value.forgotten)
        .hasSize(1);
    memory.forgetAll();
    assertThat(values).allMatch(value -> value.forgotten);
  }

  @Test
  void whatIsKeptAndInUseIsAskedFor() {
    Remembered<Integer, Value> memory = new Remembered<>(100);
    Value popular = new Value(0);
    memory.put(0, popular);
    for (int key = 1; key < 10_000; key++) {
      popular.ask();
      memory.put(key, new Value(key));
    }
    assertThat(popular.forgotten).isFalse();
  }

  @Test
  void whoeverForgetsSecondWaitsUntilTheValueKnows() throws Exception {
    Remembered<Integer, Slow> memory = new Remembered<>(10);
    Slow slow = new Slow();
    memory.put(1, slow);
    Thread first = Thread.ofPlatform().start(() -> memory.forget(1));
    slow.begun.await();
    Thread second = Thread.ofPlatform().start(() -> memory.forget(1));
    while (second.getState() != Thread.State.BLOCKED) {
      assertThat(second.isAlive()).as("forgot what does not know of it yet").isTrue();
      Thread.onSpinWait();
    }
    slow.may.countDown();
    first.join();
    second.join();
    assertThat(slow.knows).isTrue();
    assertThat(memory.size()).isZero();
  }

  @Test
  void noRoomAtAllIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Remembered<String, Value>(0));
  }

  private static Optional<Integer> number(Optional<Value> value) {
    return value.map(known -> known.number);
  }

  private static final class Value extends Remembered.Item {

    private final int number;
    private volatile boolean forgotten;

    Value(int number) {
      this.number = number;
    }

    @Override
    protected void forgotten() {
      assertThat(forgotten).as("told twice").isFalse();
      forgotten = true;
    }
  }

  private static final class Slow extends Remembered.Item {

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch may = new CountDownLatch(1);
    private volatile boolean knows;

    @Override
    protected void forgotten() {
      begun.countDown();
      await(may);
      knows = true;
    }
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
