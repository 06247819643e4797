package vestibule.store.sql;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import vestibule.core.store.RefreshTokenStore;
import vestibule.store.engine.Columns;

/** The refresh tokens of a database that rotate. */
record SqlRefreshTokens(Handle handle) implements RefreshTokenStore {

  private static final String OF =
      """
      select mark, used_at, expires_at from refresh_token
      where account = :account and session = :session
      """;

  @Override
  public List<Row> of(long account, long session) {
    return handle
        .createQuery(OF)
        .bind("account", account)
        .bind("session", session)
        .map(
            (row, context) ->
                new Row(
                    row.getLong("mark"),
                    Columns.optionalTime(row, "used_at"),
                    Columns.time(row, "expires_at")))
        .list();
  }

  private static final String INSERT =
      """
      insert into refresh_token (account, session, mark, used_at, expires_at)
      values (:account, :session, :mark, :used, :expires)
      """;

  @Override
  public void insert(long account, long session, Row row) {
    handle
        .createUpdate(INSERT)
        .bind("account", account)
        .bind("session", session)
        .bind("mark", row.mark())
        .bind("used", Columns.micros(row.used()))
        .bind("expires", Columns.micros(row.expires()))
        .execute();
  }

  private static final String USE =
      """
      update refresh_token set used_at = :now
      where account = :account and session = :session and mark = :mark and used_at is null
      """;

  @Override
  public void use(long account, long session, long mark, Instant now) {
    handle
        .createUpdate(USE)
        .bind("account", account)
        .bind("session", session)
        .bind("mark", mark)
        .bind("now", Columns.micros(now))
        .execute();
  }

  private static final String DELETE_USED =
      """
      delete from refresh_token
      where account = :account and session = :session and used_at < :before
      """;

  @Override
  public void deleteUsed(long account, long session, Instant before) {
    handle
        .createUpdate(DELETE_USED)
        .bind("account", account)
        .bind("session", session)
        .bind("before", Columns.micros(before))
        .execute();
  }

  private static final String DELETE_ALL = "delete from refresh_token where account = :account";

  @Override
  public void deleteAll(long account) {
    handle.createUpdate(DELETE_ALL).bind("account", account).execute();
  }
}
