package vestibule.store;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import vestibule.store.engine.Database;
import vestibule.store.engine.Migrations;

/** Cases that pass on every database: each has a subclass that opens it, and nothing else. */
@TestInstance(Lifecycle.PER_CLASS)
public abstract class Conformance {

  private Stage stage;
  private Database database;

  /** Opens an empty database. */
  protected abstract Database open(Path folder);

  @BeforeAll
  final void begin(@TempDir Path folder) {
    database = open(folder);
    Migrations.migrate(database);
    stage = new Stage(database);
  }

  @BeforeEach
  final void clear() {
    stage.clear();
  }

  /** What the cases run on. */
  protected final Stage stage() {
    return stage;
  }

  @AfterAll
  final void close() {
    database.close();
  }
}
