package vestibule;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for a condition, with a bound that only a broken test reaches. */
public final class Waiting {

  private Waiting() {}

  /** Waits until a condition holds. */
  public static void until(String what, Duration longest, BooleanSupplier condition) {
    forResult(what, longest, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
  }

  /** Waits until there is a result. */
  public static <T> Optional<T> forResult(
      String what, Duration longest, Supplier<Optional<T>> attempt) {
    long end = System.nanoTime() + longest.toNanos();
    Optional<T> result = attempt.get();
    while (result.isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(5_000_000);
      result = attempt.get();
    }
    if (result.isEmpty()) {
      throw new AssertionError("waited in vain for " + what);
    }
    return result;
  }
}
