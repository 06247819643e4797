package vestibule.core.cache;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import vestibule.core.model.Session;
import vestibule.core.store.Transactions;

/**
 * Remembers when sessions were last used, and writes it at most once an hour for each, off the
 * request's path.
 */
public final class LastUse {

  static final Duration GRAIN = Duration.ofHours(1);
  private static final int MOST_PENDING = 100_000;
  private static final int BATCH = 500;

  private final Transactions transactions;
  private final AccountCache cache;
  private final SessionEnd end;
  private final InstantSource clock;
  private final ConcurrentMap<Key, Touch> pending = new ConcurrentHashMap<>();

  /** Writes to a database and lets the cache read what it wrote. */
  public LastUse(
      Transactions transactions, AccountCache cache, SessionEnd end, InstantSource clock) {
    this.transactions = transactions;
    this.cache = cache;
    this.end = end;
    this.clock = clock;
  }

  /** Notes that a session is being used; cheap, as nearly all uses change nothing. */
  public void used(Session session, Instant now) {
    if (now.getEpochSecond() < due(session) || pending.size() >= MOST_PENDING) {
      return;
    }
    Instant at = now.truncatedTo(ChronoUnit.MICROS);
    pending.putIfAbsent(
        new Key(session.account(), session.id()),
        new Touch(
            at, end.of(session.door(), session.life().created(), at, session.terms().idle())));
  }

  /** From when on a use of the session changes anything, in seconds since 1970. */
  public static long due(Session session) {
    return session.life().lastUsed().getEpochSecond() + GRAIN.toSeconds();
  }

  /** Writes what was noted. */
  public void flush() {
    List<Key> keys = List.copyOf(pending.keySet());
    for (int from = 0; from < keys.size(); from += BATCH) {
      write(keys.subList(from, Math.min(keys.size(), from + BATCH)));
    }
  }

  private void write(List<Key> keys) {
    transactions.write(
        stores -> {
          for (Key key : keys) {
            Touch touch = pending.get(key);
            stores.sessions().touch(key.account, key.session, touch.at, touch.expires);
          }
          return keys.size();
        });
    for (Key key : keys) {
      cache.forget(key.account);
      pending.remove(key);
    }
  }

  private record Key(long account, long session) {}

  private record Touch(Instant at, Instant expires) {}
}
