package vestibule.store.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import vestibule.store.engine.Database;
import vestibule.store.engine.Dialect;

/**
 * What a PostgreSQL server with Citus needs to be told, as the program's own settings reach its
 * coordinator alone.
 */
public final class Spread {

  /** Whether the server has Citus, and its tables are spread over workers. */
  private static final String IS_SPREAD =
      "select to_regclass('pg_dist_partition') is not null"
          + " and to_regclass('pg_dist_shard') is not null";

  private static final String SPREAD_TABLES = "select count(*) from pg_dist_partition";

  /** A table that stands in no metadata is on this machine alone; a worker does not know it. */
  private static final String LOCAL_TABLES =
      """
      select c.relname from pg_class c
      where c.relkind = 'r' and c.relnamespace = cast(current_schema() as regnamespace)
        and not exists (select 1 from pg_dist_partition p where p.logicalrel = c.oid)
        and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')
      order by c.relname
      """;

  /** What a transaction sets on the coordinator, and a worker must have by itself. */
  private static final Map<String, List<String>> SETTINGS =
      new TreeMap<>(
          Map.of(
              "lock_timeout", List.of("5s"),
              "idle_in_transaction_session_timeout", List.of("15s"),
              "synchronous_commit", List.of("on", "remote_apply")));

  private static final String ON_WORKERS =
      "select count(*) from run_command_on_workers('show %s') where success and result not in"
          + " ('%s')";

  private Spread() {}

  /** Whether tables lie on several machines. */
  public static boolean isSpread(Database database) {
    return database.dialect() == Dialect.POSTGRES && database.read(Spread::isSpread);
  }

  private static boolean isSpread(Handle handle) {
    return is(handle, IS_SPREAD) && count(handle, SPREAD_TABLES) > 0;
  }

  /**
   * What has to be run on the coordinator so that every machine does what this program expects, a
   * sentence each; nothing where nothing is spread.
   */
  public static List<String> advice(Database database) {
    if (database.dialect() != Dialect.POSTGRES) {
      return List.of();
    }
    return database.read(handle -> isSpread(handle) ? advice(handle) : List.of());
  }

  private static List<String> advice(Handle handle) {
    List<String> advice = new ArrayList<>();
    List<String> local = handle.createQuery(LOCAL_TABLES).mapTo(String.class).list();
    if (!local.isEmpty()) {
      advice.add(
          "workers do not know the tables "
              + String.join(", ", local)
              + ", so that no node can start on one; run on the coordinator: "
              + local.stream()
                  .map(table -> "select citus_add_local_table_to_metadata('" + table + "');")
                  .collect(Collectors.joining(" ")));
    }
    SETTINGS.forEach(
        (name, values) -> {
          String good = String.join("', '", values);
          if (count(handle, String.format(Locale.ROOT, ON_WORKERS, name, good)) > 0) {
            advice.add(
                "workers do not have "
                    + name
                    + " = "
                    + values.getFirst()
                    + "; run on the coordinator: select run_command_on_all_nodes('alter role '"
                    + " || quote_ident(current_user) || ' set "
                    + name
                    + " = ''"
                    + values.getFirst()
                    + "''');");
          }
        });
    return List.copyOf(advice);
  }

  private static boolean is(Handle handle, String query) {
    return handle.createQuery(query).mapTo(Boolean.class).one();
  }

  private static long count(Handle handle, String query) {
    return handle.createQuery(query).mapTo(Long.class).one();
  }
}
