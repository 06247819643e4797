package vestibule.store.sql.node;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import vestibule.core.store.node.NodeState;
import vestibule.core.store.node.NodeStateStore;
import vestibule.store.engine.Columns;

/** What the nodes of a database told of themselves. */
public record SqlNodeStates(Handle handle) implements NodeStateStore {

  private static final String PUT =
      """
      insert into node_state
        (name, place, version, started_at, told_at, unready, mail_paused, hashes_waiting,
         connections, memory_used, memory_most)
      values
        (:name, :place, :version, :started, :told, :unready, :paused, :hashes,
         :connections, :used, :most)
      on conflict (name) do update set
        told_at = :told, unready = :unready, mail_paused = :paused, hashes_waiting = :hashes,
        connections = :connections, memory_used = :used, memory_most = :most
      """;

  @Override
  public void put(NodeState state) {
    NodeState.Condition condition = state.condition();
    handle
        .createUpdate(PUT)
        .bind("name", state.name())
        .bind("place", state.place())
        .bind("version", state.version())
        .bind("started", Columns.micros(state.started()))
        .bind("told", Columns.micros(state.told()))
        .bind("unready", condition.unready().orElse(""))
        .bind("paused", condition.mailPaused().orElse(""))
        .bind("hashes", condition.hashesWaiting())
        .bind("connections", condition.connections())
        .bind("used", condition.memoryUsed())
        .bind("most", condition.memoryMost())
        .execute();
  }

  private static final String ALL =
      """
      select name, place, version, started_at, told_at, unready, mail_paused, hashes_waiting,
        connections, memory_used, memory_most
      from node_state order by place, name
      """;

  @Override
  public List<NodeState> all() {
    return handle
        .createQuery(ALL)
        .map(
            (row, _) ->
                new NodeState(
                    row.getString("name"),
                    row.getString("place"),
                    row.getString("version"),
                    Columns.time(row, "started_at"),
                    Columns.time(row, "told_at"),
                    new NodeState.Condition(
                        some(row.getString("unready")),
                        some(row.getString("mail_paused")),
                        row.getLong("hashes_waiting"),
                        row.getLong("connections"),
                        row.getLong("memory_used"),
                        row.getLong("memory_most"))))
        .list();
  }

  private static Optional<String> some(String text) {
    return Optional.of(text).filter(words -> !words.isEmpty());
  }

  private static final String DELETE = "delete from node_state where name = :name";

  @Override
  public void delete(String name) {
    handle.createUpdate(DELETE).bind("name", name).execute();
  }
}
