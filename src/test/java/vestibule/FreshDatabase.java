package vestibule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import vestibule.config.StorageConfig;
import vestibule.core.disk.OwnersOnly;
import vestibule.crypto.MasterKey;
import vestibule.store.engine.Database;
import vestibule.store.engine.Migrations;
import vestibule.wiring.Databases;

/**
 * An embedded database as a first start leaves it before anybody comes: the schema and nothing
 * else. The scripts run once in a JVM, as they take longer than all else of a start; that a server
 * runs them itself, tests of its start show.
 */
final class FreshDatabase {

  private FreshDatabase() {}

  /** Where the servers of a JVM unpack the native libraries: each would unpack the same. */
  static final Path NATIVE = temporary("vestibule-native");

  private static final byte[] EMPTY = migrated();

  /** Puts it where a server will look for it, with a master key; what is there already stays. */
  static void put(StorageConfig storage) {
    if (!(storage.database() instanceof StorageConfig.Database.Embedded(Path file, _))
        || Files.exists(file)) {
      return;
    }
    try {
      OwnersOnly.folder(storage.dataDir());
      if (!Files.exists(storage.masterKeyFile())) {
        MasterKey.create(storage.masterKeyFile(), new SecureRandom());
      }
      Files.createFile(file, OwnersOnly.FILE);
      Files.write(file, EMPTY);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static byte[] migrated() {
    Path file = temporary("vestibule-test").resolve("empty.db");
    StorageConfig.Database where = new StorageConfig.Database.Embedded(file, NATIVE);
    try (Database database = Databases.open(where, new SecureRandom(), true)) {
      Migrations.migrate(database);
    }
    try {
      return Files.readAllBytes(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static Path temporary(String name) {
    try {
      return Files.createTempDirectory(name);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
