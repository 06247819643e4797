package vestibule.core.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import vestibule.core.model.Dossier;
import vestibule.core.model.Session;
import vestibule.core.model.UserAgent;

/** Keeps sessions by account. */
public interface SessionStore {

  /**
   * Adds a session with what is known of its client.
   *
   * @param secret the SHA-256 of the opaque key in hex, where the door hands one out
   */
  void insert(Session session, Optional<String> secret, UserAgent client);

  /** One session of an account. */
  Optional<Session> find(long account, long id);

  /**
   * The live sessions of an account with what is known of their clients, the highest id first.
   *
   * @param before only ids below this one
   */
  List<Dossier.SignIn> live(long account, Instant now, long before, int most);

  /**
   * Ends one session.
   *
   * @return false when it had ended before
   */
  boolean end(long account, long id, Instant now);

  /**
   * Ends all sessions of an account but one; 0 spares none.
   *
   * @return how many ended
   */
  int endAll(long account, long spared, Instant now);

  /**
   * Ends all but the newest live sessions of an account.
   *
   * @return how many ended
   */
  int endOldest(long account, int kept, Instant now);

  /** Writes what was proved for a session. */
  void prove(Session session);

  /** Notes the last use of a session and when it will end by itself. */
  void touch(long account, long id, Instant lastUsed, Instant expires);

  /** Removes the sessions of an account with their secrets. */
  void deleteAll(long account);
}
