package vestibule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.crypto.MasterKey;
import vestibule.store.PostgresServer;

/**
 * Servers behind a real PgBouncer, where each transaction may run on another connection of the
 * database; skipped where the program is not installed.
 */
@Tag("processes")
@Timeout(180)
class PgBouncerTest {

  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void stop() {
    processes.forEach(Process::destroy);
  }

  @ParameterizedTest
  @ValueSource(strings = {"transaction", "session"})
  void twoNodesBehindAPoolerAreOne(String mode) throws Exception {
    Path folder = readableFolder();
    String database = PostgresServer.newDatabase();
    int port = pooler(folder, database, mode);
    Path key = folder.resolve("master.key");
    MasterKey.create(key, new SecureRandom());
    String url = "postgresql://postgres:any@127.0.0.1:" + port + "/" + database;
    try (TestServer first = node(url, key);
        TestServer second = node(url, key)) {
      List<TestPerson> people =
          Stream.of(TestDoor.USER_ACCOUNT, TestDoor.ENVELOPE, TestDoor.CHAT, TestDoor.PERSONAL)
              .map(door -> TestPerson.at(door, first))
              .toList();
      Together.run(people.size(), i -> people.get(i).cameInBy().register(first, people.get(i)));
      for (TestPerson person : people) {
        TestDoor door = person.cameInBy();
        String login = door.asksName() ? person.name() : person.email();
        // More often than a driver needs to prepare a statement on one of the connections.
        for (int round = 0; round < 8; round++) {
          Reply signedIn = door.signIn(second, login, person.password());
          assertThat(door.accepted(signedIn)).as(signedIn.whole()).isTrue();
          assertThat(door.whoami(first, door.token(signedIn)).status()).isEqualTo(200);
        }
      }
      assertThat(first.get("/health/ready").status()).isEqualTo(200);
      assertThat(second.get("/health/ready").status()).isEqualTo(200);
    }
  }

  private static TestServer node(String url, Path key) {
    return TestServer.start("VESTIBULE_DATABASE_URL=" + url, "VESTIBULE_MASTER_KEY_FILE=" + key);
  }

  private static Optional<Path> program() {
    return Stream.of("/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/usr/local/bin/pgbouncer")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** The pooler refuses to run as root, and becomes another user where it was started so. */
  private static Path readableFolder() throws IOException {
    Path folder = Files.createTempDirectory("vestibule-pooler");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    return folder;
  }

  private int pooler(Path folder, String database, String mode) throws Exception {
    Optional<Path> program = program();
    assumeTrue(program.isPresent(), "pgbouncer is not installed");
    int port = ServerProcess.freePort();
    Path settings = folder.resolve("pgbouncer.ini");
    Files.writeString(
        settings,
        """
        [databases]
        %s = host=127.0.0.1 port=%s dbname=%s user=postgres
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = %s
        unix_socket_dir =
        auth_type = any
        pool_mode = %s
        default_pool_size = 40
        ignore_startup_parameters = extra_float_digits
        """
            .formatted(database, PostgresServer.port(), database, port, mode));
    List<String> command = new ArrayList<>(List.of(program.get().toString()));
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("-u", "nobody"));
    }
    command.add(settings.toString());
    processes.add(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start());
    Waiting.until("the pooler", LONGEST, () -> listens(port));
    return port;
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }
}
