package vestibule.wiring;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vestibule.config.Config;
import vestibule.core.audit.Refusals;
import vestibule.core.audit.SealKey;
import vestibule.core.audit.Sealer;
import vestibule.core.audit.Verification;
import vestibule.core.event.EventLog;
import vestibule.core.model.Doors;
import vestibule.core.outbox.Afterwards;
import vestibule.core.outbox.Mails;
import vestibule.core.outbox.Reach;
import vestibule.core.signin.Factor;
import vestibule.core.store.TrailRow;
import vestibule.crypto.Argon2;
import vestibule.ops.AuditStream;
import vestibule.ops.ClientTags;
import vestibule.ops.RefusalLog;

/**
 * The account core on its database: what a running server and the command line share.
 *
 * @param core what people and operators can do
 */
public record Foundation(
    Storage storage, Hashing hashing, Limiting limiting, UseCases core, Delivery delivery)
    implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Foundation.class);

  /**
   * What comes from outside of the program.
   *
   * @param nanoTime a monotonic clock
   * @param cost of a password's hash
   * @param factors that accounts can ask for beside those of the program
   */
  public record Surroundings(
      InstantSource clock,
      LongSupplier nanoTime,
      SecureRandom random,
      Argon2.Cost cost,
      List<Factor> factors) {

    /** The machine's own clock and randomness, and no factor but those of the program. */
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
    return of(config, outside, Storage.Mode.SERVER, wake);
  }

  /**
   * The foundation of one command, maybe beside a running server, which sends its mails: it
   * remembers nothing, and leaves the schema alone.
   *
   * @throws IOException when the data folder or the master key cannot be read or made
   */
  public static Foundation ofCommand(Config config, Surroundings outside) throws IOException {
    return of(config, outside, Storage.Mode.COMMAND, () -> {});
  }

  /**
   * The foundation of an import, likewise.
   *
   * @throws IOException when the data folder or the master key cannot be read or made
   */
  public static Foundation ofImport(Config config, Surroundings outside) throws IOException {
    return of(config, outside, Storage.Mode.IMPORT, () -> {});
  }

  private static Foundation of(
      Config config, Surroundings outside, Storage.Mode mode, Runnable wake) throws IOException {
    boolean server = mode == Storage.Mode.SERVER;
    Reach reach = new Reach();
    Storage storage = Storage.open(config, outside, mode, wake);
    Hashing hashing = Hashing.of(config, storage, outside);
    if (server) {
      hashing.begin(storage.transactions());
    }
    Limiting limiting = Limiting.of(config, storage, outside);
    UseCases.Outgoing outgoing =
        new UseCases.Outgoing(
            new Doors(Wiring.doors(config)),
            new Mails(storage.ids(), outside.clock(), reach),
            new Afterwards(wake),
            new Refusals(outside.clock(), server ? refusalLog(config, outside) : _ -> {}),
            // Others are not told a million times of who came from elsewhere.
            new EventLog(config.log().events().on() && mode != Storage.Mode.IMPORT));
    UseCases core = UseCases.of(config, outside, storage, hashing, limiting.limits(), outgoing);
    return new Foundation(
        storage, hashing, limiting, core, Delivery.of(storage, core, outgoing, reach, outside));
  }

  private static RefusalLog refusalLog(Config config, Surroundings outside) {
    return config.log().hashedClients()
        ? RefusalLog.withTags(new ClientTags(outside.random()))
        : RefusalLog.withAddresses();
  }

  /** Seals the audit trail, and has it streamed before where the settings say so. */
  public Sealer sealer(Config config, Surroundings outside) {
    Consumer<List<TrailRow>> stream =
        config.log().auditStream().<Consumer<List<TrailRow>>>map(AuditStream::new).orElse(_ -> {});
    return new Sealer(
        storage.transactions(),
        storage.keys(),
        outside.clock(),
        outside.random(),
        new Sealer.Listeners(stream, name -> LOG.info("The audit trail is sealed: {}", name)),
        config.log().auditRetention());
  }

  /**
   * Verifies the audit trail.
   *
   * @param publicKey that signed it; empty for the one that the master key opens
   * @param kept the name of a seal that was kept elsewhere
   */
  public Verification.Report verifyAudit(Optional<String> publicKey, Optional<String> kept) {
    return Verification.of(
        storage.transactions(),
        publicKey.or(() -> SealKey.find(storage.keys()).map(SealKey::publicKey)),
        kept);
  }

  /** Ends what runs, and closes the database. */
  @Override
  public void close() {
    hashing.pool().close();
    storage.close();
  }

  /** The program cannot work with what it was given; the message is for the operator. */
  public static final class UnusableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnusableException(String message) {
      super(message);
    }
  }
}
