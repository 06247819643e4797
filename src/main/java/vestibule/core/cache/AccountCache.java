package vestibule.core.cache;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import vestibule.core.model.Account;
import vestibule.core.model.Person;
import vestibule.core.model.Session;
import vestibule.core.store.Stores;
import vestibule.core.store.Transactions;

/**
 * What this node remembers of accounts and their sessions. An account is remembered as a whole and
 * forgotten as a whole, as soon as anything of it changed on any node; nothing remembered is
 * trusted while the change feed is silent.
 */
public final class AccountCache {

  private static final int MOST_SESSIONS = 1_100;

  /**
   * A change is told at once. One whose COMMIT hung in the database for longer than the feed looks
   * back, and was refused to whoever asked for it, is found out by this.
   */
  private static final Duration OLDEST = Duration.ofMinutes(5);

  private final Transactions transactions;
  private final LongPredicate trusted;
  private final LongSupplier nanoTime;
  private final Remembered<Long, Entry> entries;

  /** The era of what is read for once and not remembered. */
  private static final long NEVER = -1;

  /** Counts how often all was forgotten: an entry that was being read meanwhile is of no use. */
  private final AtomicLong era = new AtomicLong();

  /**
   * A cache of a database.
   *
   * @param trusted whether the change feed was read within the second before that time of the clock
   * @param nanoTime a monotonic clock
   * @param mostAccounts how many accounts are remembered at most
   */
  public AccountCache(
      Transactions transactions, LongPredicate trusted, LongSupplier nanoTime, int mostAccounts) {
    this.transactions = transactions;
    this.trusted = trusted;
    this.nanoTime = nanoTime;
    this.entries = new Remembered<>(mostAccounts);
  }

  /** The account with that id, its addresses and rights. */
  public Optional<Person> person(long account) {
    return entry(account).flatMap(entry -> person(entry, account));
  }

  /** An account and one of its sessions. */
  public Presence presence(long account, long session) {
    Optional<Entry> entry = entry(account);
    return new Presence(
        entry.flatMap(known -> person(known, account)),
        entry.flatMap(known -> known.session(account, session)),
        entry);
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
    return stores.accounts().find(account).map(found -> read(stores, found));
  }

  /** Reads what belongs to an account that was read in the same unit of work. */
  public static Person read(Stores stores, Account account) {
    return new Person(account, stores.emails().of(account.id()), stores.rights().of(account.id()));
  }

  private Optional<Entry> entry(long account) {
    return trusted.test(nanoTime.getAsLong()) ? remembered(account) : load(account, NEVER);
  }

  /**
   * One key's removal waits for a reader of that key; the removal of all does not, so what such a
   * reader leaves is known by its era.
   */
  private Optional<Entry> remembered(Long account) {
    Optional<Entry> entry = entries.get(account, this::load);
    if (entry.isEmpty() || entry.get().isFresh(nanoTime.getAsLong())) {
      return entry;
    }
    entries.forget(account);
    return entries.get(account, this::load);
  }

  /** An entry that is forgotten at this moment holds nothing any more. */
  private Optional<Person> person(Entry entry, long account) {
    byte[] held = entry.person;
    return held != null
        ? Optional.of(PackedPerson.unpack(held))
        : transactions.read(stores -> read(stores, account));
  }

  private Optional<Entry> load(Long account) {
    return load(account, era.get());
  }

  private Optional<Entry> load(Long account, long begun) {
    long now = nanoTime.getAsLong();
    return transactions
        .read(stores -> read(stores, account))
        .map(person -> new Entry(PackedPerson.pack(person), begun, now));
  }

  /** What is known of a session's account and of the session. */
  public record Presence(
      Optional<Person> person, Optional<Session> session, Optional<Entry> entry) {}

  /**
   * One account as it is until something of it changes. An account's sessions are one or few: they
   * are copied for each more that is read.
   */
  public final class Entry extends Remembered.Item {

    private final long begun;
    private final long read;

    /** Packed; null once the entry is forgotten, as whoever keeps one may never ask again. */
    private volatile byte[] person;

    private volatile Map<Long, Session> sessions = Map.of();

    /** Written without order: whoever does not see it makes it once more. */
    private Shown shown;

    private Entry(byte[] person, long begun, long read) {
      this.person = person;
      this.begun = begun;
      this.read = read;
    }

    /**
     * The account, its addresses and rights as {@link PackedPerson}; empty when something of it has
     * changed or may have, its sessions included. To ask an entry that was kept takes less time
     * than to look for it.
     */
    public Optional<byte[]> current() {
      long now = nanoTime.getAsLong();
      // First of all: a feed that speaks again has told what it missed before it is trusted.
      if (!trusted.test(now)) {
        return Optional.empty();
      }
      byte[] held = person;
      if (held == null || !isFresh(now)) {
        return Optional.empty();
      }
      ask();
      return Optional.of(held);
    }

    /**
     * What is shown of the person, made once: one form of it is kept, that of whoever asked last,
     * as nearly all people use one door.
     *
     * @param held the person of this entry, in case it is asked for
     * @param form a constant, known by its identity
     * @return not a copy, so not to be changed
     */
    public byte[] shown(Supplier<Person> held, Function<Person, byte[]> form) {
      Shown last = shown;
      if (last == null || last.form != form) {
        last = new Shown(form, form.apply(held.get()));
        if (person != null) {
          shown = last;
        }
      }
      return last.bytes;
    }

    @Override
    protected synchronized void forgotten() {
      person = null;
      sessions = Map.of();
      shown = null;
    }

    private boolean isFresh(long now) {
      return begun == era.get() && now - read < OLDEST.toNanos();
    }

    private Optional<Session> session(long account, long id) {
      Session known = sessions.get(id);
      if (known != null) {
        return Optional.of(known);
      }
      return transactions.read(stores -> stores.sessions().find(account, id)).map(this::remembered);
    }

    /** Of several that read a session at once, all get the same. */
    private synchronized Session remembered(Session session) {
      Session known = sessions.get(session.id());
      if (known != null) {
        return known;
      }
      if (person != null && sessions.size() < MOST_SESSIONS) {
        Map<Long, Session> more = new HashMap<>(sessions);
        more.put(session.id(), session);
        sessions = Map.copyOf(more);
      }
      return session;
    }
  }

  /** A form of a person and what it made. */
  private static final class Shown {

    private final Function<Person, byte[]> form;
    private final byte[] bytes;

    Shown(Function<Person, byte[]> form, byte[] bytes) {
      this.form = form;
      this.bytes = bytes;
    }
  }
}
