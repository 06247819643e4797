package vestibule.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import vestibule.core.store.Ids;
import vestibule.core.store.Stores;
import vestibule.core.store.Transactions;
import vestibule.store.engine.Database;
import vestibule.store.engine.IdBlocks;

/** A database with the schema, a clock that a test sets, and the changes that were told. */
public final class Stage {

  /** When every test begins. */
  public static final Instant START = Instant.parse("2026-11-21T10:00:00.123456Z");

  public final Database database;
  public final SqlTransactions transactions;
  public final Ids ids;
  public final ConcurrentLinkedQueue<Long> forgotten = new ConcurrentLinkedQueue<>();
  private volatile LongConsumer listener = forgotten::add;
  private volatile Instant now = START;

  public Stage(Database database) {
    this.database = database;
    this.transactions =
        new SqlTransactions(database, clock(), RandomGenerator.getDefault())
            .telling(account -> listener.accept(account), () -> {});
    this.ids = new IdBlocks(database, 1_000);
  }

  /** Sets who hears of changes instead of {@link #forgotten}. */
  public void tell(LongConsumer other) {
    listener = other;
  }

  public InstantSource clock() {
    return () -> now;
  }

  public Instant now() {
    return now;
  }

  public void pass(Duration time) {
    now = now.plus(time);
  }

  public <T> T write(Transactions.Work<T> work) {
    return transactions.write(work);
  }

  /** A write whose work has no answer. */
  public void run(Consumer<Stores> work) {
    transactions.write(
        stores -> {
          work.accept(stores);
          return true;
        });
  }

  public <T> T read(Transactions.Work<T> work) {
    return transactions.read(work);
  }

  /** Empties every table, but for the ids that are taken, and sets the clock back. */
  public void clear() {
    now = START;
    List<String> tables = tables();
    sql(
        handle ->
            tables.stream()
                .filter(table -> !table.equals("id_block"))
                .mapToInt(table -> handle.execute("delete from " + table))
                .sum());
    forgotten.clear();
  }

  public <T> T sql(Function<Handle, T> work) {
    return database.write(transaction -> work.apply(transaction.handle()));
  }

  /** How many rows each table holds; empty ones are left out, the ids, and who has which chore. */
  public Map<String, Long> rows() {
    Map<String, Long> rows = new TreeMap<>();
    for (String table : tables()) {
      long count = count("select count(*) from " + table);
      if (count > 0 && !table.equals("id_block") && !table.equals("chore")) {
        rows.put(table, count);
      }
    }
    return rows;
  }

  public long count(String query) {
    return database.read(handle -> handle.createQuery(query).mapTo(Long.class).one());
  }

  /** The tables with a column of that name. */
  public List<String> tablesWith(String column) {
    return tables().stream().filter(table -> columns(table).contains(column)).toList();
  }

  public List<String> columns(String table) {
    return catalogue(
        handle -> handle.getConnection().getMetaData().getColumns(null, null, table, "%"),
        "COLUMN_NAME");
  }

  /** The tables of the schema, without the migration tool's own. */
  public List<String> tables() {
    return catalogue(
            handle ->
                handle
                    .getConnection()
                    .getMetaData()
                    .getTables(null, null, "%", new String[] {"TABLE"}),
            "TABLE_NAME")
        .stream()
        .filter(table -> !table.startsWith("flyway"))
        .toList();
  }

  private List<String> catalogue(Look look, String column) {
    return database.read(
        handle -> {
          try (ResultSet found = look.at(handle)) {
            Stream.Builder<String> names = Stream.builder();
            while (found.next()) {
              names.add(found.getString(column));
            }
            return names.build().toList();
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private interface Look {
    ResultSet at(Handle handle) throws SQLException;
  }
}
