package vestibule.store;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import vestibule.Waiting;

/**
 * A PostgreSQL server of the oldest supported version in a folder of its own, from programs that
 * Maven brings. PostgreSQL refuses to run as root: where the tests do, it runs as nobody, whose id
 * is the same everywhere.
 */
public final class PostgresCluster implements AutoCloseable {

  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final String EXECUTABLE = "rwxr-xr-x";
  private static final String NOBODY = "65534";
  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

  /** Those that have not ended. */
  private static final Set<PostgresCluster> OPEN = ConcurrentHashMap.newKeySet();

  /**
   * The programs, unpacked once a JVM, which takes seconds; they go when all that use them have.
   */
  private static final class Programs {

    static final Path FOLDER = unpacked();

    static {
      Runtime.getRuntime().addShutdownHook(new Thread(Programs::end));
    }

    private static Path unpacked() {
      try {
        Path folder = folder();
        unpack(folder);
        return folder;
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }

    private static void end() {
      List.copyOf(OPEN).forEach(PostgresCluster::close);
      delete(FOLDER);
    }
  }

  private final Path home;
  private final int port;
  private final Process server;

  private PostgresCluster(Path home, int port, Process server) {
    this.home = home;
    this.port = port;
    this.server = server;
  }

  /** Makes one, and waits until it answers; it keeps nothing over a crash of the machine. */
  public static PostgresCluster start(Map<String, String> settings) {
    try {
      Path home = folder();
      Path own = Files.createDirectory(home.resolve("own"));
      if (ROOT) {
        Files.setAttribute(own, "unix:uid", Integer.valueOf(NOBODY));
      }
      String data = own.resolve("data").toString();
      String[] initdb = {"initdb", "-D", data, "-U", "postgres", "-A", "trust", "-N"};
      run(home, with(List.of(initdb), "-E", "UTF8", "--no-locale"));
      int port = freePort();
      List<String> postgres = new ArrayList<>(List.of("postgres", "-D", data, "-F"));
      postgres.addAll(List.of("-p", String.valueOf(port), "-k", own.toString()));
      settings.forEach((name, value) -> postgres.addAll(List.of("-c", name + "=" + value)));
      PostgresCluster cluster = new PostgresCluster(home, port, process(home, postgres));
      OPEN.add(cluster);
      Waiting.until("PostgreSQL", LONGEST, cluster::answers);
      return cluster;
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** Where it listens, at 127.0.0.1. */
  public int port() {
    return port;
  }

  /** A connection as the superuser. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/", "postgres", "");
  }

  /** Ends it at once, and removes its folder. */
  @Override
  public void close() {
    OPEN.remove(this);
    try {
      String data = home.resolve("own/data").toString();
      run(home, List.of("pg_ctl", "-D", data, "-m", "immediate", "stop"));
      server.waitFor();
      delete(home);
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private boolean answers() {
    if (!server.isAlive()) {
      throw new IllegalStateException("PostgreSQL has ended; see " + log(home));
    }
    try (Connection connection = connect()) {
      return connection.isValid(1);
    } catch (SQLException notYet) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static List<String> with(List<String> command, String... more) {
    List<String> whole = new ArrayList<>(command);
    whole.addAll(List.of(more));
    return whole;
  }

  private static void run(Path home, List<String> command)
      throws IOException, InterruptedException {
    if (process(home, command).waitFor() != 0) {
      throw new IllegalStateException(command + " failed: " + Files.readString(log(home)));
    }
  }

  private static Process process(Path home, List<String> command) throws IOException {
    List<String> whole = new ArrayList<>();
    if (ROOT) {
      whole.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
    }
    whole.add(Programs.FOLDER.resolve("bin").resolve(command.getFirst()).toString());
    whole.addAll(command.subList(1, command.size()));
    ProcessBuilder builder = new ProcessBuilder(whole).directory(home.toFile());
    // Its messages and its sorting are not to depend on whose machine this is.
    builder.environment().put("LC_ALL", "C");
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log(home).toFile()));
    return builder.start();
  }

  private static Path log(Path home) {
    return home.resolve("log");
  }

  private static Path folder() throws IOException {
    Path folder = Files.createTempDirectory("vestibule-postgres");
    setMode(folder, EXECUTABLE);
    return folder;
  }

  private static void unpack(Path home) throws IOException {
    String system = System.getProperty("os.name").startsWith("Mac") ? "Darwin" : "Linux";
    String processor = System.getProperty("os.arch").equals("amd64") ? "x86_64" : "arm_64";
    try (InputStream packed =
            DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, processor);
        TarArchiveInputStream archive =
            new TarArchiveInputStream(new XZCompressorInputStream(packed))) {
      for (TarArchiveEntry entry = archive.getNextEntry();
          entry != null;
          entry = archive.getNextEntry()) {
        Path file = home.resolve(entry.getName());
        if (entry.isDirectory()) {
          makeFolder(file);
        } else if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else {
          makeFolder(file.getParent());
          Files.copy(archive, file);
          setMode(file, (entry.getMode() & 0100) == 0 ? "rw-r--r--" : EXECUTABLE);
        }
      }
    }
  }

  private static void makeFolder(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      makeFolder(folder.getParent());
      setMode(Files.createDirectory(folder), EXECUTABLE);
    }
  }

  /** Whatever the umask is: nobody must be able to read them. */
  private static void setMode(Path file, String mode) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(one);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
