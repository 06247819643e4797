package vestibule.store.sql;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import vestibule.core.model.LimitUse;
import vestibule.core.store.LimitUseStore;
import vestibule.store.engine.Columns;

/** The used limits of a database. */
record SqlLimitUses(Handle handle) implements LimitUseStore {

  private static final String PUT =
      """
      insert into limit_use (slot, limit_key, node, kind, level, used_at, told_at)
      values (:slot, :key, :node, :kind, :level, :usedAt, :toldAt)
      on conflict (slot, limit_key, node) do update
        set level = :level, used_at = :usedAt, told_at = :toldAt
      """;

  @Override
  public void put(LimitUse use, Instant toldAt) {
    handle
        .createUpdate(PUT)
        .bind("slot", Columns.slot(use.key()))
        .bind("key", use.key())
        .bind("node", use.node())
        .bind("kind", use.kind())
        .bind("level", use.level())
        .bind("usedAt", Columns.micros(use.at()))
        .bind("toldAt", Columns.micros(toldAt))
        .execute();
  }

  private static final String TOLD_SINCE =
      "select limit_key, node, kind, level, used_at from limit_use where slot in ("
          + Columns.ALL_SLOTS
          + ") and told_at >= :since";

  @Override
  public List<LimitUse> toldSince(Instant time) {
    return handle
        .createQuery(TOLD_SINCE)
        .bind("since", Columns.micros(time))
        .map(
            (row, context) ->
                new LimitUse(
                    row.getLong("limit_key"),
                    row.getString("node"),
                    row.getString("kind"),
                    row.getLong("level"),
                    Columns.time(row, "used_at")))
        .list();
  }
}
