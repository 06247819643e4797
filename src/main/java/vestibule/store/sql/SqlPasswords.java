package vestibule.store.sql;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import vestibule.core.model.Password;
import vestibule.core.store.PasswordStore;
import vestibule.store.engine.Columns;

/** The password hashes of a database. */
record SqlPasswords(Handle handle) implements PasswordStore {

  private static final String FIND = "select hash, version from password where account = :account";

  @Override
  public Optional<Password> find(long account) {
    return handle
        .createQuery(FIND)
        .bind("account", account)
        .map((row, context) -> new Password(row.getString("hash"), row.getLong("version")))
        .findOne();
  }

  private static final String PUT =
      """
      insert into password (account, hash, version, changed_at) values (:account, :hash, 1, :at)
      on conflict (account) do update
      set hash = excluded.hash, version = password.version + 1, changed_at = excluded.changed_at
      """;

  @Override
  public void put(long account, String hash, Instant at) {
    handle
        .createUpdate(PUT)
        .bind("account", account)
        .bind("hash", hash)
        .bind("at", Columns.micros(at))
        .execute();
  }

  private static final String DELETE = "delete from password where account = :account";

  @Override
  public void delete(long account) {
    handle.createUpdate(DELETE).bind("account", account).execute();
  }
}
