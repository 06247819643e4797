package vestibule.wiring.moving;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import vestibule.store.Chore;
import vestibule.store.engine.Database;
import vestibule.wiring.Foundation;

/**
 * One import at a time. The lease names the process that has it, so that one that was killed holds
 * up nobody on its machine; elsewhere it ends by itself.
 */
public final class ImportLease implements AutoCloseable {

  private static final String NAME = "import";
  private static final Duration LEASE = Duration.ofSeconds(60);

  private final Chore chore;
  private final InstantSource clock;
  private Instant renewed;

  private ImportLease(Chore chore, InstantSource clock) {
    this.chore = chore;
    this.clock = clock;
    this.renewed = clock.instant();
  }

  /**
   * Takes the lease.
   *
   * @throws Taken while another import runs
   */
  public static ImportLease take(Foundation foundation) {
    InstantSource clock = InstantSource.system();
    Database database = foundation.storage().database();
    Chore chore = chore(database, clock, me());
    chore
        .present()
        .filter(ImportLease::isDead)
        .ifPresent(dead -> chore(database, clock, dead).giveBack());
    ImportLease lease = new ImportLease(chore, clock);
    lease.require();
    return lease;
  }

  private static Chore chore(Database database, InstantSource clock, String holder) {
    return new Chore(database, clock, NAME, holder, LEASE);
  }

  /** Another import runs. */
  public static final class Taken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Taken() {
      super("another import runs");
    }
  }

  /**
   * Keeps the lease while work goes on.
   *
   * @throws Taken when it was lost, as this process stood still for long
   */
  public void keep() {
    if (clock.instant().isAfter(renewed.plus(LEASE.dividedBy(4)))) {
      require();
    }
  }

  private void require() {
    if (!chore.take()) {
      throw new Taken();
    }
    renewed = clock.instant();
  }

  private static String me() {
    return name(ProcessHandle.current());
  }

  private static String name(ProcessHandle process) {
    String started = process.info().startInstant().map(Instant::toString).orElse("");
    return host() + "/" + process.pid() + "/" + started;
  }

  /** A process of this machine that is gone, or whose number another one has by now. */
  private static boolean isDead(String holder) {
    String[] parts = holder.split("/", 3);
    if (parts.length < 3 || !parts[0].equals(host())) {
      return false;
    }
    Optional<ProcessHandle> there = ProcessHandle.of(Long.parseLong(parts[1]));
    return there.filter(process -> name(process).equals(holder)).isEmpty();
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "localhost";
    }
  }

  @Override
  public void close() {
    chore.giveBack();
  }
}
