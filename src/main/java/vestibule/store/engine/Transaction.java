package vestibule.store.engine;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * One run of a piece of work inside a write transaction: its connection, and what follows its
 * COMMIT.
 */
public final class Transaction {
  private final Handle handle;
  private final List<Runnable> afterCommit = new ArrayList<>(2);

  Transaction(Handle handle) {
    this.handle = handle;
  }

  /**
   * The connection of this transaction. It is lent for the length of the work: the work runs SQL on
   * it, and neither closes it nor begins, commits or rolls back anything.
   */
  public Handle handle() {
    return handle;
  }

  /**
   * Registers what to do once this work is durable, before its caller gets the answer: dropping
   * cache entries. It must be quick, must not touch the database, and is forgotten when the work is
   * undone or runs again. What it throws is logged and changes no answer, as the work is committed
   * by then.
   */
  public void afterCommit(Runnable action) {
    afterCommit.add(action);
  }

  List<Runnable> afterCommit() {
    return afterCommit;
  }
}
