package vestibule.store.transfer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import vestibule.core.disk.OwnersOnly;
import vestibule.store.engine.Columns;
import vestibule.store.engine.Database;
import vestibule.store.engine.Migrations;
import vestibule.store.sqlite.SqliteDatabase;

/**
 * The way of a backup into a database. A copy of the file is checked and brought to this program's
 * schema, its leases and ids are renewed, and it becomes the database or is copied into one.
 */
public final class Restore implements AutoCloseable {

  /**
   * How far a sequence is moved on. Between the backup and the loss more ids were drawn, which
   * others may have kept: a token of a lost session must not name a later one, a lost account's id
   * not somebody else.
   */
  private static final long AHEAD = 1_000_000;

  /** Sessions are many, their ids are shown to nobody, and tokens name them. */
  private static final long SESSIONS_AHEAD = 1L << 32;

  private final Path file;
  private final Path work;
  private final SqliteDatabase copy;

  private Restore(Path file, Path work, SqliteDatabase copy) {
    this.file = file;
    this.work = work;
    this.copy = copy;
  }

  /**
   * Copies and checks a backup.
   *
   * @param file the backup, which is only read
   * @param work where the copy is made, and removed again; must not exist, its folder must
   * @throws TransferRefused when it is no backup, damaged, or of a newer program
   */
  public static Restore of(Path file, Path work, RandomGenerator jitter) {
    DatabaseFile.requireIntact(file);
    try {
      copy(file, work);
      SqliteDatabase copy = SqliteDatabase.open(work, SqliteDatabase.Settings.commandLine(jitter));
      Restore restore = new Restore(file, work, copy);
      try {
        restore.prepare();
        return restore;
      } catch (RuntimeException e) {
        restore.close();
        throw e;
      }
    } catch (IOException e) {
      throw TransferRefused.because("the backup cannot be read", e);
    }
  }

  /** A copy by the system would have the backup's mode. */
  private static void copy(Path file, Path work) throws IOException {
    Files.createFile(work, OwnersOnly.FILE);
    try (OutputStream to = Files.newOutputStream(work)) {
      Files.copy(file, to);
    } catch (IOException full) {
      DatabaseFile.remove(work);
      throw full;
    }
  }

  private void prepare() {
    if (Migrations.isNewer(copy)) {
      throw new TransferRefused("the backup was made by a newer version of this program");
    }
    Migrations.migrate(copy);
    copy.write(
        transaction -> {
          Handle handle = transaction.handle();
          handle.execute("delete from chore");
          handle.execute("update outbox set lease = null, lease_until = null");
          handle.execute("update event_delivery set lease = null, lease_until = null");
          // Events of the lost time were read and are missing here: readers are told so, and a feed
          // that went on behind a hole would tell them so each time that they begin anew.
          handle.execute("delete from event where position is not null");
          return handle.execute(
              "update id_block set next = next + case name when 'session' then ? else ? end",
              SESSIONS_AHEAD,
              AHEAD);
        });
  }

  /** The copy, to be looked at; it goes with the restore. */
  public Database database() {
    return copy;
  }

  /** What came out of the backup, beside what is in it. */
  public Contents contents() {
    return Contents.of(file, copy);
  }

  /** The mark of the master key that the backup's keys are sealed with, if it has any keys. */
  public Optional<String> keyCheck() {
    return copy.read(
            handle ->
                handle
                    .createQuery("select sealed from signing_key where name = 'master-key-check'")
                    .mapTo(String.class)
                    .findOne())
        .map(hex -> new String(HexFormat.of().parseHex(hex), StandardCharsets.US_ASCII));
  }

  /**
   * Gives up all sealed keys, so that a server makes new ones, and with them every session: tokens
   * that were signed could not be verified any more. Tokens of other systems begin none any more.
   *
   * @return how many sessions have ended
   */
  public int endSessions(Instant now) {
    return copy.write(
        transaction -> {
          Handle handle = transaction.handle();
          handle.execute("delete from signing_key");
          handle.execute("update former_id set sessions_ended_at = ?", Columns.micros(now));
          return handle.execute(
              "update session set ended_at = ? where ended_at is null", Columns.micros(now));
        });
  }

  /**
   * Makes the copy the database; it is synced before it gets its name.
   *
   * @throws TransferRefused when there is a database already
   */
  public void become(Path database) {
    try {
      // The log of a database that is gone would be taken for this one's.
      for (String end : new String[] {"", "-wal", "-journal"}) {
        Path present = database.resolveSibling(database.getFileName() + end);
        if (Files.exists(present)) {
          throw new TransferRefused(present + " exists; move it away first");
        }
      }
      copy.close();
      DatabaseFile.sync(work);
      Files.move(work, database, StandardCopyOption.ATOMIC_MOVE);
      DatabaseFile.sync(database.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw TransferRefused.because("the database was not made", e);
    }
  }

  /**
   * Copies everything into an empty database, in one transaction.
   *
   * @return the checksum of each table, the same on both sides
   * @throws TransferRefused when the database holds data, or could not be written; then nothing is
   *     kept
   */
  public Map<String, Checksum> into(Database database, Progress progress) {
    Migrations.migrate(database);
    if (Move.isUnfinished(database)) {
      throw new TransferRefused("a move into this database has not ended");
    }
    try (Connection from = copy.unpooled().getConnection();
        Connection to = database.unpooled().getConnection()) {
      to.setAutoCommit(false);
      Copying copying = new Copying(from, to, progress);
      copying.requireEmpty();
      Map<String, Checksum> sums = copying.copyAll();
      to.commit();
      return sums;
    } catch (SQLException e) {
      throw TransferRefused.because("nothing was restored", e);
    }
  }

  /** Removes the copy, unless it has become the database. */
  @Override
  public void close() {
    copy.close();
    DatabaseFile.remove(work);
  }
}
