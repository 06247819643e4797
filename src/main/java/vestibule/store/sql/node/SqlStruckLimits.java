package vestibule.store.sql.node;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import vestibule.core.store.node.StruckLimit;
import vestibule.core.store.node.StruckLimitStore;
import vestibule.store.engine.Columns;

/** The struck limits of a database; what somebody struck lies in one slot. */
public record SqlStruckLimits(Handle handle) implements StruckLimitStore {

  private static final String PUT =
      """
      insert into struck_limit (slot, whom, struck, node, times, struck_at)
      values (:slot, :whom, :limit, :node, :times, :at)
      on conflict (slot, whom, struck, node) do update set times = :times, struck_at = :at
      """;

  @Override
  public void put(StruckLimit struck, String node) {
    handle
        .createUpdate(PUT)
        .bind("slot", slot(struck.whom()))
        .bind("whom", struck.whom())
        .bind("limit", struck.limit())
        .bind("node", node)
        .bind("times", struck.times())
        .bind("at", Columns.micros(struck.last()))
        .execute();
  }

  private static int slot(String whom) {
    return Columns.slot(whom.hashCode());
  }

  private static final String SINCE =
      "select whom, struck, cast(sum(times) as bigint) as times, max(struck_at) as last"
          + " from struck_limit where slot in ("
          + Columns.ALL_SLOTS
          + ") and struck_at >= :since group by whom, struck"
          + " order by max(struck_at) desc, whom, struck limit :most";

  @Override
  public List<StruckLimit> since(Instant time, int most) {
    return handle
        .createQuery(SINCE)
        .bind("since", Columns.micros(time))
        .bind("most", most)
        .map(
            (row, _) ->
                new StruckLimit(
                    row.getString("whom"),
                    row.getString("struck"),
                    row.getLong("times"),
                    Columns.time(row, "last")))
        .list();
  }

  private static final String FORGET =
      "delete from struck_limit where slot = :slot and whom = :whom";

  @Override
  public void forget(String whom) {
    handle.createUpdate(FORGET).bind("slot", slot(whom)).bind("whom", whom).execute();
  }
}
