package vestibule.store.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import vestibule.core.disk.OwnersOnly;
import vestibule.store.engine.Database;
import vestibule.store.engine.Migrations;
import vestibule.store.postgres.Spread;
import vestibule.store.sqlite.SqliteDatabase;

/**
 * The backup of a database that is being used, into one SQLite file whatever the database is. It
 * holds what one moment held; keys are in it as they are in the database, sealed with a master key
 * that is not.
 */
public final class Backup {

  private static final Duration GLANCE = Duration.ofMillis(200);

  private final Database source;
  private final Path file;
  private final Progress progress;
  private final RandomGenerator jitter;

  /**
   * A backup that has not begun.
   *
   * @param file must not exist; its folder must
   * @param jitter spreads retries
   */
  public Backup(Database source, Path file, Progress progress, RandomGenerator jitter) {
    this.source = source;
    this.file = file.toAbsolutePath();
    this.progress = progress;
    this.jitter = jitter;
  }

  /**
   * Writes the file: whole, checked and synced under another name first.
   *
   * @return its length in bytes
   * @throws TransferRefused when the file exists or cannot be written, or the database is spread
   */
  public long write() {
    Migrations.check(source);
    if (Spread.isSpread(source)) {
      throw new TransferRefused(
          "the tables lie on several machines, and no read of them all is of one moment: take a"
              + " restore point instead, by select citus_create_restore_point('NAME') over the"
              + " archived logs of every machine (docs/scale.md)");
    }
    Path partial = file.resolveSibling(file.getFileName() + ".partial");
    try {
      if (Files.exists(file)) {
        throw new TransferRefused(file + " exists; a backup is never overwritten");
      }
      Files.deleteIfExists(partial);
      Files.createFile(partial, OwnersOnly.FILE);
      switch (source.dialect()) {
        case SQLITE -> vacuumInto(partial);
        case POSTGRES -> copyInto(partial);
      }
      DatabaseFile.requireIntact(partial);
      DatabaseFile.sync(partial);
      Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
      // A name is data of its folder.
      DatabaseFile.sync(file.getParent());
      return Files.size(file);
    } catch (IOException | SQLException e) {
      throw TransferRefused.because("no backup was made", e);
    } finally {
      DatabaseFile.remove(partial);
    }
  }

  /** One statement, which reads one moment and lets others write. */
  private void vacuumInto(Path partial) throws SQLException {
    try (Connection connection = source.unpooled().getConnection();
        Statement statement = connection.createStatement();
        ScheduledExecutorService glances = Executors.newSingleThreadScheduledExecutor()) {
      progress.begin("copying", size(statement));
      glances.scheduleWithFixedDelay(
          () -> progress.done(partial.toFile().length()),
          GLANCE.toMillis(),
          GLANCE.toMillis(),
          TimeUnit.MILLISECONDS);
      statement.execute("vacuum into '" + partial.toString().replace("'", "''") + "'");
      glances.shutdownNow();
    }
    progress.end();
  }

  private static long size(Statement statement) throws SQLException {
    return number(statement, "pragma page_count") * number(statement, "pragma page_size");
  }

  private static long number(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Reads one snapshot of the server's, twice: for the copy, and to compare it. */
  private void copyInto(Path partial) throws SQLException {
    SqliteDatabase.Settings settings = SqliteDatabase.Settings.commandLine(jitter);
    try (SqliteDatabase target = SqliteDatabase.open(partial, settings)) {
      Migrations.migrate(target);
      try (Connection from = source.unpooled().getConnection();
          Connection to = target.unpooled().getConnection()) {
        from.setAutoCommit(false);
        try (Statement statement = from.createStatement()) {
          statement.execute("set transaction isolation level repeatable read read only");
        }
        to.setAutoCommit(false);
        Copying copying = new Copying(from, to, progress);
        copying.copyAll();
        to.commit();
        from.rollback();
      }
    }
  }
}
