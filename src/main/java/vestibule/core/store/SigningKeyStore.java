package vestibule.core.store;

import java.time.Instant;
import java.util.Optional;

/** Keeps the sealed signing keys, one for each name. */
public interface SigningKeyStore {

  /** The sealed key of that name. */
  Optional<byte[]> find(String name);

  /**
   * Adds a sealed key.
   *
   * @return false, and nothing changed, when another node made one first
   */
  boolean insert(String name, byte[] sealed, Instant at);
}
