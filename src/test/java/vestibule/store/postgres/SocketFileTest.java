package vestibule.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vestibule.store.PostgresServer;

/** A server on this machine, reached by its socket in the file system and without a password. */
@Tag("processes")
@Timeout(120)
class SocketFileTest {

  private static final PostgresDatabase TCP = PostgresServer.open();

  private static PostgresDatabase open(Map<String, String> options) {
    String folder = text(TCP, "show unix_socket_directories");
    PostgresAddress server =
        new PostgresAddress(
            List.of(new PostgresAddress.Host(folder, PostgresServer.port())),
            PostgresServer.newDatabase(),
            Optional.of("postgres"),
            Optional.empty(),
            options);
    return PostgresDatabase.open(server, new PostgresDatabase.Settings(4, new SecureRandom()));
  }

  private static String text(PostgresDatabase database, String sql) {
    return database.read(handle -> handle.createQuery(sql).mapTo(String.class).one());
  }

  @Test
  void worksWithoutThePasswordAndWithoutTls() {
    try (PostgresDatabase database = open(Map.of("sslmode", "require"))) {
      assertThat(text(database, "select coalesce(inet_client_addr()::text, 'socket')"))
          .isEqualTo("socket");
      database.write(
          transaction -> transaction.handle().execute("create table item (id bigint, text text)"));
      String large = "x".repeat(1_000_000);
      database.write(
          transaction -> transaction.handle().execute("insert into item values (1, ?)", large));
      assertThat(text(database, "select text from item")).isEqualTo(large);
    }
  }

  @Test
  void manyAtOnceShareThePool() throws Exception {
    try (PostgresDatabase database = open(Map.of());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> answers =
          IntStream.range(0, 20)
              .mapToObj(i -> threads.submit(() -> text(database, "select '" + i + "'")))
              .toList();
      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i).get()).isEqualTo(Integer.toString(i));
      }
    }
  }

  @Test
  void aServerThatIsSilentForTooLongLosesTheConnectionAndTheNextOneWorks() {
    try (PostgresDatabase database = open(Map.of("socketTimeout", "1"))) {
      assertThatThrownBy(() -> text(database, "select pg_sleep(60)::text"))
          .isInstanceOf(RuntimeException.class);
      assertThat(text(database, "select 'again'")).isEqualTo("again");
    }
  }

  @Test
  void aFolderWithoutASocketIsSaidInWords() {
    PostgresAddress server =
        new PostgresAddress(
            List.of(new PostgresAddress.Host("/nowhere", 5432)),
            "accounts",
            Optional.of("postgres"),
            Optional.empty(),
            Map.of());
    assertThatThrownBy(
            () ->
                PostgresDatabase.open(server, new PostgresDatabase.Settings(1, new SecureRandom())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/nowhere/.s.PGSQL.5432");
  }
}
