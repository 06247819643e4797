package vestibule.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import vestibule.core.model.Identifier;
import vestibule.core.model.LoginKey;
import vestibule.core.store.ArrivalStore;
import vestibule.store.engine.Columns;

/** Who came to a database from elsewhere. Nodes take account ids by {@code id_block}. */
record SqlArrivals(Handle handle) implements ArrivalStore {

  private static final String BETWEEN = " ";

  private static final String FIND =
      """
      select source, old_id, account, password, version, keys from former_id
      where old_id = :oldId and source = :source
      """;

  @Override
  public Optional<FormerId> find(String source, String oldId) {
    return handle
        .createQuery(FIND)
        .bind("source", source)
        .bind("oldId", oldId)
        .map(SqlArrivals::formerId)
        .findOne();
  }

  static final String PUT =
      """
      insert into former_id (old_id, source, account, password, version, keys)
      values (:oldId, :source, :account, :password, :version, :keys)
      on conflict (old_id, source) do update
      set account = excluded.account, password = excluded.password, version = excluded.version,
        keys = excluded.keys
      """;

  @Override
  public void put(FormerId id) {
    bind(handle.createUpdate(PUT), id).execute();
  }

  /** Binds what {@link #PUT} takes. */
  static <S extends SqlStatement<S>> S bind(S put, FormerId id) {
    return put.bind("oldId", id.oldId())
        .bind("source", id.source())
        .bind("account", id.account())
        .bind("password", id.arrived().digest().orElse(null))
        .bind("version", id.arrived().version())
        .bind("keys", keys(id.arrived().keys()));
  }

  private static final String LIST =
      """
      select source, old_id, account, password, version, keys from former_id
      where source = :source and old_id > :after
      order by old_id
      limit :most
      """;

  @Override
  public List<FormerId> list(String source, String after, int most) {
    return handle
        .createQuery(LIST)
        .bind("source", source)
        .bind("after", after)
        .bind("most", most)
        .map(SqlArrivals::formerId)
        .list();
  }

  private static final String DELETE_ALL = "delete from former_id where account = :account";
  private static final String DELETE_TOKENS = "delete from former_token where account = :account";

  @Override
  public void deleteAll(long account) {
    handle.createUpdate(DELETE_ALL).bind("account", account).execute();
    handle.createUpdate(DELETE_TOKENS).bind("account", account).execute();
  }

  private static final String OWNER =
      """
      select account, sessions_ended_at from former_id
      where old_id = :oldId and source = :source
      """;

  @Override
  public Optional<Owner> owner(String source, String oldId) {
    return handle
        .createQuery(OWNER)
        .bind("source", source)
        .bind("oldId", oldId)
        .map(
            (row, context) ->
                new Owner(row.getLong("account"), Columns.optionalTime(row, "sessions_ended_at")))
        .findOne();
  }

  private static final String END_SESSIONS =
      "update former_id set sessions_ended_at = :now where account = :account";

  @Override
  public void endSessions(long account, Instant now) {
    handle
        .createUpdate(END_SESSIONS)
        .bind("account", account)
        .bind("now", Columns.micros(now))
        .execute();
  }

  private static final String TOKEN =
      "select hash, account, session from former_token where hash = :hash";

  @Override
  public Optional<FormerToken> token(String hash) {
    return handle
        .createQuery(TOKEN)
        .bind("hash", hash)
        .map(
            (row, context) ->
                new FormerToken(
                    row.getString("hash"), row.getLong("account"), row.getLong("session")))
        .findOne();
  }

  private static final String INSERT_TOKEN =
      """
      insert into former_token (hash, account, session, expires_at)
      values (:hash, :account, :session, :expires)
      """;

  @Override
  public void insert(FormerToken token, Instant end) {
    handle
        .createUpdate(INSERT_TOKEN)
        .bind("hash", token.hash())
        .bind("account", token.account())
        .bind("session", token.session())
        .bind("expires", Columns.micros(end))
        .execute();
  }

  private static final String DONE = "select done from import_run where source = :source";

  @Override
  public long done(String source) {
    return handle.createQuery(DONE).bind("source", source).mapTo(Long.class).findOne().orElse(0L);
  }

  private static final String SET_DONE =
      """
      insert into import_run (source, done) values (:source, :done)
      on conflict (source) do update set done = :done
      """;

  @Override
  public void setDone(String source, long rows) {
    handle.createUpdate(SET_DONE).bind("source", source).bind("done", rows).execute();
  }

  private static final String KEPT = "select low, high from kept_ids order by low";

  @Override
  public List<Range> keptIds() {
    return handle
        .createQuery(KEPT)
        .map((row, context) -> new Range(row.getLong("low"), row.getLong("high")))
        .list();
  }

  /** A row that is there is locked, so that no node takes a block meanwhile. */
  private static final String LOCK =
      """
      insert into id_block (name, next) values ('account', 1)
      on conflict (name) do update set next = id_block.next
      returning next
      """;

  private static final String RAISE =
      "update id_block set next = :end where name = :name and next < :end";

  private static final String KEEP = "insert into kept_ids (low, high) values (:low, :high)";

  @Override
  public void keepIds(long end) {
    long low = handle.createQuery(LOCK).mapTo(Long.class).one();
    if (low < end) {
      handle.createUpdate(RAISE).bind("end", end).bind("name", "account").execute();
      handle.createUpdate(KEEP).bind("low", low).bind("high", end).execute();
    }
  }

  private static String keys(List<String> hashes) {
    return hashes.isEmpty() ? null : String.join(BETWEEN, hashes);
  }

  @Override
  public List<FormerId> known(String source, Collection<String> oldIds) {
    return together().known(source, oldIds);
  }

  @Override
  public Set<Long> taken(Collection<Long> accounts) {
    return together().taken(accounts);
  }

  @Override
  public Set<LoginKey> held(Collection<LoginKey> keys, Instant now) {
    return together().held(keys, now);
  }

  @Override
  public List<Boolean> claim(List<Identifier> identifiers) {
    return together().claim(identifiers);
  }

  @Override
  public void land(List<Landed> people, Instant now) {
    together().land(people, now);
  }

  private SqlArrivalBatches together() {
    return new SqlArrivalBatches(handle);
  }

  static FormerId formerId(ResultSet row, StatementContext context) throws SQLException {
    return new FormerId(
        row.getString("source"),
        row.getString("old_id"),
        row.getLong("account"),
        new Arrived(
            Columns.optionalText(row, "password"),
            row.getLong("version"),
            Columns.optionalText(row, "keys").stream()
                .flatMap(keys -> Stream.of(keys.split(BETWEEN)))
                .toList()));
  }
}
