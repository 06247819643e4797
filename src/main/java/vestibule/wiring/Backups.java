package vestibule.wiring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vestibule.config.StorageConfig;
import vestibule.config.StorageConfig.BackupPlan.Due;
import vestibule.core.disk.OwnersOnly;
import vestibule.ops.Meters;
import vestibule.ops.Schedule;
import vestibule.store.Chore;
import vestibule.store.engine.Database;
import vestibule.store.transfer.Backup;
import vestibule.store.transfer.BackupFolder;
import vestibule.store.transfer.Progress;

/**
 * The backups that a server makes by itself: each is verified by a drill before it gets its name,
 * and old ones go only then. One node at a time makes them.
 */
public final class Backups implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Backups.class);
  private static final Duration LOOK = Duration.ofMinutes(1);

  /** Longer than from one look to the next, so that the chore stays where it is. */
  private static final Duration LEASE = Duration.ofMinutes(3);

  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMinutes(15);

  private final StorageConfig storage;
  private final Due due;
  private final Database database;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Chore chore;

  /** Apart from the making, which may take hours, while the lease has to be prolonged. */
  private final Schedule looking = new Schedule("backup-lease");

  private final Schedule making = new Schedule("backup");
  private final AtomicBoolean busy = new AtomicBoolean();
  private final AtomicLong made = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final Instant begun;
  private volatile boolean holds;
  private volatile Instant notBefore = Instant.MIN;

  private Backups(
      StorageConfig storage,
      Due due,
      Database database,
      Foundation.Surroundings outside,
      String node) {
    this.storage = storage;
    this.due = due;
    this.database = database;
    this.clock = outside.clock();
    this.random = outside.random();
    this.chore = new Chore(database, outside.clock(), "backup", node, LEASE);
    this.begun = outside.clock().instant();
  }

  /**
   * What makes backups for a node, without threads of its own so far; empty where none are wanted.
   *
   * @param node names this node among those that share the database
   */
  public static Optional<Backups> of(
      StorageConfig storage, Database database, Foundation.Surroundings outside, String node) {
    return storage.backups().due().map(due -> new Backups(storage, due, database, outside, node));
  }

  /** Looks from now on whether one is due. */
  void start() {
    looking.once("backup", this::lookBeside);
    looking.every(LOOK, "backup", this::lookBeside);
  }

  private void lookBeside() {
    if (isMine() && !busy.get()) {
      making.once("backup", this::makeIfDue);
    }
  }

  /**
   * Makes a backup if this node has the chore and one is due; returns when it is done or has
   * failed.
   *
   * @return whether one was made
   */
  public boolean run() {
    return isMine() && makeIfDue();
  }

  private boolean isMine() {
    holds = chore.take();
    return holds;
  }

  private boolean makeIfDue() {
    if (!busy.compareAndSet(false, true)) {
      return false;
    }
    try {
      OwnersOnly.folder(storage.backups().folder(), DataFolder.BACKUP_MARKS);
      BackupFolder folder = new BackupFolder(storage.backups().folder());
      Instant now = clock.instant();
      boolean wanted =
          !now.isBefore(notBefore) && due.isDue(folder.newest(now).map(BackupFolder.Good::at), now);
      if (wanted) {
        make(folder, now);
      }
      return wanted;
    } catch (IOException | RuntimeException failure) {
      failed.incrementAndGet();
      notBefore = clock.instant().plus(PAUSE_AFTER_FAILURE);
      LOG.error("No backup was made; it is tried again in {}", PAUSE_AFTER_FAILURE, failure);
      return false;
    } finally {
      busy.set(false);
    }
  }

  private void make(BackupFolder folder, Instant now) throws IOException {
    folder.sweep();
    Path file = folder.unverified(now);
    try {
      long bytes = new Backup(database, file, Progress.UNWATCHED, random).write();
      BackupDrill.Report report = new BackupDrill(storage, random).of(file, folder.drill(now));
      if (!report.isGood()) {
        throw new NotGood(report);
      }
      BackupFolder.Good good = folder.accept(now);
      int gone = folder.retain(storage.backups().keep(), good);
      made.incrementAndGet();
      LOG.info(
          "Made and verified the backup {}, {} bytes, {} accounts; {} older ones went",
          good.file(),
          bytes,
          report.rows().getOrDefault("account", 0L),
          gone);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** A backup that was made and cannot be relied on. */
  private static final class NotGood extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotGood(BackupDrill.Report report) {
      super("the drill has found: " + String.join("; ", report.findings()));
    }
  }

  /** Seconds since the last good one, or since the start where there is none. */
  private double age() {
    Instant now = clock.instant();
    try {
      Instant last =
          new BackupFolder(storage.backups().folder())
              .newest(now)
              .map(BackupFolder.Good::at)
              .orElse(begun);
      return Duration.between(last, now).toMillis() / 1_000.0;
    } catch (IOException unreadable) {
      return Duration.between(begun, now).toMillis() / 1_000.0;
    }
  }

  /** Adds the figures to those of the node; they are there where no backups are made too. */
  static void measure(Optional<Backups> backups, Meters meters) {
    meters.gauge(
        "vestibule.backup.age",
        "Seconds since the last good backup, at the node that makes them",
        Map.of(),
        () -> backups.filter(one -> one.holds).map(Backups::age).orElse(Double.NaN));
    meters.counter(
        "vestibule.backups",
        "Backups by schedule, by how they ended",
        Map.of("outcome", "made"),
        () -> backups.map(one -> one.made.doubleValue()).orElse(0.0));
    meters.counter(
        "vestibule.backups",
        "Backups by schedule, by how they ended",
        Map.of("outcome", "failed"),
        () -> backups.map(one -> one.failed.doubleValue()).orElse(0.0));
  }

  /** Waits some seconds for what is running, and lets another node make the next. */
  @Override
  public void close() {
    making.last("backup", () -> {});
    looking.last("return of the backups", chore::giveBack);
    making.close();
    looking.close();
  }
}
