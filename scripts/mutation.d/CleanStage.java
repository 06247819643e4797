package vestibule.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import vestibule.store.Stage;
import vestibule.store.engine.Database;
import vestibule.store.engine.Migrations;
import vestibule.store.sqlite.SqliteDatabase;

/** One database for all cases of a JVM: to open one for each would take longer than the cases. */
final class CleanStage {

  private static final Stage STAGE = open();

  private CleanStage() {}

  private static Stage open() {
    try {
      Path folder = Files.createTempDirectory("vestibule-stage");
      Database database =
          SqliteDatabase.open(
              folder.resolve("stores.db"), SqliteDatabase.Settings.server(new SecureRandom()));
      Migrations.migrate(database);
      return new Stage(database);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Emptied of what the test before has left. */
  static Stage cleared() {
    STAGE.clear();
    return STAGE;
  }
}
