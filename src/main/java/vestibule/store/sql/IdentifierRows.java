package vestibule.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import vestibule.core.model.Identifier;
import vestibule.core.model.LoginKey;
import vestibule.store.engine.Columns;

/** The rows of log-in strings; each method names its row by what stands in it. */
record IdentifierRows(Handle handle) {

  private static final String FIND =
      "select key, account, kind, proven, held_until from identifier where key = :key";

  Optional<Identifier> find(LoginKey row) {
    return handle
        .createQuery(FIND)
        .bind("key", row.text())
        .map(IdentifierRows::identifier)
        .findOne();
  }

  static final String INSERT =
      """
      insert into identifier (key, account, kind, proven, held_until)
      values (:key, :account, :kind, :proven, :until)
      on conflict (key) do nothing
      """;

  /** Under that key, whichever the identifier has. */
  boolean insert(LoginKey row, Identifier identifier) {
    return bind(handle.createUpdate(INSERT), row, identifier).execute() == 1;
  }

  /** Binds what {@link #INSERT} takes. */
  static <S extends SqlStatement<S>> S bind(S insert, LoginKey row, Identifier identifier) {
    return insert
        .bind("key", row.text())
        .bind("account", identifier.account())
        .bind("kind", identifier.kind().name())
        .bind("proven", Columns.truth(identifier.proven()))
        .bind("until", Columns.micros(identifier.heldUntil()));
  }

  private static final String HOLD =
      """
      update identifier set held_until = :until
      where key = :key and proven = 0 and (held_until is null or held_until <= :now)
      """;

  boolean hold(LoginKey row, Instant now, Instant until) {
    return handle
            .createUpdate(HOLD)
            .bind("key", row.text())
            .bind("now", Columns.micros(now))
            .bind("until", Columns.micros(until))
            .execute()
        == 1;
  }

  private static final String PROVE =
      """
      update identifier set account = :account, proven = 1, held_until = null
      where key = :key and (proven = 0 or account = :account)
      """;

  boolean prove(LoginKey row, long account) {
    return handle.createUpdate(PROVE).bind("key", row.text()).bind("account", account).execute()
        == 1;
  }

  private static final String RETIRE =
      """
      update identifier set proven = 0, held_until = :until
      where key = :key and account = :account and kind = 'NAME'
      """;

  void retire(LoginKey row, long account, Instant until) {
    handle
        .createUpdate(RETIRE)
        .bind("key", row.text())
        .bind("account", account)
        .bind("until", Columns.micros(until))
        .execute();
  }

  private static final String RESTORE =
      """
      update identifier set proven = 1, held_until = null
      where key = :key and account = :account and kind = 'NAME'
      """;

  void restore(LoginKey row, long account) {
    handle.createUpdate(RESTORE).bind("key", row.text()).bind("account", account).execute();
  }

  private static final String DELETE_FORMER_NAMES =
      "delete from identifier where account = :account and proven = 0 and kind = 'NAME'";

  void deleteFormerNames(long account) {
    handle.createUpdate(DELETE_FORMER_NAMES).bind("account", account).execute();
  }

  private static final String LOCK = "update identifier set account = account where key = :key";

  void lock(LoginKey row) {
    handle.createUpdate(LOCK).bind("key", row.text()).execute();
  }

  private static final String HAND_OVER =
      "update identifier set account = :account, proven = 0 where key = :key";

  void handOver(LoginKey row, long account) {
    handle.createUpdate(HAND_OVER).bind("key", row.text()).bind("account", account).execute();
  }

  private static final String DELETE =
      "delete from identifier where key = :key and account = :account";

  void delete(LoginKey row, long account) {
    handle.createUpdate(DELETE).bind("key", row.text()).bind("account", account).execute();
  }

  private static Identifier identifier(ResultSet row, StatementContext context)
      throws SQLException {
    return new Identifier(
        new LoginKey(row.getString("key")),
        row.getLong("account"),
        Identifier.Kind.valueOf(row.getString("kind")),
        Columns.truth(row, "proven"),
        Columns.optionalTime(row, "held_until"));
  }
}
