package vestibule.store.engine;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A piece of work on its way through the writer, with the outcome of its last run and the caller
 * who waits for it.
 */
final class QueuedWork<T> {
  private static final Logger LOG = LoggerFactory.getLogger(QueuedWork.class);

  private final Function<Transaction, T> function;
  private final AtomicBoolean taken = new AtomicBoolean();
  private final CompletableFuture<T> answer = new CompletableFuture<>();
  private Runnable outcome = () -> {};
  private List<Runnable> afterCommit = List.of();

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
      afterCommit = transaction.afterCommit();
    } catch (SQLException broken) {
      throw broken;
    } catch (Throwable failure) {
      fail(Database.worded(failure));
    }
  }

  void fail(Throwable failure) {
    outcome = () -> answer.completeExceptionally(failure);
    afterCommit = List.of();
  }

  void followCommit() {
    for (Runnable action : afterCommit) {
      try {
        action.run();
      } catch (RuntimeException | Error e) {
        // The work is committed, so its caller must not hear that it failed.
        LOG.error("an action after a commit failed", e);
      }
    }
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
      throw Database.unchecked(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
