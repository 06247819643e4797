package vestibule.store.engine;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.transaction.DelegatingTransactionHandler;
import org.jdbi.v3.core.transaction.LocalTransactionHandler;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * The refusal of transactions that a piece of work would begin by itself: it runs inside one, or
 * needs none.
 */
public final class NoTransactions extends DelegatingTransactionHandler {

  /** Refuses on any connection. */
  public NoTransactions() {
    super(new LocalTransactionHandler());
  }

  @Override
  public void begin(Handle handle) {
    throw refusal();
  }

  @Override
  public <R, X extends Exception> R inTransaction(Handle handle, HandleCallback<R, X> work) {
    throw refusal();
  }

  @Override
  public <R, X extends Exception> R inTransaction(
      Handle handle, TransactionIsolationLevel level, HandleCallback<R, X> work) {
    throw refusal();
  }

  private static UnsupportedOperationException refusal() {
    return new UnsupportedOperationException("the database begins transactions, not its work");
  }
}
