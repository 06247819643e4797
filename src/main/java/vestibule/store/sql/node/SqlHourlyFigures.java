package vestibule.store.sql.node;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jdbi.v3.core.Handle;
import vestibule.core.store.node.HourlyFigure;
import vestibule.core.store.node.HourlyFigureStore;
import vestibule.store.engine.Columns;

/** The figures of a database by the hour; those of one hour lie in one slot. */
public record SqlHourlyFigures(Handle handle) implements HourlyFigureStore {

  private static final String PUT =
      """
      insert into hourly_figure (slot, hour_at, figure, node, total)
      values (:slot, :hour, :figure, :node, :total)
      on conflict (slot, hour_at, figure, node) do update set total = :total
      """;

  @Override
  public void put(HourlyFigure figure, String node) {
    handle
        .createUpdate(PUT)
        .bind("slot", Columns.slot(ChronoUnit.HOURS.between(Instant.EPOCH, figure.hour())))
        .bind("hour", Columns.micros(figure.hour()))
        .bind("figure", figure.figure())
        .bind("node", node)
        .bind("total", figure.total())
        .execute();
  }

  private static final String SINCE =
      "select hour_at, figure, cast(sum(total) as bigint) as total from hourly_figure"
          + " where slot in ("
          + Columns.ALL_SLOTS
          + ") and hour_at >= :since group by hour_at, figure order by hour_at, figure";

  @Override
  public List<HourlyFigure> since(Instant hour) {
    return handle
        .createQuery(SINCE)
        .bind("since", Columns.micros(hour))
        .map(
            (row, _) ->
                new HourlyFigure(
                    Columns.time(row, "hour_at"), row.getString("figure"), row.getLong("total")))
        .list();
  }
}
