package vestibule.core.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import vestibule.core.model.Account;
import vestibule.core.model.Email;
import vestibule.core.model.Identifier;
import vestibule.core.model.LoginKey;
import vestibule.core.model.Rights;

/**
 * Keeps what is known of people who came from other systems: their ids there, the sessions of their
 * tokens from there, how far each system's import has come, and which account ids only imports may
 * give.
 */
public interface ArrivalStore {

  /**
   * One account's id elsewhere.
   *
   * @param source the name of the other system
   * @param oldId its id there, as text
   * @param arrived what its password was when it came
   */
  record FormerId(String source, String oldId, long account, Arrived arrived) {

    /** The same with the hashes of the keys that have ever come. */
    public FormerId with(List<String> keys) {
      return new FormerId(
          source, oldId, account, new Arrived(arrived.digest(), arrived.version(), keys));
    }
  }

  /**
   * The password and the keys that came with an account.
   *
   * @param digest of what was imported, so that another import sees whether it has changed; empty
   *     when none came
   * @param version the account's password version after that: a newer one was chosen here
   * @param keys the SHA-256 in hex of each opaque key that has ever come
   */
  record Arrived(Optional<String> digest, long version, List<String> keys) {

    public Arrived {
      keys = List.copyOf(keys);
    }
  }

  /** Who has that id there. */
  Optional<FormerId> find(String source, String oldId);

  /** Remembers an id, or what has become of it. */
  void put(FormerId id);

  /**
   * Ids of one source, in their order as text.
   *
   * @param after only ids beyond this one
   * @param most how many at most
   */
  List<FormerId> list(String source, String after, int most);

  /** Forgets an account's ids and tokens. */
  void deleteAll(long account);

  /**
   * Who has an id.
   *
   * @param sessionsEnded when all sessions of the account were ended last; empty for never
   */
  record Owner(long account, Optional<Instant> sessionsEnded) {}

  /** Who has that id there, and what has become of their sessions. */
  Optional<Owner> owner(String source, String oldId);

  /** Notes that all sessions of an account were ended. */
  void endSessions(long account, Instant now);

  /**
   * A token that another system has made, and the session that it began here.
   *
   * @param hash of what is signed of it
   */
  record FormerToken(String hash, long account, long session) {}

  /** The token of that hash. */
  Optional<FormerToken> token(String hash);

  /** Adds a token, to be forgotten when it can be good no more. */
  void insert(FormerToken token, Instant end);

  /** How many rows of a source were done; 0 before its first. */
  long done(String source);

  /** Notes how many rows of a source are done. */
  void setDone(String source, long rows);

  /** Account ids from {@code low} on, below {@code high}. */
  record Range(long low, long high) {

    /** Whether the id lies in it. */
    public boolean has(long id) {
      return low <= id && id < high;
    }
  }

  /** The account ids that imports alone give. */
  List<Range> keptIds();

  /** Keeps all account ids from the first that no node has taken, below an end; maybe none. */
  void keepIds(long end);

  /**
   * All that is stored of somebody new.
   *
   * @param emails those that are not stored yet; their log-in strings are claimed
   * @param hash of their password
   */
  record Landed(
      Account account,
      List<Email> emails,
      Optional<String> hash,
      List<Granted> rights,
      FormerId formerId) {

    public Landed {
      emails = List.copyOf(emails);
      rights = List.copyOf(rights);
    }

    /** The same where the addresses are stored already. */
    public Landed withoutEmails() {
      return new Landed(account, List.of(), hash, rights, formerId);
    }

    /** Hides what it holds. */
    @Override
    public String toString() {
      return "Landed[" + account.id() + "]";
    }
  }

  /** A group, role or permission that somebody has. */
  record Granted(Rights.Kind kind, long id) {}

  /** Who of some ids of a source has come. */
  List<FormerId> known(String source, Collection<String> oldIds);

  /** Which of some ids accounts have. */
  Set<Long> taken(Collection<Long> accounts);

  /** Which of some addresses are held for accounts that gave them up. */
  Set<LoginKey> held(Collection<LoginKey> keys, Instant now);

  /**
   * Claims log-in strings that have no row.
   *
   * @return of each whether it is claimed; nothing has changed where it is not, and it may be free
   *     all the same
   */
  List<Boolean> claim(List<Identifier> identifiers);

  /** Stores new people: a dozen statements for all of them, as each would take alone. */
  void land(List<Landed> people, Instant now);
}
