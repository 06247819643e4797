package vestibule.core.password;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import vestibule.core.model.Password;
import vestibule.core.secret.Digests;
import vestibule.core.store.PasswordStore.Kept;
import vestibule.core.store.Transactions;

/**
 * What the passwords in stock cost, by how many of them cost alike, so that a name that nobody has
 * costs what the name of somebody would: which of the costs is drawn by a keyed digest of the name,
 * and stays the same.
 *
 * <p>The stock is counted beside the requests, a page at a time, and only where hashes of other
 * systems were ever kept. After a count it rests for fifty times as long as it took.
 */
public final class HashStock {

  private static final int PAGE = 1_000;
  private static final int MOST_KINDS = 200;
  private static final long LEAST_REST = TimeUnit.SECONDS.toNanos(5);
  private static final long REST = 50;

  private final Transactions transactions;
  private final PasswordHashing hashing;
  private final byte[] key;
  private final Background background;
  private final AtomicBoolean counting = new AtomicBoolean();
  private volatile long due;
  private volatile Counts counts = Counts.NONE;

  /**
   * Where the counting is done.
   *
   * @param nanoTime a monotonic clock, which says when it is due
   */
  public record Background(Executor executor, LongSupplier nanoTime) {}

  /**
   * The stock of a database.
   *
   * @param key that names are drawn with: every node has the same
   */
  public HashStock(
      Transactions transactions, PasswordHashing hashing, byte[] key, Background background) {
    this.transactions = transactions;
    this.hashing = hashing;
    this.key = key.clone();
    this.background = background;
    this.due = background.nanoTime().getAsLong();
  }

  /**
   * A hash that is to be tried for a name that has none, whatever comes of it; empty where a hash
   * of ours is what it would cost.
   */
  Optional<String> standIn(String name) {
    byte[] digest = Digests.hmacSha256(key, name);
    long drawn = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      drawn = drawn << Byte.SIZE | digest[i] & 0xff;
    }
    return counts.at(drawn);
  }

  /** Counts anew if it is time; it returns at once. */
  public void refresh() {
    if (background.nanoTime().getAsLong() - due >= 0 && counting.compareAndSet(false, true)) {
      background.executor().execute(this::count);
    }
  }

  private void count() {
    long start = background.nanoTime().getAsLong();
    try {
      boolean any = !transactions.read(stores -> stores.passwords().forms()).isEmpty();
      counts = any ? counted() : Counts.NONE;
    } catch (RuntimeException away) {
      // What was counted before still holds, about; requests say when the database is away.
    } finally {
      long end = background.nanoTime().getAsLong();
      due = end + Math.max(LEAST_REST, REST * (end - start));
      counting.set(false);
    }
  }

  private Counts counted() {
    Map<String, Kind> kinds = new TreeMap<>();
    boolean first = counts.isEmpty();
    long after = Long.MIN_VALUE;
    List<Kept> page;
    do {
      long from = after;
      page = transactions.read(stores -> stores.passwords().after(from, PAGE));
      page.forEach(kept -> add(kinds, kept.hash()));
      after = page.isEmpty() ? after : page.getLast().account();
      if (first) {
        // Better some of it than nothing.
        counts = Counts.of(kinds);
      }
    } while (page.size() == PAGE);
    return Counts.of(kinds);
  }

  private void add(Map<String, Kind> kinds, String hash) {
    String name = Password.isForeign(hash) ? hashing.kind(hash) : "";
    if (kinds.containsKey(name) || kinds.size() < MOST_KINDS) {
      kinds.computeIfAbsent(
              name, _ -> new Kind(Optional.of(hash).filter(_ -> !name.isEmpty()), new long[1]))
          .count()[0]++;
    }
  }

  /**
   * Hashes that cost alike.
   *
   * @param example one of them; empty for ours
   */
  private record Kind(Optional<String> example, long[] count) {}

  /** The kinds, ours first and then by name, each with how many there are up to its end. */
  private record Counts(List<Kind> kinds) {

    static final Counts NONE = new Counts(List.of());

    static Counts of(Map<String, Kind> kinds) {
      List<Kind> summed = new ArrayList<>();
      long sum = 0;
      for (Kind kind : kinds.values()) {
        sum += kind.count()[0];
        summed.add(new Kind(kind.example(), new long[] {sum}));
      }
      return new Counts(summed);
    }

    boolean isEmpty() {
      return kinds.isEmpty();
    }

    Optional<String> at(long drawn) {
      if (kinds.isEmpty()) {
        return Optional.empty();
      }
      // By the place in the whole stock, so that few names change their kind as it changes.
      long place = Math.unsignedMultiplyHigh(drawn, kinds.getLast().count()[0]);
      return kinds.stream()
          .filter(kind -> place < kind.count()[0])
          .findFirst()
          .flatMap(Kind::example);
    }
  }
}
