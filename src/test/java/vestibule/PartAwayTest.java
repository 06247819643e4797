package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vestibule.crypto.MasterKey;
import vestibule.store.PostgresServer;
import vestibule.store.engine.Database;

/**
 * A machine behind the database is away, and with it half of the accounts: the server answers class
 * 08 for them over connections that are good. The other half goes on as if nothing were, and who is
 * away is told so by the first attempt.
 */
@Tag("processes")
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PartAwayTest {

  private static final Duration LONGEST = Duration.ofSeconds(30);

  private TestServer server;
  private final Map<Long, String> tokens = new TreeMap<>();

  /** Views stand before the tables, and fail as a coordinator does for a worker that is away. */
  private static final List<String> WORKERS =
      List.of(
          "create table worker (away boolean not null)",
          "insert into worker values (false)",
          "create sequence asked",
          """
          create function answers(number bigint, counted boolean) returns boolean
          language plpgsql as $$
          begin
            if number % 2 = 0 and (select away from worker) then
              if counted then
                perform nextval('asked');
              end if;
              raise exception 'connection to the remote node 192.0.2.2:5432 failed'
                using errcode = '08006';
            end if;
            return true;
          end $$
          """,
          "alter table account rename to account_shards",
          "create view account as select * from account_shards where answers(id, true)",
          "alter table change rename to change_shards",
          "create view change as select * from change_shards where answers(slot, false)",
          // Changes of an account that nobody knows, in every slot and for every poll to come.
          "insert into change_shards (slot, at, id, account, what)"
              + " select slot, 9000000000000000, slot, 1000000000000, 'nothing'"
              + " from generate_series(0, 63) slot");

  private static final String ASKED =
      "select case when is_called then last_value else 0 end from asked";

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    Path key = Files.createDirectories(folder).resolve("master.key");
    MasterKey.create(key, new SecureRandom());
    server =
        TestServer.start(
            "VESTIBULE_DATABASE_URL=" + PostgresServer.url(PostgresServer.newDatabase()),
            "VESTIBULE_MASTER_KEY_FILE=" + key);
    for (int i = 0; i < 6; i++) {
      TestPerson person = TestPerson.at(TestDoor.USER_ACCOUNT, server);
      TestDoor.USER_ACCOUNT.register(server, person);
      Reply signedIn = TestDoor.USER_ACCOUNT.signIn(server, person.name(), person.password());
      long id =
          server.core().administration().list(0, 100).stream()
              .filter(one -> one.account().username().equals(Optional.of(person.name())))
              .findFirst()
              .orElseThrow()
              .account()
              .id();
      tokens.put(id, TestDoor.USER_ACCOUNT.token(signedIn));
    }
    // All that is done beside would be done half as well.
    server.awaitEmptyOutbox();
    server.server().mailing().close();
    database().write(transaction -> WORKERS.stream().mapToInt(transaction.handle()::execute).sum());
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private Database database() {
    return server.server().foundation().storage().database();
  }

  private void setAway(boolean away) {
    database()
        .write(transaction -> transaction.handle().execute("update worker set away = ?", away));
  }

  private long number(String query) {
    return database().read(handle -> handle.createQuery(query).mapTo(Long.class).one());
  }

  private List<Long> connections() {
    return database()
        .read(
            handle ->
                handle
                    .createQuery(
                        "select pid from pg_stat_activity where application_name = 'vestibule'"
                            + " and datname = current_database() order by pid")
                    .mapTo(Long.class)
                    .list());
  }

  private int whoami(String token) {
    return TestDoor.USER_ACCOUNT.whoami(server, token).status();
  }

  private int ready() {
    return server.get("/health/ready").status();
  }

  @Test
  void theOtherHalfGoesOnAndWhoIsAwayIsToldAtOnce() {
    assertThat(tokens.keySet()).anyMatch(id -> id % 2 == 0).anyMatch(id -> id % 2 == 1);
    setAway(true);
    Waiting.until(
        "the change feed to meet it",
        LONGEST,
        () -> server.server().foundation().storage().feed().isPartAway());
    List<Long> before = connections();
    long asked = number(ASKED);
    List<Integer> away = new ArrayList<>();
    for (int round = 0; round < 5; round++) {
      tokens.forEach(
          (id, token) -> {
            int status = whoami(token);
            if (id % 2 == 0) {
              away.add(status);
            } else {
              assertThat(status).as("account " + id).isEqualTo(200);
            }
          });
    }
    assertThat(away).hasSizeGreaterThanOrEqualTo(5).containsOnly(503);
    // One attempt each, on connections that nobody closed.
    assertThat(number(ASKED) - asked).isEqualTo(away.size());
    assertThat(connections()).isEqualTo(before);
    assertThat(ready()).isEqualTo(200);

    setAway(false);
    Waiting.until(
        "the change feed to be read again",
        LONGEST,
        () -> server.server().foundation().storage().feed().isFresh());
    tokens.values().forEach(token -> assertThat(whoami(token)).isEqualTo(200));
    assertThat(ready()).isEqualTo(200);
  }
}
