package vestibule.wiring;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import vestibule.config.Config;
import vestibule.core.audit.Sealer;
import vestibule.core.change.Changes;
import vestibule.core.change.RefusalJournal;
import vestibule.core.model.AuditEvent;
import vestibule.core.store.AuditSeal;
import vestibule.core.store.SealStore;
import vestibule.ops.Meters;
import vestibule.ops.Schedule;
import vestibule.store.Chore;

/**
 * What a server does for the audit trail beside its requests: it writes refused attempts, and seals
 * what has settled, one node at a time.
 */
final class AuditTrail implements AutoCloseable {

  private static final Duration REFUSALS_WRITTEN = Duration.ofMillis(500);
  private static final Duration SEALED = Duration.ofMinutes(1);

  /** Longer than from one run to the next, so that the chore stays where it is. */
  private static final Duration LEASE = Duration.ofMinutes(3);

  /** Characters of the settings that an event tells. */
  private static final int MOST_SETTINGS = 4_000;

  private static final String REFUSALS = "writing of refused attempts";

  /** Apart from the chores, which may take long. */
  private final Schedule schedule = new Schedule("audit");

  private final Foundation foundation;
  private final InstantSource clock;
  private final RefusalJournal journal;
  private final Chore sealing;

  private AuditTrail(
      Foundation foundation, InstantSource clock, RefusalJournal journal, Chore sealing) {
    this.foundation = foundation;
    this.clock = clock;
    this.journal = journal;
    this.sealing = sealing;
  }

  /**
   * Begins.
   *
   * @param node names this node among those that share the database
   */
  static AuditTrail start(
      Config config, Foundation foundation, Foundation.Surroundings outside, String node) {
    AuditTrail trail =
        new AuditTrail(
            foundation,
            outside.clock(),
            new RefusalJournal(foundation.core().changes()),
            new Chore(foundation.storage().database(), outside.clock(), "audit-seal", node, LEASE));
    Sealer sealer = foundation.sealer(config, outside);
    trail.schedule.once("noting of the settings", () -> noteSettings(config, foundation));
    trail.schedule.every(REFUSALS_WRITTEN, REFUSALS, trail.journal::write);
    trail.schedule.every(SEALED, "sealing of the audit trail", () -> trail.seal(sealer));
    return trail;
  }

  /** After the start, which is not to wait for it. Secrets are hidden in what is in force. */
  private static void noteSettings(Config config, Foundation foundation) {
    String given =
        config.report().effective().stream()
            .filter(setting -> !setting.from().equals("default"))
            .map(setting -> setting.key() + "=" + setting.value())
            .collect(Collectors.joining("; "));
    Changes changes = foundation.core().changes();
    AuditEvent event =
        changes.bySystem(
            AuditEvent.Kind.SERVER_STARTED,
            0,
            given.substring(0, Math.min(given.length(), MOST_SETTINGS)));
    changes.unit(
        0,
        event.at(),
        change -> {
          change.record(event);
          return event.id();
        });
  }

  private void seal(Sealer sealer) {
    if (sealing.take()) {
      sealer.run();
    }
  }

  /** Adds its figures to those of the node. */
  void measure(Meters meters) {
    meters.gauge(
        "vestibule.audit.waiting",
        "Refused attempts that are not in the audit trail yet, as many as differ",
        Map.of(),
        journal::waiting);
    meters.counter(
        "vestibule.audit.dropped",
        "Refused attempts that were left out of the audit trail, as the database was away",
        Map.of("kind", "refused"),
        journal::dropped);
    meters.gauge(
        "vestibule.audit.seal.age",
        "Seconds since the last seal over the audit trail; nothing is sealed while nothing happens",
        Map.of(),
        () -> age(stores -> stores.last().map(AuditSeal::extent).map(AuditSeal.Extent::made)));
    meters.gauge(
        "vestibule.audit.unsealed.age",
        "Seconds since the oldest event of the audit trail that has no seal",
        Map.of(),
        () -> age(SealStore::oldestUnsealed));
  }

  private double age(Function<SealStore, Optional<Instant>> when) {
    Optional<Instant> then =
        foundation.storage().transactions().read(stores -> when.apply(stores.seals()));
    return then.map(at -> Duration.between(at, clock.instant()).toMillis() / 1_000.0).orElse(0.0);
  }

  /** Writes all that was told, and lets another node seal at once. */
  @Override
  public void close() {
    schedule.last(REFUSALS, journal::writeAll);
    schedule.last("return of the sealing", sealing::giveBack);
    schedule.close();
  }
}
