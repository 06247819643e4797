package vestibule.wiring;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import vestibule.config.Config;
import vestibule.core.model.Door;
import vestibule.core.model.Doors;
import vestibule.core.outbox.Afterwards;
import vestibule.core.outbox.Mails;
import vestibule.core.outbox.Reach;
import vestibule.core.signin.Factor;
import vestibule.crypto.Argon2;
import vestibule.crypto.HashingPool;

/** The account core on its database: what a running server and the command line share. */
public final class Foundation implements AutoCloseable {

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

  /** What the foundation is for. */
  public enum Use {
    /** A server: brings the schema up to date, remembers accounts while the change feed is read. */
    SERVER,
    /** One command, maybe beside a running server: remembers nothing, leaves the schema alone. */
    COMMAND
  }

  private final Storage storage;
  private final HashingPool hashing;
  private final UseCases core;
  private final Delivery delivery;

  private Foundation(Config config, List<Door> doors, Surroundings outside, Use use, Runnable wake)
      throws IOException {
    Reach reach = new Reach();
    Afterwards afterwards = new Afterwards(wake);
    this.storage = new Storage(config, outside, use, wake);
    this.hashing =
        new HashingPool(
            new Argon2(config.storage().nativeDir(), outside.cost()),
            Runtime.getRuntime().availableProcessors(),
            outside.nanoTime());
    UseCases.Outgoing outgoing =
        new UseCases.Outgoing(
            new Doors(doors), new Mails(storage.ids(), outside.clock(), reach), afterwards);
    this.core = new UseCases(config, outside, storage, hashing, outgoing);
    this.delivery = Delivery.of(storage, core, outgoing, reach, outside);
  }

  /**
   * The foundation of a server; it brings the database's schema up to date.
   *
   * @param wake is told, after a COMMIT, that there may be a mail to send
   * @throws IOException when the data folder or the master key cannot be read or made
   */
  public static Foundation ofServer(
      Config config, List<Door> doors, Surroundings outside, Runnable wake) throws IOException {
    return new Foundation(config, doors, outside, Use.SERVER, wake);
  }

  /**
   * The foundation of one command, whose mails a server sends.
   *
   * @throws IOException when the data folder or the master key cannot be read or made
   */
  public static Foundation ofCommand(Config config, List<Door> doors, Surroundings outside)
      throws IOException {
    return new Foundation(config, doors, outside, Use.COMMAND, () -> {});
  }

  /** The database, and what this node remembers of it. */
  public Storage storage() {
    return storage;
  }

  /** The pool that hashes passwords. */
  public HashingPool hashing() {
    return hashing;
  }

  /** What people and operators can do. */
  public UseCases core() {
    return core;
  }

  /** The mails that are owed. */
  public Delivery delivery() {
    return delivery;
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
