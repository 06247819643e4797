package vestibule.store;

import org.junit.jupiter.api.Nested;
import vestibule.core.node.NodeReportCases;

/**
 * What the core may rely on, whatever the database: each database has a subclass that opens it, and
 * nothing else.
 */
abstract class StoreConformance extends Conformance {

  @Nested
  class Accounts extends AccountCases {
    Accounts() {
      super(stage());
    }
  }

  @Nested
  class Identifiers extends IdentifierCases {
    Identifiers() {
      super(stage());
    }
  }

  @Nested
  class Emails extends EmailCases {
    Emails() {
      super(stage());
    }
  }

  @Nested
  class Codes extends CodeCases {
    Codes() {
      super(stage());
    }
  }

  @Nested
  class Sessions extends SessionCases {
    Sessions() {
      super(stage());
    }
  }

  @Nested
  class Rights extends RightsCases {
    Rights() {
      super(stage());
    }
  }

  @Nested
  class Outbox extends OutboxCases {
    Outbox() {
      super(stage());
    }
  }

  @Nested
  class Keeping extends KeepingCases {
    Keeping() {
      super(stage());
    }
  }

  /** What the core writes through stores of its own. */
  @Nested
  class NodeReports extends NodeReportCases {
    NodeReports() {
      super(stage());
    }
  }

  @Nested
  class People extends PeopleCases {
    People() {
      super(stage());
    }
  }

  @Nested
  class UnitsOfWork extends TransactionCases {
    UnitsOfWork() {
      super(stage());
    }
  }
}
