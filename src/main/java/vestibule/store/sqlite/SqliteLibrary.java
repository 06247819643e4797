package vestibule.store.sqlite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.core.NativeDB;
import vestibule.core.packed.NativeFolder;
import vestibule.core.packed.PackedFile;

/**
 * The SQLite that the driver carries, unpacked once. Left to itself the driver unpacks it at every
 * start, into the folder for temporary files, where a killed process leaves it behind.
 */
public final class SqliteLibrary {
  private static final Path MUSL = Path.of("/etc/alpine-release");

  private SqliteLibrary() {}

  /**
   * Loads the library for the driver, once a process: of two copies the driver would call some
   * functions of the one and some of the other, which ends the process. To be called before the
   * first connection. A machine for which this knows no library is left to the driver.
   *
   * @param folder a folder of the server's own, made if it is missing (mode 0700)
   * @throws NativeFolder.Unloadable when it can be loaded from no folder
   */
  public static synchronized void load(Path folder) {
    Optional<String> resource =
        Files.exists(MUSL)
            ? Optional.empty()
            : resourceFor(System.getProperty("os.name"), System.getProperty("os.arch"));
    if (resource.isPresent()) {
      String name = resource.get().substring(resource.get().lastIndexOf('/') + 1);
      PackedFile packed = PackedFile.find(JDBC.class, resource.get());
      NativeFolder.load(packed, name, folder.toAbsolutePath(), SqliteLibrary::loadFrom);
    }
  }

  @SuppressWarnings("restricted")
  private static boolean loadFrom(Path file) {
    if (isLoaded()) {
      return true;
    }
    // The driver would log a refusal with all that it tries then.
    System.load(file.toString());
    System.setProperty("org.sqlite.lib.path", file.getParent().toString());
    System.setProperty("org.sqlite.lib.name", file.getFileName().toString());
    // The driver looks here for files that killed processes have left.
    System.setProperty("org.sqlite.tmpdir", file.getParent().toString());
    try {
      return SQLiteJDBCLoader.initialize();
    } catch (Exception refused) {
      throw new IllegalStateException("the driver does not take its own library", refused);
    }
  }

  /** Whether the driver has a library, by whomever it was loaded: its functions can be called. */
  private static boolean isLoaded() {
    try {
      return !new NativeDB("", "", new SQLiteConfig()).libversion().isEmpty();
    } catch (UnsatisfiedLinkError notYet) {
      return false;
    } catch (SQLException refused) {
      throw new IllegalStateException("the driver does not tell its version", refused);
    }
  }

  /** The place of a platform's library in the driver's jar, for platforms that a JDK 25 runs on. */
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
