package vestibule.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Many threads that begin at the same moment. */
final class Races {

  private Races() {}

  /** Runs what many runners do, each with its number from 0, and returns what each got. */
  static <T> List<T> run(int runners, IntFunction<T> what) {
    CountDownLatch ready = new CountDownLatch(runners);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> results = new ArrayList<>();
      for (int i = 0; i < runners; i++) {
        int number = i;
        results.add(
            threads.submit(
                () -> {
                  ready.countDown();
                  ready.await();
                  return what.apply(number);
                }));
      }
      List<T> all = new ArrayList<>();
      for (Future<T> result : results) {
        all.add(result.get());
      }
      return all;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
