package vestibule.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import vestibule.core.model.CodeFamily;
import vestibule.core.model.Email;
import vestibule.core.model.LoginKey;
import vestibule.core.store.EmailStore;
import vestibule.store.engine.Columns;

/** The e-mail addresses of a database. */
record SqlEmails(Handle handle) implements EmailStore {

  static final String INSERT =
      """
      insert into email (account, id, address, key, verified, door, family, claimed_at, mailed_at,
        decoy)
      values (:account, :id, :address, :key, :verified, :door, :family, :claimed, :mailed, :decoy)
      """;

  @Override
  public void insert(Email email) {
    bind(handle.createUpdate(INSERT), email).execute();
  }

  /** Binds what {@link #INSERT} takes. */
  static <S extends SqlStatement<S>> S bind(S insert, Email email) {
    Email.Claim claim = email.claim();
    return insert
        .bind("account", email.account())
        .bind("id", email.id())
        .bind("address", email.address())
        .bind("key", email.key().text())
        .bind("verified", Columns.truth(email.verified()))
        .bind("door", claim.door())
        .bind("family", claim.family().name())
        .bind("claimed", Columns.micros(claim.at()))
        .bind("mailed", Columns.micros(claim.mailedAt()))
        .bind("decoy", Columns.truth(claim.decoy()));
  }

  private static String select(String which) {
    return """
    select account, id, address, verified, door, family, claimed_at, mailed_at, decoy,
      bounced_at
    from email
    """
        + which;
  }

  private static final String FIND = select("where account = :account and id = :id");

  @Override
  public Optional<Email> find(long account, long id) {
    return handle
        .createQuery(FIND)
        .bind("account", account)
        .bind("id", id)
        .map(SqlEmails::email)
        .findOne();
  }

  private static final String OF = select("where account = :account order by id");

  @Override
  public List<Email> of(long account) {
    return handle.createQuery(OF).bind("account", account).map(SqlEmails::email).list();
  }

  private static final String BETWEEN =
      select("where account between :first and :last and decoy = 0 order by account, id");

  /** The addresses of a range of accounts, without decoys, by account and id. */
  List<Email> between(long first, long last) {
    return handle
        .createQuery(BETWEEN)
        .bind("first", first)
        .bind("last", last)
        .map(SqlEmails::email)
        .list();
  }

  private static final String CLAIMS =
      select("where key in (:key, :former) and decoy = 0 order by claimed_at, id limit 1000");

  /** Rows of version 0.1 have the former key, which another address may share. */
  @Override
  public List<Email> claims(LoginKey key) {
    return handle
        .createQuery(CLAIMS)
        .bind("key", key.text())
        .bind("former", key.former().orElse(key).text())
        .map(SqlEmails::email)
        .filter(email -> email.key().equals(key))
        .list();
  }

  private static final String VERIFY =
      "update email set verified = 1, bounced_at = null where account = :account and id = :id";

  @Override
  public void verify(long account, long id) {
    handle.createUpdate(VERIFY).bind("account", account).bind("id", id).execute();
  }

  private static final String MAILED =
      "update email set mailed_at = :at where account = :account and id = :id";

  @Override
  public void mailed(long account, long id, Instant at) {
    handle
        .createUpdate(MAILED)
        .bind("account", account)
        .bind("id", id)
        .bind("at", Columns.micros(at))
        .execute();
  }

  private static final String WITHHOLD =
      "update email set decoy = 1 where account = :account and id = :id";

  @Override
  public void withhold(long account, long id) {
    handle.createUpdate(WITHHOLD).bind("account", account).bind("id", id).execute();
  }

  private static final String BOUNCED =
      "update email set bounced_at = :since where account = :account and id = :id";

  @Override
  public void bounced(long account, long id, Optional<Instant> since) {
    handle
        .createUpdate(BOUNCED)
        .bind("account", account)
        .bind("id", id)
        .bind("since", Columns.micros(since))
        .execute();
  }

  private static final String DELETE = "delete from email where account = :account and id = :id";

  @Override
  public void delete(long account, long id) {
    handle.createUpdate(DELETE).bind("account", account).bind("id", id).execute();
  }

  private static Email email(ResultSet row, StatementContext context) throws SQLException {
    return new Email(
        row.getLong("id"),
        row.getLong("account"),
        row.getString("address"),
        Columns.truth(row, "verified"),
        new Email.Claim(
            Columns.door(row),
            new CodeFamily(row.getString("family")),
            Columns.time(row, "claimed_at"),
            Columns.optionalTime(row, "mailed_at"),
            Columns.truth(row, "decoy")),
        Columns.optionalTime(row, "bounced_at"));
  }
}
