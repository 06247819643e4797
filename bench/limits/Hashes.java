import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import vestibule.crypto.Argon2;

/**
 * The limit of every log-in and registration: libsodium's Argon2id with the program's parameters,
 * called on all cores at once by threads of normal weight that do nothing else.
 *
 * <p>Arguments: the folder where the library is unpacked, seconds, threads. Prints one line of
 * JSON, and ends when its input does.
 */
final class Hashes {
  /** No core does more than 200 hashes a second. */
  private static final int MOST_PER_SECOND = 200;

  private static final String PASSWORD = "a password of usual length";

  public static void main(String[] arguments) throws InterruptedException, IOException {
    Argon2 argon2 = new Argon2(Path.of(arguments[0]), Argon2.Cost.USUAL);
    long seconds = Long.parseLong(arguments[1]);
    int threads = Integer.parseInt(arguments[2]);
    long[][] times = new long[threads][];
    work(argon2, System.nanoTime() + 500_000_000L, 1);
    long begin = System.nanoTime();
    long end = begin + seconds * 1_000_000_000L;
    List<Thread> started = new ArrayList<>();
    for (int number = 0; number < threads; number++) {
      int own = number;
      started.add(Thread.ofPlatform().start(() -> times[own] = work(argon2, end, seconds)));
    }
    for (Thread thread : started) {
      thread.join();
    }
    double took = (System.nanoTime() - begin) / 1e9;
    long[] sorted = Arrays.stream(times).flatMapToLong(Arrays::stream).sorted().toArray();
    System.out.printf(
        java.util.Locale.ROOT,
        "{\"hashes\": %d, \"seconds\": %.6f, \"p50\": %.3f, \"p99\": %.3f}%n",
        sorted.length,
        took,
        sorted[sorted.length / 2] / 1e6,
        sorted[(int) (sorted.length * 0.99)] / 1e6);
    System.in.read();
  }

  private static long[] work(Argon2 argon2, long end, long seconds) {
    long[] times = new long[(int) (seconds * MOST_PER_SECOND)];
    int count = 0;
    for (long now = System.nanoTime(); now < end && count < times.length; count++) {
      argon2.hash(PASSWORD);
      long before = now;
      now = System.nanoTime();
      times[count] = now - before;
    }
    return Arrays.copyOf(times, count);
  }
}
