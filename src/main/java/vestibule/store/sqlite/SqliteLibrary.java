package vestibule.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vestibule.core.packed.PackedFile;

/**
 * The SQLite that the driver carries, unpacked once. Left to itself the driver unpacks it at every
 * start, into the folder for temporary files, where a killed process leaves it behind.
 */
public final class SqliteLibrary {
  private static final Logger LOG = LoggerFactory.getLogger(SqliteLibrary.class);
  private static final Path MUSL = Path.of("/etc/alpine-release");

  private SqliteLibrary() {}

  /**
   * Tells the driver where the library lies; to be called before the first connection, and without
   * effect after it. A machine for which this knows no library is left to the driver.
   *
   * @param directory a directory of the server's own, made if it is missing (mode 0700)
   */
  public static void unpackInto(Path directory) {
    Optional<String> resource =
        Files.exists(MUSL)
            ? Optional.empty()
            : resourceFor(System.getProperty("os.name"), System.getProperty("os.arch"));
    if (resource.isEmpty()) {
      return;
    }
    try {
      String name = resource.get().substring(resource.get().lastIndexOf('/') + 1);
      Path file = PackedFile.find(org.sqlite.JDBC.class, resource.get()).unpack(directory, name);
      System.setProperty("org.sqlite.lib.path", file.getParent().toString());
      System.setProperty("org.sqlite.lib.name", file.getFileName().toString());
      // Where the driver looks for what killed processes have left, one file after the other.
      System.setProperty("org.sqlite.tmpdir", file.getParent().toString());
    } catch (IOException unwritable) {
      LOG.warn("the driver unpacks SQLite anew at each start", unwritable);
    }
  }

  /** Where the driver's jar keeps the library for a platform that a JDK 25 runs on. */
  static Optional<String> resourceFor(String system, String processor) {
    String folder = processor.equals("amd64") ? "x86_64" : processor;
    if (!folder.equals("x86_64") && !folder.equals("aarch64")) {
      return Optional.empty();
    }
    if (system.equals("Linux")) {
      return Optional.of("/org/sqlite/native/Linux/" + folder + "/libsqlitejdbc.so");
    }
    return system.toLowerCase(Locale.ROOT).startsWith("mac")
        ? Optional.of("/org/sqlite/native/Mac/" + folder + "/libsqlitejdbc.dylib")
        : Optional.empty();
  }
}
