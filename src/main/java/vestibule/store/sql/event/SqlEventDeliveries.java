package vestibule.store.sql.event;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Update;
import vestibule.core.store.event.AccountEvent;
import vestibule.core.store.event.EventDelivery;
import vestibule.core.store.event.EventDeliveryStore;
import vestibule.store.engine.Columns;

/** What is owed to webhooks. */
public record SqlEventDeliveries(Handle handle) implements EventDeliveryStore {

  private static final String INSERT =
      """
      insert into event_delivery (slot, webhook, account, position, id, type, version, at, door,
        since, failed, due_at)
      values (:slot, :webhook, :account, :position, :id, :type, :version, :at, :door,
        :since, :failed, :due)
      """;

  @Override
  public void insertAll(List<EventDelivery> deliveries) {
    if (deliveries.isEmpty()) {
      return;
    }
    PreparedBatch batch = handle.prepareBatch(INSERT);
    for (EventDelivery delivery : deliveries) {
      AccountEvent event = delivery.placed().event();
      batch
          .bind("slot", Columns.slot(delivery.account()))
          .bind("webhook", delivery.webhook())
          .bind("account", delivery.account())
          .bind("position", delivery.placed().position())
          .bind("id", event.id())
          .bind("type", event.type().name())
          .bind("version", event.version())
          .bind("at", Columns.micros(event.at()))
          .bind("door", event.door())
          .bind("since", Columns.micros(delivery.tries().since()))
          .bind("failed", delivery.tries().failed())
          .bind("due", Columns.micros(delivery.tries().due()))
          .add();
    }
    batch.execute();
  }

  /** The first of each account alone. */
  private static final String DUE =
      """
      select d.webhook, d.account, d.position, d.id, d.type, d.version, d.at, d.door, d.since,
        d.failed, d.due_at, d.dead_at, d.why
      from event_delivery d
      where d.webhook = :webhook and d.dead_at is null and d.due_at <= :now
        and (d.lease_until is null or d.lease_until <= :now)
        and not exists (
          select 1
          from event_delivery e
          where e.slot = d.slot and e.webhook = d.webhook and e.account = d.account
            and e.position < d.position and e.dead_at is null)
      order by d.due_at, d.position
      limit :most
      """;

  @Override
  public List<EventDelivery> due(long webhook, Instant now, int most) {
    return handle
        .createQuery(DUE)
        .bind("webhook", webhook)
        .bind("now", Columns.micros(now))
        .bind("most", most)
        .map((row, _) -> delivery(row))
        .list();
  }

  private static String ofOne(String change, String terms) {
    return change
        + """
         where slot = :slot and webhook = :webhook and account = :account and position = :position
        """
        + terms;
  }

  private static final String LEASE =
      ofOne(
          "update event_delivery set lease = :lease, lease_until = :until",
          "  and dead_at is null and (lease_until is null or lease_until <= :now)");

  @Override
  public boolean lease(EventDelivery delivery, String lease, Instant now, Instant until) {
    return withKey(LEASE, delivery, lease)
            .bind("now", Columns.micros(now))
            .bind("until", Columns.micros(until))
            .execute()
        == 1;
  }

  private static final String DELETE = ofOne("delete from event_delivery", "  and lease = :lease");

  @Override
  public boolean delete(EventDelivery delivery, String lease) {
    return withKey(DELETE, delivery, lease).execute() == 1;
  }

  private static final String RELEASE =
      ofOne(
          """
          update event_delivery set lease = null, lease_until = null, failed = :failed,
            due_at = :due, why = :why
          """,
          "  and lease = :lease");

  @Override
  public boolean release(
      EventDelivery delivery, String lease, EventDelivery.Tries next, String why) {
    return withKey(RELEASE, delivery, lease)
            .bind("failed", next.failed())
            .bind("due", Columns.micros(next.due()))
            .bind("why", why)
            .execute()
        == 1;
  }

  private static final String BURY =
      ofOne(
          """
          update event_delivery set lease = null, lease_until = null, dead_at = :now, why = :why
          """,
          "  and lease = :lease");

  @Override
  public boolean bury(EventDelivery delivery, String lease, String why, Instant now) {
    return withKey(BURY, delivery, lease)
            .bind("why", why)
            .bind("now", Columns.micros(now))
            .execute()
        == 1;
  }

  private Update withKey(String sql, EventDelivery delivery, String lease) {
    return withKey(sql, delivery).bind("lease", lease);
  }

  private Update withKey(String sql, EventDelivery delivery) {
    return handle
        .createUpdate(sql)
        .bind("slot", Columns.slot(delivery.account()))
        .bind("webhook", delivery.webhook())
        .bind("account", delivery.account())
        .bind("position", delivery.placed().position());
  }

  private static final String HOLD_BACK =
      """
      update event_delivery set due_at = :due
      where slot = :slot and webhook = :webhook and account = :account and position > :position
        and dead_at is null and due_at < :due
      """;

  @Override
  public void holdBack(EventDelivery delivery, Instant due) {
    withKey(HOLD_BACK, delivery).bind("due", Columns.micros(due)).execute();
  }

  private static final String LET_GO =
      """
      update event_delivery set due_at = :now
      where slot = :slot and webhook = :webhook and account = :account and position > :position
        and dead_at is null and due_at > :now and failed = 0
      """;

  @Override
  public void letGo(EventDelivery delivery, Instant now) {
    withKey(LET_GO, delivery).bind("now", Columns.micros(now)).execute();
  }

  private static final String PUT_BACK =
      ofOne("update event_delivery set lease = null, lease_until = null", "  and lease = :lease");

