package vestibule.core;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import vestibule.core.address.ClaimCases;
import vestibule.core.address.ClaimRaceCases;
import vestibule.core.address.DisownCases;
import vestibule.core.address.FormerKeyCases;
import vestibule.core.administration.RecordCases;
import vestibule.core.cache.AccountCacheCases;
import vestibule.core.change.LateCases;
import vestibule.core.registration.EqualWorkCases;
import vestibule.core.registration.NewcomerCases;
import vestibule.core.signin.FactorCases;
import vestibule.store.Stage;
import vestibule.store.engine.Database;
import vestibule.store.engine.Migrations;

/**
 * What the core does, with its own doers on a database: each database has a subclass that opens it,
 * and nothing else.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class CoreConformance {

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
  class Looking extends RecordCases {
    Looking() {
      super(stage);
    }
  }

  @Nested
  class Remembering extends AccountCacheCases {
    Remembering() {
      super(stage);
    }
  }

  @Nested
  class Claims extends ClaimCases {
    Claims() {
      super(stage);
    }
  }

  @Nested
  class FormerKeys extends FormerKeyCases {
    FormerKeys() {
      super(stage);
    }
  }

  @Nested
  class ClaimRaces extends ClaimRaceCases {
    ClaimRaces() {
      super(stage);
    }
  }

  @Nested
  class Disowning extends DisownCases {
    Disowning() {
      super(stage);
    }
  }

  @Nested
  class EqualWork extends EqualWorkCases {
    EqualWork() {
      super(stage);
    }
  }

  @Nested
  class Late extends LateCases {
    Late() {
      super(stage);
    }
  }

  @Nested
  class Newcomers extends NewcomerCases {
    Newcomers() {
      super(stage);
    }
  }

  @Nested
  class Factors extends FactorCases {
    Factors() {
      super(stage);
    }
  }
}
