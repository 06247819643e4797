package vestibule.wiring;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import vestibule.config.Config;
import vestibule.core.audit.Refusals;
import vestibule.core.model.Doors;
import vestibule.core.outbox.Afterwards;
import vestibule.core.outbox.Mails;
import vestibule.core.outbox.Reach;
import vestibule.core.signin.Factor;
import vestibule.crypto.Argon2;
import vestibule.crypto.HashingPool;
import vestibule.ops.RefusalLog;

/**
 * The account core on its database: what a running server and the command line share.
 *
 * @param core what people and operators can do
 */
public record Foundation(
    Storage storage, HashingPool hashing, Limiting limiting, UseCases core, Delivery delivery)
    implements AutoCloseable {

  /**
   * What comes from outside of the program.
   *
   * @param nanoTime a monotonic clock
   * @param cost of a password's hash
   * @param factors that accounts can ask for beside a password
   */
  public record Surroundings(
      InstantSource clock,
      LongSupplier nanoTime,
      SecureRandom random,
      Argon2.Cost cost,
      List<Factor> factors) {

    /** The machine's own clock and randomness; there is no factor but the password so far. */
    public static Surroundings ofMachine() {
      return new Surroundings(
          InstantSource.system(),
          System::nanoTime,
          new SecureRandom(),
          Argon2.Cost.USUAL,
          List.of());
    }
  }

  /**
   * The foundation of a server: it brings the database's schema up to date, and remembers accounts
   * while the change feed is read.
   *
   * @param wake is told, after a COMMIT, that there may be a mail to send
   * @throws IOException when the data folder or the master key cannot be read or made
   */
  public static Foundation ofServer(Config config, Surroundings outside, Runnable wake)
      throws IOException {
    return of(config, outside, true, wake);
  }

  /**
   * The foundation of one command, maybe beside a running server, which sends its mails: it
   * remembers nothing, and leaves the schema alone.
   *
   * @throws IOException when the data folder or the master key cannot be read or made
   */
  public static Foundation ofCommand(Config config, Surroundings outside) throws IOException {
    return of(config, outside, false, () -> {});
  }

  private static Foundation of(Config config, Surroundings outside, boolean server, Runnable wake)
      throws IOException {
    Reach reach = new Reach();
    Storage storage = Storage.open(config, outside, server, wake);
    HashingPool hashing =
        new HashingPool(
            new Argon2(config.storage().nativeDir(), outside.cost()),
            Runtime.getRuntime().availableProcessors(),
            outside.nanoTime());
    Limiting limiting = Limiting.of(config, storage, outside);
    UseCases.Outgoing outgoing =
        new UseCases.Outgoing(
            new Doors(Wiring.doors(config)),
            new Mails(storage.ids(), outside.clock(), reach),
            new Afterwards(wake),
            new Refusals(outside.clock(), server ? RefusalLog.withAddresses() : _ -> {}));
    UseCases core = UseCases.of(config, outside, storage, hashing, limiting.limits(), outgoing);
    return new Foundation(
        storage, hashing, limiting, core, Delivery.of(storage, core, outgoing, reach, outside));
  }

  /** Ends what runs, and closes the database. */
  @Override
  public void close() {
    hashing.close();
    storage.close();
  }

  /** The program cannot work with what it was given; the message is for the operator. */
  public static final class UnusableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableException(String message) {
      super(message);
    }
  }
}
