package vestibule.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import vestibule.core.account.Identifier;
import vestibule.core.account.IdentifierStore;
import vestibule.core.account.LoginKey;
import vestibule.core.account.Texts;

/** The log-in strings of a database. */
final class SqlIdentifiers implements IdentifierStore {

  private final Handle handle;

  SqlIdentifiers(Handle handle) {
    this.handle = handle;
  }

  private static final String FIND =
      "select key, account, kind, proven, held_until from identifier where key = :key";

  @Override
  public Optional<Identifier> find(LoginKey key) {
    // What is looked for is any text: PostgreSQL refuses U+0000, and half a character would be
    // encoded as "?" and so find another key. No key that exists holds either.
    if (Texts.hasControl(key.text())) {
      return Optional.empty();
    }
    return handle
        .createQuery(FIND)
        .bind("key", key.text())
        .map(SqlIdentifiers::identifier)
        .findOne();
  }

  private static final String INSERT =
      """
      insert into identifier (key, account, kind, proven, held_until)
      values (:key, :account, :kind, :proven, :until)
      on conflict (key) do nothing
      """;

  @Override
  public boolean insert(Identifier identifier) {
    return handle
            .createUpdate(INSERT)
            .bind("key", identifier.key().text())
            .bind("account", identifier.account())
            .bind("kind", identifier.kind().name())
            .bind("proven", Columns.truth(identifier.proven()))
            .bind("until", Columns.micros(identifier.heldUntil()))
            .execute()
        == 1;
  }

  private static final String HOLD =
      """
      update identifier set held_until = :until
      where key = :key and proven = 0 and (held_until is null or held_until <= :now)
      """;

  @Override
  public boolean hold(LoginKey key, Instant now, Instant until) {
    return handle
            .createUpdate(HOLD)
            .bind("key", key.text())
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

  @Override
  public boolean prove(LoginKey key, long account) {
    return handle.createUpdate(PROVE).bind("key", key.text()).bind("account", account).execute()
        == 1;
  }

  private static final String LOCK = "update identifier set account = account where key = :key";

  @Override
  public void lock(LoginKey key) {
    handle.createUpdate(LOCK).bind("key", key.text()).execute();
  }

  private static final String HAND_OVER =
      "update identifier set account = :account, proven = 0 where key = :key";

  @Override
  public void handOver(LoginKey key, long account) {
    handle.createUpdate(HAND_OVER).bind("key", key.text()).bind("account", account).execute();
  }

  private static final String DELETE =
      "delete from identifier where key = :key and account = :account";

  @Override
  public void delete(LoginKey key, long account) {
    handle.createUpdate(DELETE).bind("key", key.text()).bind("account", account).execute();
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
