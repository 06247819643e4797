package vestibule.core.session;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import vestibule.core.Remembered;
import vestibule.core.Stores;
import vestibule.core.Transactions;
import vestibule.core.account.Account;
import vestibule.core.account.Person;

/**
 * What this node remembers of accounts and their sessions. An account is remembered as a whole and
 * forgotten as a whole, as soon as anything of it changed on any node; nothing remembered is
 * trusted while the change feed is silent.
 */
public final class Directory {

  private static final int MOST_SESSIONS = 1_100;

  /** Sessions that are read one by one to see whether they are as they were. */
  private static final int FEW_SESSIONS = 10;

  /**
   * A change is told at once. One whose COMMIT hung in the database for longer than the feed looks
   * back, and was refused to whoever asked for it, is found out by this.
   */
  private static final Duration OLDEST = Duration.ofMinutes(5);

  private final Transactions transactions;
  private final BooleanSupplier trusted;
  private final LongSupplier nanoTime;
  private final Remembered<Long, Entry> entries;

  /** Counts how often all was forgotten: an entry that was being read meanwhile is of no use. */
  private final AtomicLong era = new AtomicLong();

  /**
   * A directory over a database.
   *
   * @param trusted whether the change feed was read within the last second
   * @param nanoTime a monotonic clock
   * @param mostAccounts how many accounts are remembered at most
   */
  public Directory(
      Transactions transactions, BooleanSupplier trusted, LongSupplier nanoTime, int mostAccounts) {
    this.transactions = transactions;
    this.trusted = trusted;
    this.nanoTime = nanoTime;
    this.entries = new Remembered<>(mostAccounts);
  }

  /** The account with that id, its addresses and rights. */
  public Optional<Person> person(long account) {
    return entry(account).map(Entry::person);
  }

  /** An account and one of its sessions. */
  public Presence presence(long account, long session) {
    Optional<Entry> entry = entry(account);
    return new Presence(
        entry.map(Entry::person), entry.flatMap(known -> known.session(account, session)));
  }

  /** Forgets an account, all of them for 0. Called after a COMMIT and before its answer. */
  public void forget(long account) {
    if (account == 0) {
      era.incrementAndGet();
      entries.forgetAll();
    } else {
      entries.forget(account);
    }
  }

  /** Reads an account with its addresses and rights in a unit of work. */
  public static Optional<Person> read(Stores stores, long account) {
    return stores.accounts().find(account).map(found -> person(stores, found));
  }

  private static Person person(Stores stores, Account account) {
    return new Person(account, stores.emails().of(account.id()), stores.rights().of(account.id()));
  }

  private Optional<Entry> entry(long account) {
    return trusted.getAsBoolean() ? remembered(account) : load(account);
  }

  /**
   * One key's removal waits for a reader of that key; the removal of all does not, so what such a
   * reader leaves is known by its era.
   */
  private Optional<Entry> remembered(Long account) {
    Optional<Entry> entry = entries.get(account, this::load);
    if (entry.isEmpty() || entry.get().isFresh() || entry.get().renew()) {
      return entry;
    }
    entries.forget(account);
    return entries.get(account, this::load);
  }

  private Optional<Entry> load(Long account) {
    long begun = era.get();
    long now = nanoTime.getAsLong();
    return transactions
        .read(stores -> read(stores, account))
        .map(person -> new Entry(person, begun, now));
  }

  /** What is known of a session's account and of the session. */
  public record Presence(Optional<Person> person, Optional<Session> session) {}

  /** An account's sessions are one or few: they are copied for each more that is read. */
  private final class Entry {

    private final Person person;
    private final long begun;
    private volatile long read;
    private volatile Map<Long, Session> sessions = Map.of();

    Entry(Person person, long begun, long read) {
      this.person = person;
      this.begun = begun;
      this.read = read;
    }

    boolean isFresh() {
      return begun == era.get() && nanoTime.getAsLong() - read < OLDEST.toNanos();
    }

    /**
     * Reads again what has grown old, and keeps what is there when nothing has changed: what lives
     * long in memory is not to be replaced by its like. Whoever forgets the account meanwhile takes
     * this entry away, whatever is found here.
     *
     * @return whether the entry can be trusted again
     */
    boolean renew() {
      Map<Long, Session> known = sessions;
      long now = nanoTime.getAsLong();
      boolean same =
          begun == era.get()
              && known.size() <= FEW_SESSIONS
              && transactions.read(stores -> isAsStored(stores, known));
      if (same) {
        read = now;
      }
      return same;
    }

    private boolean isAsStored(Stores stores, Map<Long, Session> known) {
      return Directory.read(stores, person.id()).filter(person::equals).isPresent()
          && known.values().stream()
              .allMatch(
                  session ->
                      stores
                          .sessions()
                          .find(session.account(), session.id())
                          .filter(session::equals)
                          .isPresent());
    }

    Person person() {
      return person;
    }

    Optional<Session> session(long account, long id) {
      Session known = sessions.get(id);
      if (known != null) {
        return Optional.of(known);
      }
      Optional<Session> found = transactions.read(stores -> stores.sessions().find(account, id));
      found.ifPresent(this::remember);
      return found;
    }

    private synchronized void remember(Session session) {
      if (sessions.size() < MOST_SESSIONS) {
        Map<Long, Session> more = new HashMap<>(sessions);
        more.put(session.id(), session);
        sessions = Map.copyOf(more);
      }
    }
  }
}
