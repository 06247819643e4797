package vestibule.store;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import vestibule.store.engine.Database;
import vestibule.store.engine.Migrations;

/**
 * What the core may rely on, whatever the database: each database has a subclass that opens it, and
 * nothing else.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class StoreConformance {

  private Database database;
  private Stage stage;

  /** Opens an empty database. */
  abstract Database open(Path folder);

  @BeforeAll
  void begin(@TempDir Path folder) {
    database = open(folder);
    Migrations.migrate(database);
    stage = new Stage(database);
  }

  @BeforeEach
  void clear() {
    stage.clear();
  }

  @AfterAll
  void close() {
    database.close();
  }

  @Nested
  class Accounts extends AccountCases {
    Accounts() {
      super(stage);
    }
  }

  @Nested
  class Identifiers extends IdentifierCases {
    Identifiers() {
      super(stage);
    }
  }

  @Nested
  class Emails extends EmailCases {
    Emails() {
      super(stage);
    }
  }

  @Nested
  class Codes extends CodeCases {
    Codes() {
      super(stage);
    }
  }

  @Nested
  class Sessions extends SessionCases {
    Sessions() {
      super(stage);
    }
  }

  @Nested
  class Rights extends RightsCases {
    Rights() {
      super(stage);
    }
  }

  @Nested
  class Outbox extends OutboxCases {
    Outbox() {
      super(stage);
    }
  }

  @Nested
  class Keeping extends KeepingCases {
    Keeping() {
      super(stage);
    }
  }

  @Nested
  class UnitsOfWork extends TransactionCases {
    UnitsOfWork() {
      super(stage);
    }
  }
}
