package vestibule.store.sql.signin;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import vestibule.core.store.signin.MailedSignIn;
import vestibule.core.store.signin.MailedSignInStore;
import vestibule.store.engine.Columns;

/** The sign-ins of a database that wait for the code of a mail. */
public record SqlMailedSignIns(Handle handle) implements MailedSignInStore {

  private static final String INSERT =
      """
      insert into mailed_sign_in (slot, id, secret, door, expires_at, tries, account, email,
        password_version)
      values (:slot, :id, :secret, :door, :expires, :tries, :account, :email, :version)
      """;

  @Override
  public void insert(MailedSignIn waiting, int tries) {
    handle
        .createUpdate(INSERT)
        .bind("slot", Columns.slot(waiting.id()))
        .bind("id", waiting.id())
        .bind("secret", waiting.secret())
        .bind("door", waiting.door())
        .bind("expires", Columns.micros(waiting.expires()))
        .bind("tries", tries)
        .bind("account", waiting.mailed().account())
        .bind("email", waiting.mailed().email())
        .bind("version", waiting.mailed().passwordVersion())
        .execute();
  }

  private static final String FIND =
      """
      select id, secret, door, expires_at, account, email, password_version, code
      from mailed_sign_in
      where slot = :slot and id = :id and expires_at > :now
      """;

  @Override
  public Optional<MailedSignIn> find(long id, Instant now) {
    return handle
        .createQuery(FIND)
        .bind("slot", Columns.slot(id))
        .bind("id", id)
        .bind("now", Columns.micros(now))
        .map(SqlMailedSignIns::waiting)
        .findOne();
  }

  private static final String ASSIGN =
      """
      update mailed_sign_in
      set account = :account, email = :email, password_version = :version
      where slot = :slot and id = :id
      """;

  @Override
  public void assign(long id, MailedSignIn.Mailed to) {
    handle
        .createUpdate(ASSIGN)
        .bind("slot", Columns.slot(id))
        .bind("id", id)
        .bind("account", to.account())
        .bind("email", to.email())
        .bind("version", to.passwordVersion())
        .execute();
  }

  private static final String SET_CODE =
      """
      update mailed_sign_in set code = :code
      where slot = :slot and id = :id and expires_at > :now
      """;

  @Override
  public boolean setCode(long id, String hash, Instant now) {
    return handle
            .createUpdate(SET_CODE)
            .bind("slot", Columns.slot(id))
            .bind("id", id)
            .bind("code", hash)
            .bind("now", Columns.micros(now))
            .execute()
        == 1;
  }

  private static final String TAKE_TRY =
      """
      update mailed_sign_in set tries = tries - 1 where slot = :slot and id = :id and tries > 0
      """;

  @Override
  public boolean takeTry(long id) {
    return handle.createUpdate(TAKE_TRY).bind("slot", Columns.slot(id)).bind("id", id).execute()
        == 1;
  }

  private static final String DELETE = "delete from mailed_sign_in where slot = :slot and id = :id";

  @Override
  public boolean delete(long id) {
    return handle.createUpdate(DELETE).bind("slot", Columns.slot(id)).bind("id", id).execute() == 1;
  }

  private static MailedSignIn waiting(ResultSet row, StatementContext context) throws SQLException {
    return new MailedSignIn(
        row.getLong("id"),
        row.getString("secret"),
        Columns.door(row),
        Columns.time(row, "expires_at"),
        new MailedSignIn.Mailed(
            row.getLong("account"),
            row.getLong("email"),
            row.getLong("password_version"),
            Optional.ofNullable(row.getString("code"))));
  }
}
