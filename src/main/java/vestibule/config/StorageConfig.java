package vestibule.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Where everything durable lives; the paths are absolute. */
public record StorageConfig(Path dataDir, Path nativeDir, Path masterKeyFile, Database database) {

  private static final Setting<Path> DATA_DIR =
      Setting.of(
          "data-dir",
          Formats.PATH,
          "data",
          "/var/lib/vestibule",
          "The folder of the embedded database, of the master key and of mails that are files. It"
              + " begins where the program was started.");
  private static final Setting<Path> NATIVE_DIR =
      Setting.of(
              "native-dir",
              Formats.PATH,
              "<native in data-dir>",
              "/opt/vestibule/native",
              "The folder that the native libraries of SQLite and libsodium are unpacked to. Where"
                  + " none can be loaded from there, as its file system is mounted noexec, the"
                  + " folder for temporary files is tried.")
          .since("0.2.0");
  private static final Setting<Path> MASTER_KEY_FILE =
      Setting.of(
          "master-key-file",
          Formats.PATH,
          "<master.key in data-dir>",
          "/etc/vestibule/master.key",
          "32 random bytes in base64, mode 0600; `vestibule keys master FILE` makes one. It is made"
              + " beside a fresh embedded database, and must be there with PostgreSQL.");
  private static final Setting<Database> DATABASE_URL =
      Setting.<Database>of(
              "database-url",
              Formats.DATABASE_URL,
              "<the embedded database in data-dir>",
              "postgresql://vestibule:s3cret@db.internal/vestibule?sslmode=verify-full",
              "A PostgreSQL server, by a URL as `psql` takes it: percent-encoded, with several"
                  + " hosts or a socket (`postgresql:///name?host=/var/run/postgresql`), without a"
                  + " password where the server asks for none or `~/.pgpass` has it.")
          .asSecret();

  /** The same with another database. */
  public StorageConfig with(Database other) {
    return new StorageConfig(dataDir, nativeDir, masterKeyFile, other);
  }

  /**
   * An embedded database with all that belongs to it in a folder; the libraries too, where they
   * were unpacked nowhere yet.
   */
  StorageConfig in(Path folder) {
    Path natives = Files.isDirectory(nativeDir) ? nativeDir : folder.resolve("native");
    return new StorageConfig(
        folder,
        natives,
        folder.resolve("master.key"),
        new Database.Embedded(folder.resolve("vestibule.db"), natives));
  }

  /** Which database holds the accounts. */
  public sealed interface Database {
    /**
     * SQLite in one file.
     *
     * @param nativeDir where its library is unpacked
     */
    record Embedded(Path file, Path nativeDir) implements Database {
      @Override
      public String toString() {
        return "SQLite in " + file;
      }
    }

    /**
     * A PostgreSQL server, or several hosts of one cluster.
     *
     * @param hosts a host that begins with a slash is the folder of a socket, and then the only one
     * @param user empty: the user who runs the program
     * @param password empty: none, or what the driver finds in {@code ~/.pgpass}
     */
    record Postgres(
        List<HostAndPort> hosts,
        String name,
        Optional<String> user,
        Optional<Secret> password,
        Map<String, String> options)
        implements Database {

      /** Only the options' names: a driver's option may be a password too. */
      @Override
      public String toString() {
        return String.format(
            Locale.ROOT,
            "PostgreSQL at %s, database %s%s%s",
            String.join(", ", hosts.stream().map(HostAndPort::toString).toList()),
            name,
            user.map(u -> ", user " + u).orElse(""),
            options.isEmpty()
                ? ""
                : ", options " + String.join(", ", new TreeSet<>(options.keySet())));
      }
    }
  }

  static StorageConfig read(Values values) {
    values.section("Storage");
    Path data = values.path(DATA_DIR, Path.of(DATA_DIR.standard()));
    Path natives = values.path(NATIVE_DIR, data.resolve("native"));
    return new StorageConfig(
        data,
        natives,
        values.path(MASTER_KEY_FILE, data.resolve("master.key")),
        values.read(DATABASE_URL, new Database.Embedded(data.resolve("vestibule.db"), natives)));
  }
}
