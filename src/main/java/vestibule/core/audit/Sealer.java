package vestibule.core.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import vestibule.core.secret.KeyRing;
import vestibule.core.store.AuditSeal;
import vestibule.core.store.SealStore;
import vestibule.core.store.Stores;
import vestibule.core.store.TrailRow;
import vestibule.core.store.Transactions;

/**
 * Seals the audit trail: what happened more than a minute ago goes under a signed seal, which holds
 * the digest of the seal before. An event is marked with its seal in the unit of work that writes
 * it, so whatever commits late goes under a later one, once.
 */
public final class Sealer {

  /** By then nearly all has committed that was begun. */
  static final Duration SETTLED = Duration.ofSeconds(60);

  /** What one unit of work may mark: it holds up others. */
  private static final int MOST_ENTRIES = 1_000;

  /** In one run; the next one goes on. */
  private static final int MOST_SEALS = 100;

  private static final int SALT_BYTES = 16;

  private final Transactions transactions;
  private final KeyRing keys;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Listeners listeners;
  private final Duration retention;

  /**
   * Seals over a database.
   *
   * @param retention how long events are kept
   */
  public Sealer(
      Transactions transactions,
      KeyRing keys,
      InstantSource clock,
      RandomGenerator random,
      Listeners listeners,
      Duration retention) {
    this.transactions = transactions;
    this.keys = keys;
    this.clock = clock;
    this.random = random;
    this.listeners = listeners;
    this.retention = retention;
  }

  /**
   * Those who are told.
   *
   * @param about is told of events before they are sealed: what throws leaves them unsealed, and
   *     they are told again. So each is told at least once
   * @param sealed is told of each seal, in a form that can be kept elsewhere
   */
  public record Listeners(Consumer<List<TrailRow>> about, Consumer<String> sealed) {}

  /** The name under which a seal is kept elsewhere: its number and its digest. */
  public static String name(AuditSeal seal) {
    return seal.number() + ":" + TrailDigests.seal(seal);
  }

  /** Seals what is due, and removes what has had its time; one node at a time. */
  public void run() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    SealKey.findOrMake(transactions, keys, now).ifPresent(key -> run(key, now));
  }

  private void run(SealKey key, Instant now) {
    for (int i = 0; i < MOST_SEALS; i++) {
      List<TrailRow> due =
          transactions.read(stores -> stores.seals().unsealed(now.minus(SETTLED), MOST_ENTRIES));
      Optional<AuditSeal> last = transactions.read(stores -> stores.seals().last());
      long keptFrom = transactions.read(stores -> keptFrom(stores, now));
      boolean retires = last.filter(seal -> seal.extent().keptFrom() < keptFrom).isPresent();
      if (due.isEmpty() && !retires) {
        break;
      }
      if (!due.isEmpty()) {
        listeners.about().accept(due);
      }
      if (!seal(due, last, keptFrom, key, now) || due.size() < MOST_ENTRIES) {
        break;
      }
    }
    removeRetired();
  }

  /** Whether it was written: another node may be faster, and a person be erased meanwhile. */
  private boolean seal(
      List<TrailRow> due, Optional<AuditSeal> last, long keptFrom, SealKey key, Instant now) {
    long number = last.map(AuditSeal::number).orElse(0L) + 1;
    List<TrailRow> marked = due.stream().map(row -> row.with(mark(row, number))).toList();
    AuditSeal seal =
        key.signed(
            new AuditSeal(
                number,
                new AuditSeal.Extent(
                    now,
                    keptFrom,
                    due.size(),
                    due.isEmpty() ? now : due.getFirst().key().at(),
                    due.isEmpty() ? now : due.getLast().key().at()),
                last.map(TrailDigests::seal).orElse(""),
                TrailDigests.root(marked.stream().map(TrailDigests::event).toList()),
                key.publicKey(),
                ""));
    try {
      transactions.write(stores -> written(stores.seals(), seal, due, marked));
    } catch (Overtaken elsewhere) {
      return false;
    }
    listeners.sealed().accept(name(seal));
    return true;
  }

  private static long written(
      SealStore seals, AuditSeal seal, List<TrailRow> due, List<TrailRow> marked) {
    boolean whole =
        seals.insert(seal)
            && IntStream.range(0, due.size())
                .allMatch(i -> seals.mark(due.get(i), marked.get(i).mark()));
    if (!whole) {
      throw new Overtaken();
    }
    return seal.number();
  }

  private TrailRow.Mark mark(TrailRow row, long number) {
    byte[] bytes = new byte[SALT_BYTES];
    random.nextBytes(bytes);
    String salt = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    return new TrailRow.Mark(number, salt, TrailDigests.personal(salt, row.traces()));
  }

  /** The first seal with an event that is to be kept, or the one that comes next. */
  private long keptFrom(Stores stores, Instant now) {
    Instant end = now.minus(retention);
    long number = 0;
    for (List<AuditSeal> some = stores.seals().after(number, MOST_SEALS);
        !some.isEmpty();
        some = stores.seals().after(number, MOST_SEALS)) {
      for (AuditSeal seal : some) {
        if (!seal.extent().newest().isBefore(end)) {
          return seal.number();
        }
        number = seal.number();
      }
    }
    return number + 1;
  }

  /** Only once a seal says so, which nobody can write but this key: else it is missing. */
  private void removeRetired() {
    long keptFrom =
        transactions
            .read(stores -> stores.seals().last())
            .map(seal -> seal.extent().keptFrom())
            .orElse(1L);
    List<AuditSeal> some = transactions.read(stores -> stores.seals().after(0, MOST_SEALS));
    for (AuditSeal seal : some) {
      if (seal.number() < keptFrom) {
        transactions.write(
            stores -> {
              stores.seals().remove(seal);
              return seal.number();
            });
      }
    }
  }

  /** Undoes a seal that another node, or an erasure, was faster than. */
  private static final class Overtaken extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Overtaken() {
      super("another one was faster", null, false, false);
    }
  }
}
