package vestibule.core.store;

import java.util.Optional;

/** Finds the owner of an opaque key or a mailed code by its hash alone. */
public interface SecretStore {

  /** Adds the hash of a new secret. */
  void insert(String hash, Target target);

  /** The session or code that a hash belongs to. */
  Optional<Target> find(String hash);

  /** Forgets a hash. */
  void delete(String hash);

  /** A session or a code of an account. */
  record Target(Kind kind, long account, long id) {}

  /** The kinds of secrets. */
  enum Kind {
    SESSION,
    CODE
  }
}
