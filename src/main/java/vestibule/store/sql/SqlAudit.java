package vestibule.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import vestibule.core.model.AuditEvent;
import vestibule.core.store.AuditStore;
import vestibule.store.engine.Columns;
import vestibule.store.engine.Witness;

/** The audit trail of a database. */
record SqlAudit(Handle handle, Consumer<Witness> witness) implements AuditStore {

  private static final String INSERT =
      """
      insert into audit
        (slot, account, at, id, kind, door, network_address, detail, actor, browser)
      values
        (:slot, :account, :at, :id, :kind, :door, :networkAddress, :detail, :actor, :browser)
      on conflict (slot, account, at, id) do nothing
      """;

  @Override
  public void insert(AuditEvent event) {
    if (insert(handle, event) != 1) {
      throw new IllegalStateException("an event with this id exists");
    }
    witness(event);
  }

  private void witness(AuditEvent event) {
    witness.accept(new Witness(again -> insert(again, event), again -> writeOver(again, event)));
  }

  @Override
  public void insertAll(List<AuditEvent> events) {
    int[] inserted = new SqlBatch(handle).run(INSERT, events, SqlAudit::bind);
    if (Arrays.stream(inserted).anyMatch(count -> count == 0)) {
      throw new IllegalStateException("an event with one of these ids exists");
    }
    if (!events.isEmpty()) {
      witness(events.getLast());
    }
  }

  private static int insert(Handle handle, AuditEvent event) {
    return bind(handle.createUpdate(INSERT), event).execute();
  }

  private static <S extends SqlStatement<S>> S bind(S insert, AuditEvent event) {
    return insert
        .bind("slot", Columns.slot(event.account()))
        .bind("account", event.account())
        .bind("at", Columns.micros(event.at()))
        .bind("id", event.id())
        .bind("kind", event.kind().name())
        .bind("door", event.place().door())
        .bind("networkAddress", event.place().networkAddress())
        .bind("detail", event.detail())
        .bind("actor", event.place().actor().name())
        .bind("browser", event.place().browser());
  }

  private static final String WRITE_OVER =
      """
      update audit set kind = kind
      where slot = :slot and account = :account and at = :at and id = :id
      """;

  private static int writeOver(Handle handle, AuditEvent event) {
    return handle
        .createUpdate(WRITE_OVER)
        .bind("slot", Columns.slot(event.account()))
        .bind("account", event.account())
        .bind("at", Columns.micros(event.at()))
        .bind("id", event.id())
        .execute();
  }

  /** What was sealed keeps the digest of what goes here, and is not to be guessed from it. */
  private static final String FORGET_PLACES =
      """
      update audit set network_address = '', browser = '', salt = ''
      where slot = :slot and account = :account
        and (network_address <> '' or browser <> '' or salt <> '')
      """;

  @Override
  public void forgetPlaces(long account) {
    handle
        .createUpdate(FORGET_PLACES)
        .bind("slot", Columns.slot(account))
        .bind("account", account)
        .execute();
  }

  private static final String HAS =
      "select 1 from audit where slot = :slot and account = :account and kind = :kind limit 1";

  @Override
  public boolean has(long account, AuditEvent.Kind kind) {
    return handle
        .createQuery(HAS)
        .bind("slot", Columns.slot(account))
        .bind("account", account)
        .bind("kind", kind.name())
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  private static final String ADDRESSES =
      """
      select network_address from audit
      where slot = :slot and account = :account and at >= :since and kind = :kind
      order by at desc, id desc
      limit 500
      """;

  @Override
  public List<String> addresses(long account, AuditEvent.Kind kind, Instant since) {
    return handle
        .createQuery(ADDRESSES)
        .bind("slot", Columns.slot(account))
        .bind("account", account)
        .bind("since", Columns.micros(since))
        .bind("kind", kind.name())
        .mapTo(String.class)
        .list();
  }

  static String select(String which) {
    return "select id, at, account, kind, door, network_address, detail, actor, browser from audit "
        + which;
  }

  private static final String OF =
      select("where slot = :slot and account = :account order by at desc, id desc limit :most");

  @Override
  public List<AuditEvent> of(long account, int most) {
    return handle
        .createQuery(OF)
        .bind("slot", Columns.slot(account))
        .bind("account", account)
        .bind("most", most)
        .map(SqlAudit::event)
        .list();
  }

  static AuditEvent event(ResultSet row, StatementContext context) throws SQLException {
    return new AuditEvent(
        row.getLong("id"),
        Columns.time(row, "at"),
        row.getLong("account"),
        AuditEvent.Kind.valueOf(row.getString("kind")),
        place(row),
        row.getString("detail"));
  }

  /** The version before names no actor. */
  static AuditEvent.Place place(ResultSet row) throws SQLException {
    AuditEvent.Place untold =
        new AuditEvent.Place(row.getString("door"), row.getString("network_address"));
    String actor = row.getString("actor");
    return new AuditEvent.Place(
        actor.isEmpty() ? untold.actor() : AuditEvent.Actor.valueOf(actor),
        untold.door(),
        untold.networkAddress(),
        row.getString("browser"));
  }
}
