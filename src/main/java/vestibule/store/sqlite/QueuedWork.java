package vestibule.store.sqlite;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import vestibule.store.engine.Dialect;
import vestibule.store.engine.Failures;
import vestibule.store.engine.Transaction;
import vestibule.store.engine.Unavailable;

/**
 * A piece of work on its way through the writer, with the outcome of its last run and the caller
 * who waits for it.
 */
final class QueuedWork<T> {
  private final Function<Transaction, T> function;
  private final AtomicBoolean taken = new AtomicBoolean();
  private final CompletableFuture<T> answer = new CompletableFuture<>();
  private Runnable outcome = () -> {};
  private Runnable committed = () -> {};

  QueuedWork(Function<Transaction, T> function) {
    this.function = function;
  }

  /**
   * Claims the work: for the writer, or for a caller who withdraws it. Only the first to ask gets
   * true.
   */
  boolean take() {
    return taken.compareAndSet(false, true);
  }

  /**
   * Runs it inside the open transaction; its own failure is an outcome, one of the transaction is
   * thrown.
   */
  void run(WritingConnection connection) throws SQLException {
    Transaction transaction = new Transaction(connection.open());
    try {
      T result = connection.run(function, transaction);
      outcome = () -> answer.complete(result);
      committed = transaction::followCommit;
    } catch (SQLException broken) {
      throw broken;
    } catch (Throwable failure) {
      fail(Failures.worded(Dialect.SQLITE, failure));
    }
  }

  void fail(Throwable failure) {
    outcome = () -> answer.completeExceptionally(failure);
    committed = () -> {};
  }

  void followCommit() {
    committed.run();
  }

  void answer() {
    outcome.run();
  }

  /**
   * Waits for the answer. An interrupt withdraws work that has not begun; of work that has, the
   * caller must learn whether it was kept, so the interrupt waits.
   */
  T await() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return answer.get();
        } catch (InterruptedException e) {
          interrupted = true;
          if (take()) {
            throw new Unavailable("interrupted before the write began", 1, e);
          }
        }
      }
    } catch (ExecutionException e) {
      throw Failures.unchecked(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
