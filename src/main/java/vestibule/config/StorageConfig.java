package vestibule.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import vestibule.config.Setting.Format;
import vestibule.config.Setting.Wrong;

/** Where everything durable lives; the paths are absolute. */
public record StorageConfig(
    Path dataDir, Path nativeDir, Path masterKeyFile, Database database, BackupPlan backups) {

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
    return new StorageConfig(dataDir, nativeDir, masterKeyFile, other, backups);
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
        new Database.Embedded(folder.resolve("vestibule.db"), natives),
        backups.never(folder));
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

  /**
   * Backups that a server makes by itself.
   *
   * @param due when; empty for never
   * @param keep how many good ones stay, at least 1
   * @param folder where they lie
   */
  public record BackupPlan(Optional<Due> due, int keep, Path folder) {

    private static final Duration SHORTEST = Duration.ofMinutes(5);
    private static final int MOST_KEPT = 1_000;

    private static final Setting<Due> SCHEDULE =
        Setting.of(
                "backup.schedule",
                new Format<>("`03:30` or time: `6h`", BackupPlan::due, Due::text),
                Setting.NONE,
                "03:30",
                "When a server makes a backup by itself: once a day at this time in UTC, or as soon"
                    + " as the last one is this old. Of several nodes one does it.")
            .since("0.2.0");
    private static final Setting<Integer> KEEP =
        Setting.of(
                "backup.keep",
                new Format<>("1 to " + MOST_KEPT, BackupPlan::keep, String::valueOf),
                "7",
                "30",
                "How many of them stay. An older one goes only once a newer one was made and"
                    + " verified.")
            .since("0.2.0");
    private static final Setting<Path> FOLDER =
        Setting.of(
                "backup.folder",
                Formats.PATH,
                "<backups in data-dir>",
                "/var/backups/vestibule",
                "The folder that they are made in. It should be on another disk than the database,"
                    + " and the same for all nodes.")
            .since("0.2.0");

    /** When backups are due. */
    public sealed interface Due {

      /** Whether one is due, the last good one being of that time. */
      boolean isDue(Optional<Instant> last, Instant now);

      /** As an operator writes it. */
      String text();

      /** Once a day at a time in UTC; what was missed is due at once. */
      record Daily(LocalTime at) implements Due {
        @Override
        public boolean isDue(Optional<Instant> last, Instant now) {
          Instant today = now.atOffset(ZoneOffset.UTC).with(at).toInstant();
          Instant latest = today.isAfter(now) ? today.minus(Duration.ofDays(1)) : today;
          return last.isEmpty() || last.get().isBefore(latest);
        }

        @Override
        public String text() {
          return DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).format(at);
        }
      }

      /** Whenever the last one is so old. */
      record Every(Duration age) implements Due {
        @Override
        public boolean isDue(Optional<Instant> last, Instant now) {
          return last.isEmpty() || !last.get().plus(age).isAfter(now);
        }

        @Override
        public String text() {
          return Formats.DURATION.show().apply(age);
        }
      }
    }

    private static Due due(String text) {
      if (text.matches("([01][0-9]|2[0-3]):[0-5][0-9]")) {
        return new Due.Daily(LocalTime.parse(text));
      }
      Duration age = Formats.DURATION.read().apply(text);
      if (age.compareTo(SHORTEST) < 0) {
        throw new Wrong("a time of the day in UTC such as 03:30, or a time from 5m on such as 6h");
      }
      return new Due.Every(age);
    }

    private static int keep(String text) {
      int count = Formats.wholeNumber(MOST_KEPT).read().apply(text);
      if (count == 0) {
        throw new Wrong("a whole number from 1 to " + MOST_KEPT);
      }
      return count;
    }

    static BackupPlan read(Values values, Path dataDir) {
      return new BackupPlan(
          values.optional(SCHEDULE),
          values.read(KEEP),
          values.path(FOLDER, dataDir.resolve("backups")));
    }

    /** None by itself, in a folder of somebody else's. */
    BackupPlan never(Path dataDir) {
      return new BackupPlan(Optional.empty(), keep, dataDir.resolve("backups"));
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
        values.read(DATABASE_URL, new Database.Embedded(data.resolve("vestibule.db"), natives)),
        BackupPlan.read(values, data));
  }
}
