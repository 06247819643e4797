package vestibule.crypto;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import vestibule.core.model.Password;
import vestibule.core.password.PasswordHashing;

/**
 * A few platform threads of low weight that compute all password hashes, before them a short queue
 * in which each asker waits for their own hashes alone: whoever asks for many slows nobody else,
 * and whoever tries wrong passwords goes behind those who do not.
 *
 * <p>One thread a core, and for each 20 waiting hashes of one asker: more would make a client wait
 * longer than it is willing to. All askers together have 100, which are worked off in three
 * seconds: a hundred guessers, each elsewhere, leave room for people. Measured: whoami at 200/s
 * beside a full pool has a p99 of 2.3-3.4 ms with nice 10, 3.9-8.4 ms without.
 *
 * <p>Hashes of other systems, which may take seconds each, have half as many threads of their own
 * and a queue of their own, so that they keep nobody waiting whose hash is ours. What they take of
 * memory is one GiB together.
 */
public final class HashingPool implements PasswordHashing, AutoCloseable {

  static final int WAITING_PER_CORE = HashingShare.WAITING_PER_CORE;
  static final int ALL_WAITING_PER_CORE = HashingShare.ALL_WAITING_PER_CORE;

  private static final int MEMORY_MIB = 1024;
  private static final int KIB_PER_MIB = 1024;

  private final Argon2 argon2;
  private final ForeignTrials trials;
  private final Misses misses;
  private final HashingShare ours;
  private final HashingShare foreign;

  /** A permit for each MiB that a hash of another system takes. */
  private final Semaphore memory = new Semaphore(MEMORY_MIB, true);

  /**
   * Starts the threads at their first work.
   *
   * @param cores how many hashes of ours are computed at a time, at least 1
   * @param nanoTime the clock that measures a hash, as {@link System#nanoTime}
   */
  public HashingPool(Argon2 argon2, ForeignTrials trials, int cores, LongSupplier nanoTime) {
    this.argon2 = argon2;
    this.trials = trials;
    this.misses = new Misses(nanoTime);
    this.ours = new HashingShare("hashing", cores, nanoTime, misses::isDoubtful);
    this.foreign =
        new HashingShare("hashing-foreign", Math.max(1, cores / 2), nanoTime, misses::isDoubtful);
  }

  @Override
  public void requireRoom(String asker) {
    ours.requireRoom(asker);
  }

  @Override
  public String hash(String asker, String password) {
    return run(asker, () -> argon2.hash(password));
  }

  @Override
  public boolean verify(String asker, String encoded, String password) {
    boolean right =
        Password.isForeign(encoded)
            ? tried(asker, trials.of(encoded), password)
            : run(asker, () -> argon2.verify(encoded, password));
    misses.judged(asker, right);
    return right;
  }

  private boolean tried(String asker, Optional<ForeignTrials.Trial> found, String password) {
    if (found.isEmpty()) {
      run(asker, () -> spent(password));
      return false;
    }
    ForeignTrials.Trial trial = found.get();
    return trial.quick()
        ? run(asker, () -> trial.matches().test(password))
        : foreign.run(asker, () -> withMemory(trial, password));
  }

  private boolean withMemory(ForeignTrials.Trial trial, String password)
      throws InterruptedException {
    int taken = (int) Math.min(MEMORY_MIB, Math.ceilDiv(trial.memory(), KIB_PER_MIB));
    memory.acquire(taken);
    try {
      return trial.matches().test(password);
    } finally {
      memory.release(taken);
    }
  }

  @Override
  public String kind(String encoded) {
    return Password.isForeign(encoded)
        ? trials.of(encoded).map(ForeignTrials.Trial::kind).orElse("")
        : "";
  }

  @Override
  public void spend(String asker, String password) {
    run(asker, () -> spent(password));
    misses.judged(asker, false);
  }

  private boolean spent(String password) {
    argon2.spend(password);
    return true;
  }

  /** How many hashes wait for a thread. */
  public int waiting() {
    return ours.waiting() + foreign.waiting();
  }

  /** How many hashes were computed since the start. */
  public long computed() {
    return ours.computed() + foreign.computed();
  }

  /** How many hashes were refused, as too many waited. */
  public long refused() {
    return ours.refused() + foreign.refused();
  }

  /** Refuses new work, cancels what waits, and lets what runs come to its end. */
  @Override
  public void close() {
    ours.close();
    foreign.close();
  }

  /** Runs work on the pool as every hash of ours is run; in this package for tests. */
  <T> T run(String asker, Callable<T> work) {
    return ours.run(asker, work);
  }
}
