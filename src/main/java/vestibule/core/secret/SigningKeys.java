package vestibule.core.secret;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.random.RandomGenerator;
import vestibule.core.store.Transactions;

/** The signing keys, made once, shared by all nodes, and kept sealed with the master key. */
public final class SigningKeys {

  private static final int BYTES = 32;

  private final Transactions transactions;
  private final Sealing sealing;
  private final InstantSource clock;
  private final RandomGenerator random;

  /** Keys of a database. */
  public SigningKeys(
      Transactions transactions, Sealing sealing, InstantSource clock, RandomGenerator random) {
    this.transactions = transactions;
    this.sealing = sealing;
    this.clock = clock;
    this.random = random;
  }

  /**
   * The 32 bytes of the key with that name, made at the first call of all nodes.
   *
   * @throws Sealing.CannotOpen when it was sealed with another master key
   */
  public byte[] key(String name) {
    Optional<byte[]> present = transactions.read(stores -> stores.signingKeys().find(name));
    if (present.isPresent()) {
      return sealing.open(name, present.get());
    }
    byte[] fresh = new byte[BYTES];
    random.nextBytes(fresh);
    byte[] sealed = sealing.seal(name, fresh);
    byte[] winner =
        transactions.write(
            stores -> {
              stores
                  .signingKeys()
                  .insert(name, sealed, clock.instant().truncatedTo(ChronoUnit.MICROS));
              return stores.signingKeys().find(name).orElseThrow();
            });
    return sealing.open(name, winner);
  }
}
