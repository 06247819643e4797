package vestibule.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vestibule.TestServer;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;

/** The pool: its bounds, its refusals, and callers that go away. */
@Timeout(60)
class HashingPoolTest {

  private static final String ASKER = "192.0.2.1";
  private static final int FULL = HashingPool.WAITING_PER_CORE;

  @TempDir private static Path cache;
  private static Argon2 argon2;

  private final AtomicLong nanos = new AtomicLong();
  private final HashingPool pool = new HashingPool(argon2, _ -> Optional.empty(), 1, nanos::get);
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch release = new CountDownLatch(1);

  @BeforeAll
  static void load() {
    argon2 = new Argon2(cache, TestServer.CHEAPEST);
  }

  @AfterEach
  void close() {
    release.countDown();
    pool.close();
    callers.close();
  }

  @Test
  void hashesVerifyThroughThePoolFromVirtualThreads() throws Exception {
    Future<Boolean> good =
        callers.submit(
            () -> {
              String encoded = pool.hash(ASKER, "password");
              pool.spend(ASKER, "password");
              return pool.verify(ASKER, encoded, "password")
                  && !pool.verify(ASKER, encoded, "Password");
            });
    assertThat(good.get()).isTrue();
    assertThat(pool.verify(ASKER, "damaged", "password")).isFalse();
    assertThat(pool.computed()).isEqualTo(5);
  }

  @Test
  void aFullQueueRefusesAtOnceAndEveryKindOfWork() throws Exception {
    List<Future<String>> waiting = fill();
    assertThat(pool.waiting()).isEqualTo(FULL);
    for (Runnable work :
        List.<Runnable>of(
            () -> pool.requireRoom(ASKER),
            () -> pool.hash(ASKER, "p"),
            () -> pool.verify(ASKER, "$", "p"),
            () -> pool.spend(ASKER, "p"))) {
      RefusedException refusal = catchThrowableOfType(RefusedException.class, work::run);
      assertThat(refusal.refusal()).isEqualTo(new Refusal.Busy(1));
      assertThat(refusal.getStackTrace()).isEmpty();
    }
    release.countDown();
    for (Future<String> one : waiting) {
      assertThat(argon2.verify(one.get(), "password")).isTrue();
    }
    assertThat(pool.waiting()).isZero();
    assertThat(pool.hash(ASKER, "password")).startsWith("$argon2id$");
  }

  @Test
  void thereIsRoomUntilTheLastPlaceIsTaken() throws Exception {
    block();
    for (int i = 0; i < FULL; i++) {
      pool.requireRoom(ASKER);
      callers.submit(() -> pool.hash(ASKER, "password"));
      int taken = i + 1;
      await(() -> pool.waiting() == taken);
    }
    assertThatThrownBy(() -> pool.requireRoom(ASKER)).isInstanceOf(RefusedException.class);
    assertThat(pool.waiting()).isEqualTo(FULL);
  }

  /** A hundred guessers, each elsewhere, fill the queue; people still come in, and come first. */
  @Test
  void guessersGoBehindPeople() throws Exception {
    for (int network = 0; network < HashingPool.ALL_WAITING_PER_CORE; network++) {
      for (int i = 0; i <= Misses.SLIPS; i++) {
        pool.spend("guesser " + network, "p");
      }
    }
    block();
    List<String> served = new CopyOnWriteArrayList<>();
    List<Future<String>> guesses = new ArrayList<>();
    for (int network = 0; network < HashingPool.ALL_WAITING_PER_CORE; network++) {
      String guesser = "guesser " + network;
      guesses.add(callers.submit(() -> pool.run(guesser, () -> serve(served, guesser))));
    }
    await(() -> pool.waiting() == HashingPool.ALL_WAITING_PER_CORE);
    assertThatThrownBy(() -> pool.requireRoom("guesser 7")).isInstanceOf(RefusedException.class);
    List<Future<String>> people = new ArrayList<>();
    for (int i = 0; i < FULL; i++) {
      String person = "person " + i;
      pool.requireRoom(person);
      people.add(callers.submit(() -> pool.run(person, () -> serve(served, person))));
      int gaveWay = i + 1;
      await(() -> guesses.stream().filter(Future::isDone).count() == gaveWay);
    }
    release.countDown();
    for (Future<String> person : people) {
      person.get();
    }
    assertThat(List.copyOf(served).subList(0, FULL))
        .filteredOn(one -> one.startsWith("person"))
        .hasSize(15);
  }

  private static String serve(List<String> served, String whom) {
    served.add(whom);
    return whom;
  }

  @Test
  void whenToComeBackFollowsFromWhatAHashUsuallyTakes() throws Exception {
    pool.run(ASKER, () -> nanos.addAndGet(TimeUnit.SECONDS.toNanos(80)));
    fill();
    // From 12 ms an eighth of the way to 80 s is 10.0105 s; 20 of them wait.
    assertThat(catchThrowableOfType(RefusedException.class, () -> pool.spend(ASKER, "p")).refusal())
        .isEqualTo(new Refusal.Busy(201));
  }

  @Test
  void theWorkOfACallerThatWasInterruptedIsAbandoned() throws Exception {
    block();
    AtomicBoolean worked = new AtomicBoolean();
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread caller =
        Thread.startVirtualThread(
            () -> {
              try {
                pool.run(ASKER, () -> worked.getAndSet(true));
              } catch (CancellationException e) {
                interrupted.complete(Thread.currentThread().isInterrupted());
              }
            });
    await(() -> pool.waiting() == 1);
    caller.interrupt();
    assertThat(interrupted.get()).isTrue();
    assertThat(pool.waiting()).isZero();
    release.countDown();
    pool.spend(ASKER, "password");
    assertThat(worked).isFalse();
  }