  @Override
  public boolean putBack(EventDelivery delivery, String lease) {
    return withKey(PUT_BACK, delivery, lease).execute() == 1;
  }

  static EventDelivery delivery(ResultSet row) throws SQLException {
    AccountEvent event =
        new AccountEvent(
            row.getLong("id"),
            AccountEvent.Type.valueOf(row.getString("type")),
            row.getLong("account"),
            row.getLong("version"),
            Columns.time(row, "at"),
            Columns.door(row));
    return new EventDelivery(
        row.getLong("webhook"),
        new AccountEvent.Placed(row.getLong("position"), event),
        new EventDelivery.Tries(
            Columns.time(row, "since"), row.getInt("failed"), Columns.time(row, "due_at")));
  }

  private static final String OLD =
      """
      select slot, webhook, account, position
      from event_delivery
      where dead_at is null and since < :before
      order by since
      limit :most
      """;

  private static final String BURY_OLD =
      """
      update event_delivery set lease = null, lease_until = null, dead_at = :now,
        why = coalesce(why, 'not tried, as the receiver took nothing')
      where slot = :slot and webhook = :webhook and account = :account and position = :position
        and dead_at is null and (lease_until is null or lease_until <= :now)
      """;

  @Override
  public int buryOld(Instant before, Instant now, int most) {
    return handle
        .createQuery(OLD)
        .bind("before", Columns.micros(before))
        .bind("most", most)
        .mapToMap()
        .list()
        .stream()
        .mapToInt(
            key ->
                handle
                    .createUpdate(BURY_OLD)
                    .bindMap(key)
                    .bind("now", Columns.micros(now))
                    .execute())
        .sum();
  }

  private static final String LONG_DEAD =
      """
      select slot, webhook, account, position
      from event_delivery
      where dead_at is not null and dead_at < :before
      order by dead_at
      limit :most
      """;

  private static final String REMOVE = ofOne("delete from event_delivery", "");

  @Override
  public int removeDead(Instant before, int most) {
    return handle
        .createQuery(LONG_DEAD)
        .bind("before", Columns.micros(before))
        .bind("most", most)
        .mapToMap()
        .list()
        .stream()
        .mapToInt(key -> handle.createUpdate(REMOVE).bindMap(key).execute())
        .sum();
  }

  private static final String OF_WEBHOOK =
      "select slot, webhook, account, position from event_delivery where slot in ("
          + Columns.ALL_SLOTS
          + ") and webhook = :webhook limit :most";

  @Override
  public int removeOf(long webhook, int most) {
    return handle
        .createQuery(OF_WEBHOOK)
        .bind("webhook", webhook)
        .bind("most", most)
        .mapToMap()
        .list()
        .stream()
        .mapToInt(key -> handle.createUpdate(REMOVE).bindMap(key).execute())
        .sum();
  }

  private static final String DEAD =
      """
      select webhook, account, position, id, type, version, at, door, since, failed, due_at,
        dead_at, why
      from event_delivery
      where webhook = :webhook and dead_at is not null
      order by dead_at desc
      limit :most
      """;

  @Override
  public List<Dead> dead(long webhook, int most) {
    return handle
        .createQuery(DEAD)
        .bind("webhook", webhook)
        .bind("most", most)
        .map(
            (row, _) -> new Dead(delivery(row), Columns.time(row, "dead_at"), row.getString("why")))
        .list();
  }

  private static final String WAITING =
      """
      select webhook, account, position, id, type, version, at, door, since, failed, due_at, why
      from event_delivery
      where webhook = :webhook and dead_at is null
      order by due_at, position
      limit :most
      """;

  @Override
  public List<Waiting> waiting(long webhook, int most) {
    return handle
        .createQuery(WAITING)
        .bind("webhook", webhook)
        .bind("most", most)
        .map((row, _) -> new Waiting(delivery(row), Optional.ofNullable(row.getString("why"))))
        .list();
  }

  private static final String RESEND =
      """
      update event_delivery set dead_at = null, since = :now, failed = 0, due_at = :now
      where slot = :slot and webhook = :webhook and account = :account and position = :position
        and dead_at is not null
      """;

  private static final String DEAD_ONE =
      """
      select webhook, account, position, id, type, version, at, door, since, failed, due_at
      from event_delivery
      where webhook = :webhook and dead_at is not null and position = :position
      """;

  @Override
  public int resend(long webhook, OptionalLong position, Instant now, int most) {
    List<EventDelivery> some =
        position.isPresent()
            ? handle
                .createQuery(DEAD_ONE)
                .bind("webhook", webhook)
                .bind("position", position.getAsLong())
                .map((row, _) -> delivery(row))
                .list()
            : dead(webhook, most).stream().map(Dead::delivery).toList();
    return some.stream()
        .mapToInt(one -> withKey(RESEND, one).bind("now", Columns.micros(now)).execute())
        .sum();
  }

  private static final String COUNT_WAITING =
      """
      select count(*)
      from (select 1 from event_delivery where dead_at is null limit :most) counted
      """;

  private static final String COUNT_DEAD =
      """
      select count(*)
      from (select 1 from event_delivery where dead_at is not null limit :most) counted
      """;

  @Override
  public Count count(int most) {
    return new Count(count(COUNT_WAITING, most), count(COUNT_DEAD, most));
  }

  private long count(String sql, int most) {
    return handle.createQuery(sql).bind("most", most).mapTo(Long.class).one();
  }

  private static final String OLDEST =
      "select min(since) as oldest from event_delivery where dead_at is null";

  @Override
  public Optional<Instant> oldest() {
    return handle.createQuery(OLDEST).map((row, _) -> Columns.optionalTime(row, "oldest")).one();
  }
}
