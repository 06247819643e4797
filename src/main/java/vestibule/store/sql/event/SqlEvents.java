package vestibule.store.sql.event;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import vestibule.core.store.event.AccountEvent;
import vestibule.core.store.event.EventStore;
import vestibule.store.engine.Columns;

/** The events of a database. Their end lies beside the blocks of ids, in a row of its own. */
public record SqlEvents(Handle handle) implements EventStore {

  private static final String INSERT =
      """
      insert into event (slot, id, type, account, version, at, door)
      values (:slot, :id, :type, :account, :version, :at, :door)
      """;

  @Override
  public void insert(AccountEvent event) {
    handle
        .createUpdate(INSERT)
        .bind("slot", Columns.slot(event.account()))
        .bind("id", event.id())
        .bind("type", event.type().name())
        .bind("account", event.account())
        .bind("version", event.version())
        .bind("at", Columns.micros(event.at()))
        .bind("door", event.door())
        .execute();
  }

  private static final String VERSION = "select version from account where id = :id";

  @Override
  public OptionalLong version(long account) {
    return handle.createQuery(VERSION).bind("id", account).mapTo(Long.class).stream()
        .mapToLong(Long::longValue)
        .findFirst();
  }

  private static final String ANY_UNPLACED =
      "select 1 from event where position is null order by version, at, id, type limit 1";

  @Override
  public boolean isAnyUnplaced() {
    return handle.createQuery(ANY_UNPLACED).mapTo(Integer.class).findOne().isPresent();
  }

  private static final String OLDEST_UNPLACED =
      "select min(at) as oldest from event where position is null";

  @Override
  public Optional<Instant> oldestUnplaced() {
    return handle
        .createQuery(OLDEST_UNPLACED)
        .map((row, _) -> Columns.optionalTime(row, "oldest"))
        .one();
  }

  /** Writes even where nothing changes: that is the lock. */
  private static final String LOCK_END =
      """
      insert into id_block (name, next) values ('event_position', 1)
      on conflict (name) do update set next = id_block.next
      returning next
      """;

  @Override
  public long lockEnd() {
    return handle.createQuery(LOCK_END).mapTo(Long.class).one();
  }

  private static final String UNPLACED =
      """
      select id, type, account, version, at, door, position
      from event
      where position is null
      order by version, at, id, type
      limit :most
      """;

  @Override
  public List<AccountEvent> unplaced(int most) {
    return handle.createQuery(UNPLACED).bind("most", most).map(SqlEvents::event).list();
  }

  private static final String PLACE =
      """
      update event set position = :position
      where slot = :slot and id = :id and account = :account and type = :type
        and position is null
      """;

  @Override
  public void place(AccountEvent.Placed placed) {
    AccountEvent event = placed.event();
    int changed =
        handle
            .createUpdate(PLACE)
            .bind("position", placed.position())
            .bind("slot", Columns.slot(event.account()))
            .bind("id", event.id())
            .bind("account", event.account())
            .bind("type", event.type().name())
            .execute();
    if (changed != 1) {
      throw new IllegalStateException("the event has a position, or is not there");
    }
  }

  private static final String MOVE_END =
      "update id_block set next = next + :many where name = :name";

  @Override
  public void moveEnd(int many) {
    handle.createUpdate(MOVE_END).bind("many", many).bind("name", END_NAME).execute();
  }

  private static final String END_NAME = "event_position";

  private static final String END = "select next from id_block where name = :name";

  @Override
  public long end() {
    return handle.createQuery(END).bind("name", END_NAME).mapTo(Long.class).findOne().orElse(1L);
  }

  private static final String AFTER =
      """
      select id, type, account, version, at, door, position
      from event
      where position > :position
      order by position
      limit :most
      """;

  @Override
  public List<AccountEvent.Placed> after(long position, int most) {
    return handle
        .createQuery(AFTER)
        .bind("position", position)
        .bind("most", most)
        .map(
            (row, context) -> new AccountEvent.Placed(row.getLong("position"), event(row, context)))
        .list();
  }

  private static final String OLDEST =
      """
      select slot, id, account, type, at
      from event
      where position is not null
      order by position
      limit :most
      """;

  private static final String DELETE =
      "delete from event where slot = :slot and id = :id and account = :account and type = :type";

  @Override
  public int remove(Instant before, int most) {
    long end = Columns.micros(before);
    return handle.createQuery(OLDEST).bind("most", most).mapToMap().list().stream()
        .takeWhile(row -> ((Number) row.get("at")).longValue() < end)
        .mapToInt(row -> handle.createUpdate(DELETE).bindMap(row).execute())
        .sum();
  }

  private static AccountEvent event(ResultSet row, StatementContext context) throws SQLException {
    return new AccountEvent(
        row.getLong("id"),
        AccountEvent.Type.valueOf(row.getString("type")),
        row.getLong("account"),
        row.getLong("version"),
        Columns.time(row, "at"),
        Columns.door(row));
  }
}
