package vestibule.core.store;

import java.util.Optional;

/** Finds what an opaque key or a mailed code belongs to, by its hash alone. */
public interface SecretStore {

  /** Adds the hash of a new secret. */
  void insert(String hash, Target target);

  /** What a hash belongs to. */
  Optional<Target> find(String hash);

  /** Forgets a hash. */
  void delete(String hash);

  /** A session or a code of an account. */
  record Target(Kind kind, long account, long id) {}

  /** What a secret opens. */
  enum Kind {
    SESSION,
    CODE
  }
}
