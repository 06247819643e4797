package vestibule.store.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a piece of work inside a write transaction: its connection, and what follows its
 * COMMIT.
 */
public final class Transaction {
  private static final Logger LOG = LoggerFactory.getLogger(Transaction.class);

  private final Handle handle;
  private final List<Runnable> afterCommit = new ArrayList<>(2);
  private Optional<Witness> witness = Optional.empty();

  /** One run of work on a connection that is inside a transaction. */
  public Transaction(Handle handle) {
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

  /**
   * Registers a row by which can be told whether the COMMIT of this work succeeded when the answer
   * to it was lost.
   */
  public void witness(Witness row) {
    witness = Optional.of(row);
  }

  /** The last row that was registered. */
  public Optional<Witness> witness() {
    return witness;
  }

  /** Does what was registered; whatever one action throws is logged, and the next one is done. */
  public void followCommit() {
    for (Runnable action : afterCommit) {
      try {
        action.run();
      } catch (RuntimeException | Error e) {
        // The work is committed, so its caller must not hear that it failed.
        LOG.error("an action after a commit failed", e);
      }
    }
  }
}