  @Test
  void closingAnswersThoseWhoWaitAndRefusesThoseWhoCome() throws Exception {
    Future<Boolean> running = block();
    List<Future<String>> waiting = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      waiting.add(callers.submit(() -> pool.hash(ASKER, "password")));
    }
    await(() -> pool.waiting() == 3);
    Thread closing = Thread.startVirtualThread(pool::close);
    for (Future<String> one : waiting) {
      assertThatThrownBy(one::get).hasCauseInstanceOf(CancellationException.class);
    }
    assertThatThrownBy(() -> pool.hash(ASKER, "password")).isInstanceOf(RefusedException.class);
    release.countDown();
    closing.join();
    assertThat(running.get()).isTrue();
  }

  @Test
  void aFailureReachesItsCallerAndLeavesThePoolAtWork() {
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(
              () ->
                  pool.run(
                      ASKER,
                      () -> {
                        throw new OutOfMemoryError("no memory");
                      }))
          .isInstanceOf(IllegalStateException.class)
          .hasCauseInstanceOf(OutOfMemoryError.class);
    }
    assertThat(pool.hash(ASKER, "password")).startsWith("$argon2id$");
  }

  @Test
  void itsThreadsAloneAreNice() throws Exception {
    assumeTrue(System.getProperty("os.name").equals("Linux"));
    String before = niceness();
    assertThat(pool.run(ASKER, HashingPoolTest::niceness)).isEqualTo("10");
    assertThat(niceness()).isEqualTo(before);
    Thread thread = pool.run(ASKER, Thread::currentThread);
    assertThat(thread.getName()).isEqualTo("hashing-1");
    assertThat(thread.isDaemon()).isTrue();
    assertThat(thread.isVirtual()).isFalse();
  }

  /** Fills the only thread and the queue. */
  private List<Future<String>> fill() throws InterruptedException {
    block();
    List<Future<String>> waiting = new ArrayList<>();
    for (int i = 0; i < FULL; i++) {
      waiting.add(callers.submit(() -> pool.hash(ASKER, "password")));
    }
    await(() -> pool.waiting() == FULL);
    return waiting;
  }

  private Future<Boolean> block() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    Future<Boolean> blocked =
        callers.submit(
            () ->
                pool.run(
                    ASKER,
                    () -> {
                      started.countDown();
                      awaitUninterruptibly(release);
                      return true;
                    }));
    started.await();
    return blocked;
  }

  /** As a native call waits: an interrupt does not end it. */
  private static void awaitUninterruptibly(CountDownLatch latch) {
    boolean interrupted = false;
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  private static String niceness() throws IOException {
    String stat = Files.readString(Path.of("/proc/thread-self/stat"));
    // Field 19 of proc(5); the second, the name in parentheses, may hold spaces.
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16];
  }

  private static ForeignTrials.Trial trial(long memory, Predicate<String> matches) {
    return new ForeignTrials.Trial("slow", memory, false, matches);
  }

  /** A hash of seconds keeps nobody waiting whose hash is ours. */
  @Test
  void hashesOfOtherSystemsHaveThreadsOfTheirOwn() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    ForeignTrials trials = _ -> Optional.of(trial(1, _ -> waited(held)));
    try (HashingPool two = new HashingPool(argon2, trials, 2, nanos::get)) {
      Future<Boolean> slow = callers.submit(() -> two.verify("a", "foreign/1 x", "p"));
      Future<Boolean> next = callers.submit(() -> two.verify("b", "foreign/1 x", "p"));
      assertThat(two.verify("c", two.hash("c", "p"), "p")).isTrue();
      assertThat(slow.isDone() || next.isDone()).isFalse();
      held.countDown();
      assertThat(slow.get() && next.get()).isTrue();
    }
  }

  @Test
  void hashesOfOtherSystemsTakeOneGibibyteTogether() throws Exception {
    AtomicLong running = new AtomicLong();
    AtomicLong most = new AtomicLong();
    ForeignTrials trials =
        _ ->
            Optional.of(
                trial(
                    600 * 1024,
                    _ -> {
                      most.accumulateAndGet(running.incrementAndGet(), Math::max);
                      Thread.yield();
                      running.decrementAndGet();
                      return true;
                    }));
    try (HashingPool many = new HashingPool(argon2, trials, 16, nanos::get)) {
      List<Future<Boolean>> all = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        String asker = "asker " + i;
        all.add(callers.submit(() -> many.verify(asker, "foreign/1 x", "p")));
      }
      for (Future<Boolean> one : all) {
        assertThat(one.get()).isTrue();
      }
    }
    assertThat(most).hasValue(1);
  }

  @Test
  void aForeignHashThatCannotBeReadCostsOneOfOursAndLetsNobodyIn() {
    long before = pool.computed();
    assertThat(pool.verify(ASKER, "foreign/1 x", "p")).isFalse();
    assertThat(pool.computed()).isEqualTo(before + 1);
    assertThat(pool.kind("foreign/1 x")).isEmpty();
  }

  private static boolean waited(CountDownLatch held) {
    try {
      held.await();
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }
}
