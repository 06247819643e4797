package vestibule.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import vestibule.core.model.CodeFamily;
import vestibule.core.model.MailedCode;
import vestibule.core.store.CodeStore;
import vestibule.store.engine.Columns;

/** The one-time codes of a database. */
record SqlCodes(Handle handle) implements CodeStore {

  private static final String INSERT =
      """
      insert into code (account, id, purpose, family, email, hash, created_at, expires_at, spent_at)
      values (:account, :id, :purpose, :family, :email, :hash, :created, :expires, :spent)
      """;

  @Override
  public void insert(MailedCode code) {
    handle
        .createUpdate(INSERT)
        .bind("account", code.account())
        .bind("id", code.id())
        .bind("purpose", code.intent().purpose().name())
        .bind("family", code.intent().family().name())
        .bind("email", code.email())
        .bind("hash", code.hash())
        .bind("created", Columns.micros(code.life().created()))
        .bind("expires", Columns.micros(code.life().expires()))
        .bind("spent", Columns.micros(code.life().spent()))
        .execute();
  }

  static String select(String which) {
    return """
    select account, id, purpose, family, email, hash, created_at, expires_at, spent_at
    from code
    """
        + which;
  }

  private static final String FIND = select("where account = :account and id = :id");

  @Override
  public Optional<MailedCode> find(long account, long id) {
    return handle
        .createQuery(FIND)
        .bind("account", account)
        .bind("id", id)
        .map(SqlCodes::code)
        .findOne();
  }

  private static final String SPEND =
      """
      update code set spent_at = :now where account = :account and id = :id and spent_at is null
      """;

  @Override
  public boolean spend(long account, long id, Instant now) {
    return handle
            .createUpdate(SPEND)
            .bind("account", account)
            .bind("id", id)
            .bind("now", Columns.micros(now))
            .execute()
        == 1;
  }

  private static final String OPEN =
      """
      select hash from code
      where account = :account and purpose = :purpose and spent_at is null
      """;
  private static final String VOID_ALL =
      """
      update code set spent_at = :now
      where account = :account and purpose = :purpose and spent_at is null
      """;

  @Override
  public void voidAll(long account, MailedCode.Purpose purpose, Instant now) {
    forget(handle.createQuery(OPEN).bind("account", account).bind("purpose", purpose.name()));
    handle
        .createUpdate(VOID_ALL)
        .bind("account", account)
        .bind("purpose", purpose.name())
        .bind("now", Columns.micros(now))
        .execute();
  }

  private static final String OPEN_FOR =
      """
      select hash from code
      where account = :account and email = :email and spent_at is null
      """;
  private static final String VOID_FOR =
      """
      update code set spent_at = :now
      where account = :account and email = :email and spent_at is null
      """;

  @Override
  public void voidFor(long account, long email, Instant now) {
    forget(handle.createQuery(OPEN_FOR).bind("account", account).bind("email", email));
    handle
        .createUpdate(VOID_FOR)
        .bind("account", account)
        .bind("email", email)
        .bind("now", Columns.micros(now))
        .execute();
  }

  private static final String HASHES = "select hash from code where account = :account";
  private static final String DELETE_ALL = "delete from code where account = :account";

  @Override
  public void deleteAll(long account) {
    forget(handle.createQuery(HASHES).bind("account", account));
    handle.createUpdate(DELETE_ALL).bind("account", account).execute();
  }

  /** The hashes are read first and deleted by their own key, as secrets may lie elsewhere. */
  private void forget(Query hashes) {
    new SqlSecrets(handle).delete(hashes.mapTo(String.class).list());
  }

  static MailedCode code(ResultSet row, StatementContext context) throws SQLException {
    return new MailedCode(
        row.getLong("account"),
        row.getLong("id"),
        new MailedCode.Intent(
            MailedCode.Purpose.valueOf(row.getString("purpose")),
            new CodeFamily(row.getString("family"))),
        row.getLong("email"),
        row.getString("hash"),
        new MailedCode.Life(
            Columns.time(row, "created_at"),
            Columns.time(row, "expires_at"),
            Columns.optionalTime(row, "spent_at")));
  }
}
