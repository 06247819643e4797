package vestibule.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import vestibule.store.engine.Database;
import vestibule.store.engine.Dialect;
import vestibule.store.engine.Transaction;

/** A database that notes each unit of work and each statement in it. */
public final class WatchedDatabase implements Database {

  private final Database database;
  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

  public WatchedDatabase(Database database) {
    this.database = database;
  }

  /** What was done since the last time. */
  public List<String> seen() {
    List<String> all = List.copyOf(seen);
    seen.clear();
    return all;
  }

  @Override
  public Dialect dialect() {
    return database.dialect();
  }

  @Override
  public <T> T write(Function<Transaction, T> work) {
    return database.write(
        transaction -> {
          seen.add("write");
          return watched(transaction.handle(), () -> work.apply(transaction));
        });
  }

  @Override
  public <T> T read(Function<Handle, T> work) {
    return database.read(
        handle -> {
          seen.add("read");
          return watched(handle, () -> work.apply(handle));
        });
  }

  private <T> T watched(Handle handle, Supplier<T> work) {
    SqlStatements config = handle.getConfig(SqlStatements.class);
    config.setSqlLogger(
        new SqlLogger() {
          @Override
          public void logAfterExecution(StatementContext context) {
            seen.add(context.getRawSql().strip());
          }
        });
    try {
      return work.get();
    } finally {
      config.setSqlLogger(SqlLogger.NOP_SQL_LOGGER);
    }
  }

  @Override
  public boolean forgetDeleted() {
    return database.forgetDeleted();
  }

  @Override
  public <T> T scan(Function<Handle, T> work) {
    return database.scan(work);
  }

  @Override
  public void refuseInsideWrite() {
    database.refuseInsideWrite();
  }

  @Override
  public Handle dedicated() {
    return database.dedicated();
  }

  @Override
  public Handle snapshot() {
    return database.snapshot();
  }

  @Override
  public DataSource unpooled() {
    return database.unpooled();
  }

  @Override
  public void migrateAlone(Runnable action) {
    database.migrateAlone(action);
  }

  @Override
  public void close() {
    database.close();
  }
}
