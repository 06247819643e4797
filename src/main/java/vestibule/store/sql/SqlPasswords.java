package vestibule.store.sql;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
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

  static final String PUT =
      """
      insert into password (account, hash, version, changed_at) values (:account, :hash, 1, :at)
      on conflict (account) do update
      set hash = excluded.hash, version = password.version + 1, changed_at = excluded.changed_at
      """;

  @Override
  public void put(long account, String hash, Instant at) {
    bind(handle.createUpdate(PUT), account, hash, at).execute();
    if (Password.isForeign(hash)) {
      note(Password.form(hash));
    }
  }

  /** Binds what {@link #PUT} takes. */
  static <S extends SqlStatement<S>> S bind(S put, long account, String hash, Instant at) {
    return put.bind("account", account).bind("hash", hash).bind("at", Columns.micros(at));
  }

  private static final String RENEW =
      "update password set hash = :hash where account = :account and hash = :former";

  @Override
  public void renew(long account, String former, String hash) {
    handle
        .createUpdate(RENEW)
        .bind("account", account)
        .bind("former", former)
        .bind("hash", hash)
        .execute();
  }

  private static final String AFTER =
      """
      select account, hash from password where account > :account
      order by account limit :most
      """;

  @Override
  public List<Kept> after(long account, int most) {
    return handle
        .createQuery(AFTER)
        .bind("account", account)
        .bind("most", most)
        .map((row, context) -> new Kept(row.getLong("account"), row.getString("hash")))
        .list();
  }

  private static final String BETWEEN =
      """
      select account, hash from password where account between :first and :last
      order by account
      """;

  /** The hashes of a range of accounts. */
  List<Kept> between(long first, long last) {
    return handle
        .createQuery(BETWEEN)
        .bind("first", first)
        .bind("last", last)
        .map((row, context) -> new Kept(row.getLong("account"), row.getString("hash")))
        .list();
  }

  private static final String NOTE =
      "insert into password_form (form) values (:form) on conflict (form) do nothing";

  @Override
  public void note(String form) {
    handle.createUpdate(NOTE).bind("form", form).execute();
  }

  private static final String FORMS = "select form from password_form order by form";

  @Override
  public List<String> forms() {
    return handle.createQuery(FORMS).mapTo(String.class).list();
  }

  private static final String HAS =
      "select account from password where substr(hash, 1, :length) = :beginning limit 1";

  @Override
  public boolean has(String form) {
    String beginning = Password.FOREIGN + form + " ";
    return handle
        .createQuery(HAS)
        .bind("length", beginning.length())
        .bind("beginning", beginning)
        .mapTo(Long.class)
        .findOne()
        .isPresent();
  }

  private static final String FORGET = "delete from password_form where form = :form";

  @Override
  public void forget(String form) {
    handle.createUpdate(FORGET).bind("form", form).execute();
  }

  private static final String DELETE = "delete from password where account = :account";

  @Override
  public void delete(long account) {
    handle.createUpdate(DELETE).bind("account", account).execute();
  }
}
