package vestibule.core.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import vestibule.core.model.SigningKey;

/** Keeps the sealed secrets: the ring of signing keys, and what else the server alone may know. */
public interface SigningKeyStore {

  /** All of them, by name; there are a few dozen. */
  List<SealedSecret> all();

  /**
   * Adds one.
   *
   * @return false, and nothing changed, when there is one of that name
   */
  boolean insert(SealedSecret secret);

  /**
   * Whether the secret of that name is still that one. It is then locked until the end of the unit
   * of work.
   */
  boolean holds(String name, String sealed);

  /** Puts other bytes in the place of a secret. */
  void put(String name, String sealed, Instant made);

  /** The same bytes, sealed anew. */
  void reseal(String name, String sealed);

  /** Says from when on a key signs, when it ends, and how long its tokens live. */
  void schedule(String name, SigningKey.Times times);

  /** Removes a secret; false when there is none of that name. */
  boolean delete(String name);

  /**
   * A row.
   *
   * @param sealed in hex
   * @param times of a key of the ring
   */
  record SealedSecret(String name, String sealed, SigningKey.Times times) {

    /** A secret that is no key of the ring. */
    public static SealedSecret of(String name, String sealed, Instant made) {
      return new SealedSecret(
          name,
          sealed,
          new SigningKey.Times(made, Optional.empty(), Optional.empty(), Duration.ZERO));
    }

    /** The key of the ring that it is, if it is one. */
    public Optional<SigningKey> key() {
      return SigningKey.Name.of(name).map(it -> new SigningKey(it, times));
    }
  }
}
