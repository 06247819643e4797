package vestibule.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vestibule.store.PostgresServer;
import vestibule.store.engine.Migrations;
import vestibule.store.transfer.Backup;
import vestibule.store.transfer.Progress;
import vestibule.store.transfer.TransferRefused;

/**
 * What is said where tables lie on several machines. Citus is not at hand: its catalogue is played
 * by tables of the same names, and its workers by a function.
 */
@Tag("processes")
@Timeout(60)
class SpreadAdviceTest {

  @TempDir Path folder;

  private PostgresDatabase database;

  @BeforeEach
  void open() {
    database = PostgresServer.open();
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void run(String... statements) {
    for (String sql : statements) {
      database.write(transaction -> transaction.handle().execute(sql));
    }
  }

  private void spread(String workersSay) {
    run(
        "create table pg_dist_partition (logicalrel regclass)",
        "create table pg_dist_shard (logicalrel regclass)",
        "insert into pg_dist_partition values ('pg_dist_partition'), ('pg_dist_shard'),"
            + " ('account'), ('email')",
        """
        create function run_command_on_workers(command text, out success boolean, out result text)
        returns setof record language sql as $$
          select s, case command %s end
          from (values (true), (true), (false)) as worker (s)
        $$
        """
            .formatted(workersSay));
  }

  private static final String RIGHT =
      "when 'show lock_timeout' then '5s' when 'show synchronous_commit' then 'on'" + " else '15s'";

  @Test
  void anOrdinaryServerIsToldNothing() {
    Migrations.migrate(database);
    assertThat(Spread.isSpread(database)).isFalse();
    assertThat(Spread.advice(database)).isEmpty();
  }

  @Test
  void whatIsLocalIsNamedWithTheStatementsThatHelp() {
    Migrations.migrate(database);
    spread(RIGHT);
    List<String> advice = Spread.advice(database);
    assertThat(advice).hasSize(1);
    assertThat(advice.getFirst())
        .startsWith("workers do not know the tables ")
        .contains("select citus_add_local_table_to_metadata('signing_key');")
        .contains("select citus_add_local_table_to_metadata('flyway_schema_history');")
        .doesNotContain("('account')");
    run(
        "insert into pg_dist_partition select oid from pg_class where relkind = 'r'"
            + " and relnamespace = cast('public' as regnamespace)");
    assertThat(Spread.advice(database)).isEmpty();
  }

  @Test
  void settingsThatAWorkerLacksAreNamed() {
    Migrations.migrate(database);
    spread(
        "when 'show lock_timeout' then '0' when 'show synchronous_commit' then 'local' else '15s'");
    assertThat(Spread.advice(database))
        .hasSize(3)
        .anyMatch(
            said ->
                said.startsWith("workers do not have lock_timeout = 5s; run on the coordinator: ")
                    && said.endsWith(" set lock_timeout = ''5s''');"))
        .anyMatch(said -> said.startsWith("workers do not have synchronous_commit = on; "))
        .noneMatch(said -> said.contains("idle_in_transaction"));
  }

  /** Several machines have no moment in common. */
  @Test
  void noBackupIsMadeThatIsNotOfOneMoment() throws Exception {
    Migrations.migrate(database);
    spread(RIGHT);
    Path file = folder.resolve("spread.backup");
    assertThatThrownBy(
            () -> new Backup(database, file, Progress.UNWATCHED, new SecureRandom()).write())
        .isInstanceOf(TransferRefused.class)
        .hasMessageContaining("no read of them all is of one moment")
        .hasMessageContaining("citus_create_restore_point");
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void aWorkerThatLacksTablesSaysWhereHelpIs() {
    run(
        "create table pg_dist_partition (logicalrel regclass)",
        "create table account (id bigint primary key)");
    assertThatThrownBy(() -> Migrations.migrate(database))
        .isInstanceOf(Migrations.SchemaOutdated.class)
        .hasMessage(
            "this is a worker that does not know every table: start a node on the coordinator,"
                + " which says what to run there");
  }
}
