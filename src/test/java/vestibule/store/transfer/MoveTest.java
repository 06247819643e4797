package vestibule.store.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vestibule.store.PostgresServer;
import vestibule.store.engine.Database;
import vestibule.store.engine.Migrations;
import vestibule.store.sqlite.SqliteDatabase;

/** A move that is interrupted goes on, and one that went wrong is seen. */
@Tag("processes")
@Timeout(120)
class MoveTest {

  private static final int ROWS = 7_001;

  @TempDir Path folder;

  private SqliteDatabase source;
  private Database target;

  @BeforeEach
  void open() {
    source =
        SqliteDatabase.open(
            folder.resolve("source.db"),
            new SqliteDatabase.Settings(1, 1, 100, 16, Duration.ofMillis(50), new SecureRandom()));
    Migrations.migrate(source);
    source.write(transaction -> fill(transaction.handle()));
    target = PostgresServer.open();
  }

  @AfterEach
  void close() {
    source.close();
    target.close();
  }

  /** Texts that sort differently in the two databases, and values at their ends. */
  private static int fill(Handle handle) {
    PreparedBatch batch =
        handle.prepareBatch(
            "insert into identifier (key, account, kind, proven, held_until)"
                + " values (?, ?, 'NAME', ?, ?)");
    LongStream.range(0, ROWS)
        .forEach(
            n ->
                batch.add(
                    (n % 2 == 0 ? "Ä_" : "a-")
                        + Long.toString(n * 7919, 36)
                        + "é\u65e5\ud83d\ude00",
                    (1L << 53) - n,
                    n % 2,
                    n % 3 == 0 ? null : -n));
    handle.execute("insert into id_block (name, next) values ('account', 5001)");
    return batch.execute().length;
  }

  /** Watches, and dies when so many rows are copied. */
  private static final class Watch implements Progress {
    private final List<String> stages = new ArrayList<>();
    private final long death;
    private long most;

    Watch(long death) {
      this.death = death;
    }

    @Override
    public void begin(String what, long all) {
      stages.add(what + " " + all);
      most = 0;
    }

    @Override
    public void done(long units) {
      assertThat(units).isGreaterThanOrEqualTo(most);
      most = units;
      if (stages.size() == 1 && units >= death) {
        throw new IllegalStateException("killed");
      }
    }

    @Override
    public void end() {}
  }

  private long rows(Database database, String table) {
    return database.read(
        handle -> handle.createQuery("select count(*) from " + table).mapTo(Long.class).one());
  }

  @Test
  void whatWasProvedForASessionArrivesAndSoDoSignInsThatWait() {
    source.write(
        transaction ->
            transaction
                    .handle()
                    .execute(
                        """
                        insert into session (account, id, door, remembered, idle, created_at,
                          last_used_at, expires_at, proofs, browser, network_address, language)
                        values (7, 8, 'chat', 0, 1, 1, 1, 1, 'password:1 totp:2', '', '', 'en')
                        """)
                + transaction
                    .handle()
                    .execute(
                        """
                        insert into sign_in_ticket (hash, account, password_version, door,
                          remembered, idle, proved_at, expires_at, tries)
                        values ('hash', 7, 1, 'chat', 0, 1, 1, 1, 5)
                        """));
    Move.run(source, target, new Watch(Long.MAX_VALUE));
    assertThat(
            target.<String>read(
                handle ->
                    handle.createQuery("select proofs from session").mapTo(String.class).one()))
        .isEqualTo("password:1 totp:2");
    assertThat(rows(target, "sign_in_ticket")).isEqualTo(1);
  }

  @Test
  void everyRowArrivesAndIsCompared() {
    Watch watch = new Watch(Long.MAX_VALUE);
    Map<String, Checksum> sums = Move.run(source, target, watch);
    assertThat(sums.get("identifier").rows()).isEqualTo(ROWS);
    assertThat(sums.get("id_block").rows()).isEqualTo(1);
    assertThat(sums.get("session")).isEqualTo(new Checksum(0, 0));
    assertThat(watch.stages)
        .containsExactly("copying " + (ROWS + 1), "comparing " + 2 * (ROWS + 1));
    assertThat(Move.isUnfinished(target)).isFalse();
    assertThat(rows(target, "identifier")).isEqualTo(ROWS);
  }

  @Test
  void whatWasInterruptedGoesOnWhereItStopped() {
    for (long death : new long[] {1, 2_000, 4_001, 6_500}) {
      Watch watch = new Watch(death);
      assertThatThrownBy(() -> Move.run(source, target, watch)).hasMessage("killed");
      assertThat(Move.isUnfinished(target)).isTrue();
    }
    assertThat(rows(target, "identifier")).isPositive().isLessThanOrEqualTo(ROWS);
    Map<String, Checksum> sums = Move.run(source, target, new Watch(Long.MAX_VALUE));
    assertThat(sums.get("identifier").rows()).isEqualTo(ROWS);
    assertThat(Move.isUnfinished(target)).isFalse();
  }

  @Test
  void aSourceThatChangedMeanwhileIsRefused() {
    assertThatThrownBy(() -> Move.run(source, target, new Watch(2_000))).hasMessage("killed");
    source.write(
        transaction ->
            transaction.handle().execute("update id_block set next = 6001 where name = 'account'"));
    assertThatThrownBy(() -> Move.run(source, target, new Watch(Long.MAX_VALUE)))
        .isInstanceOf(TransferRefused.class)
        .hasMessageContaining("empty the target");
  }

  @Test
  void aRowThatDiffersIsFound() {
    assertThatThrownBy(() -> Move.run(source, target, new Watch(6_000))).hasMessage("killed");
    target.write(
        transaction ->
            transaction
                .handle()
                .execute(
                    "update identifier set proven = 1 - proven where account = 9007199254740992"));
    assertThatThrownBy(() -> Move.run(source, target, new Watch(Long.MAX_VALUE)))
        .isInstanceOf(TransferRefused.class)
        .hasMessageContaining("identifier (7001 rows here, 7001 there)");
    assertThat(Move.isUnfinished(target)).isTrue();
  }

  @Test
  void aSourceThatIsBeingWrittenToIsRefused() {
    source.write(
        transaction -> {
          assertThatThrownBy(() -> Move.run(source, target, new Watch(Long.MAX_VALUE)))
              .isInstanceOf(IllegalStateException.class);
          return true;
        });
    try (SqliteDatabase other =
        SqliteDatabase.open(
            folder.resolve("source.db"), SqliteDatabase.Settings.commandLine(new SecureRandom()))) {
      other.write(
          transaction -> {
            transaction.handle().execute("delete from id_block");
            assertThatThrownBy(() -> Move.run(source, target, new Watch(Long.MAX_VALUE)))
                .isInstanceOf(TransferRefused.class)
                .hasMessageContaining("stop the server first");
            return true;
          });
    }
  }
}
