package vestibule.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import vestibule.core.store.AuditSeal;
import vestibule.core.store.SealStore;
import vestibule.core.store.TrailRow;
import vestibule.store.engine.Columns;

/** The seals of a database, and the rows under them. */
record SqlSeals(Handle handle) implements SealStore {

  private static String seals(String which) {
    return """
    select number, previous, made_at, entries, oldest, newest, root, kept_from, public_key,
      signature
    from audit_seal
    """
        + which;
  }

  private static final String LAST = seals("order by number desc limit 1");

  @Override
  public Optional<AuditSeal> last() {
    return handle.createQuery(LAST).map(SqlSeals::seal).findOne();
  }

  private static final String AFTER = seals("where number > :number order by number limit :most");

  @Override
  public List<AuditSeal> after(long number, int most) {
    return handle
        .createQuery(AFTER)
        .bind("number", number)
        .bind("most", most)
        .map(SqlSeals::seal)
        .list();
  }

  private static final String FIND = seals("where number = :number");

  @Override
  public Optional<AuditSeal> find(long number) {
    return handle.createQuery(FIND).bind("number", number).map(SqlSeals::seal).findOne();
  }

  private static final String INSERT =
      """
      insert into audit_seal
        (number, previous, made_at, entries, oldest, newest, root, kept_from, public_key, signature)
      values
        (:number, :previous, :made, :entries, :oldest, :newest, :root, :keptFrom, :key, :signature)
      on conflict (number) do nothing
      """;

  @Override
  public boolean insert(AuditSeal seal) {
    AuditSeal.Extent extent = seal.extent();
    return handle
            .createUpdate(INSERT)
            .bind("number", seal.number())
            .bind("previous", seal.previous())
            .bind("made", Columns.micros(extent.made()))
            .bind("entries", extent.entries())
            .bind("oldest", Columns.micros(extent.oldest()))
            .bind("newest", Columns.micros(extent.newest()))
            .bind("root", seal.root())
            .bind("keptFrom", extent.keptFrom())
            .bind("key", seal.publicKey())
            .bind("signature", seal.signature())
            .execute()
        == 1;
  }

  private static String rows(String which) {
    return """
    select slot, account, at, id, kind, actor, door, detail, network_address, browser, seal, salt,
      traces
    from audit
    """
        + which;
  }

  private static final String UNSEALED =
      rows("where seal = 0 and at < :before order by at, id limit :most");

  @Override
  public List<TrailRow> unsealed(Instant before, int most) {
    return handle
        .createQuery(UNSEALED)
        .bind("before", Columns.micros(before))
        .bind("most", most)
        .map(SqlSeals::row)
        .list();
  }

  private static final String COUNT = "select count(*) from audit where seal = 0";

  @Override
  public long countUnsealed() {
    return handle.createQuery(COUNT).mapTo(Long.class).one();
  }

  private static final String OLDEST =
      "select at from audit where seal = 0 order by at, id limit 1";

  @Override
  public Optional<Instant> oldestUnsealed() {
    return handle.createQuery(OLDEST).mapTo(Long.class).findOne().map(Columns::time);
  }

  /** Its traces are looked at again: the person may have been erased since it was read. */
  private static final String MARK =
      """
      update audit set seal = :seal, salt = :salt, traces = :traces
      where slot = :slot and account = :account and at = :at and id = :id
        and seal = 0 and network_address = :networkAddress and browser = :browser
      """;

  @Override
  public boolean mark(TrailRow row, TrailRow.Mark mark) {
    return handle
            .createUpdate(MARK)
            .bind("seal", mark.seal())
            .bind("salt", mark.salt())
            .bind("traces", mark.personal())
            .bind("slot", row.key().slot())
            .bind("account", row.key().account())
            .bind("at", Columns.micros(row.key().at()))
            .bind("id", row.key().id())
            .bind("networkAddress", row.traces().networkAddress())
            .bind("browser", row.traces().browser())
            .execute()
        == 1;
  }

  private static final String ROWS =
      rows("where (at, id) > (:at, :id) order by at, id limit :most");

  @Override
  public List<TrailRow> rows(Instant at, long id, int most) {
    return handle
        .createQuery(ROWS)
        .bind("at", Columns.micros(at))
        .bind("id", id)
        .bind("most", most)
        .map(SqlSeals::row)
        .list();
  }

  private static final String ROWS_OF =
      rows(
          """
          where slot = :slot and account = :account and (at, id) > (:at, :id)
          order by at, id
          limit :most
          """);

  @Override
  public List<TrailRow> rowsOf(long account, Instant at, long id, int most) {
    return handle
        .createQuery(ROWS_OF)
        .bind("slot", Columns.slot(account))
        .bind("account", account)
        .bind("at", Columns.micros(at))
        .bind("id", id)
        .bind("most", most)
        .map(SqlSeals::row)
        .list();
  }

  private static final String REMOVE_ROWS =
      "delete from audit where at >= :oldest and at <= :newest and seal = :number";

  private static final String REMOVE = "delete from audit_seal where number = :number";

  @Override
  public void remove(AuditSeal seal) {
    handle
        .createUpdate(REMOVE_ROWS)
        .bind("oldest", Columns.micros(seal.extent().oldest()))
        .bind("newest", Columns.micros(seal.extent().newest()))
        .bind("number", seal.number())
        .execute();
    handle.createUpdate(REMOVE).bind("number", seal.number()).execute();
  }

  private static AuditSeal seal(ResultSet row, StatementContext context) throws SQLException {
    return new AuditSeal(
        row.getLong("number"),
        new AuditSeal.Extent(
            Columns.time(row, "made_at"),
            row.getLong("kept_from"),
            row.getInt("entries"),
            Columns.time(row, "oldest"),
            Columns.time(row, "newest")),
        row.getString("previous"),
        row.getString("root"),
        row.getString("public_key"),
        row.getString("signature"));
  }

  private static TrailRow row(ResultSet row, StatementContext context) throws SQLException {
    return new TrailRow(
        new TrailRow.Key(
            row.getInt("slot"), row.getLong("account"), Columns.time(row, "at"), row.getLong("id")),
        new TrailRow.Facts(
            row.getString("kind"),
            row.getString("actor"),
            row.getString("door"),
            row.getString("detail")),
        new TrailRow.Traces(row.getString("network_address"), row.getString("browser")),
        new TrailRow.Mark(row.getLong("seal"), row.getString("salt"), row.getString("traces")));
  }
}
