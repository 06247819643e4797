package vestibule.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import vestibule.core.model.Session;
import vestibule.core.model.SignInTicket;
import vestibule.core.store.SignInTicketStore;
import vestibule.store.engine.Columns;

/** The sign-ins of a database that wait for another factor. */
record SqlSignInTickets(Handle handle) implements SignInTicketStore {

  private static final String INSERT =
      """
      insert into sign_in_ticket (hash, account, password_version, door, token_life, remembered,
        idle, proved_at, expires_at, tries, proved_by)
      values (:hash, :account, :version, :door, :tokenLife, :remembered, :idle, :proved, :expires,
        :tries, :by)
      """;

  @Override
  public void insert(SignInTicket ticket) {
    Session.Terms terms = ticket.terms();
    handle
        .createUpdate(INSERT)
        .bind("hash", ticket.hash())
        .bind("account", ticket.account())
        .bind("version", ticket.passwordVersion())
        .bind("door", ticket.door())
        .bind("tokenLife", Columns.orNull(terms.tokenLife()))
        .bind("remembered", Columns.truth(terms.remembered()))
        .bind("idle", SqlSessions.micros(terms.idle()))
        .bind("proved", Columns.micros(ticket.bounds().proved().at()))
        .bind("by", by(ticket.bounds().proved()))
        .bind("expires", Columns.micros(ticket.bounds().expires()))
        .bind("tries", ticket.bounds().tries())
        .execute();
  }

  private static final String FIND =
      """
      select hash, account, password_version, door, token_life, remembered, idle, proved_at,
        expires_at, tries, proved_by
      from sign_in_ticket
      where hash = :hash
      """;

  @Override
  public Optional<SignInTicket> find(String hash) {
    return handle.createQuery(FIND).bind("hash", hash).map(SqlSignInTickets::ticket).findOne();
  }

  private static final String TAKE_TRY =
      "update sign_in_ticket set tries = tries - 1 where hash = :hash and tries > 0";

  @Override
  public boolean takeTry(String hash) {
    return handle.createUpdate(TAKE_TRY).bind("hash", hash).execute() == 1;
  }

  private static final String DELETE = "delete from sign_in_ticket where hash = :hash";

  @Override
  public boolean delete(String hash) {
    return handle.createUpdate(DELETE).bind("hash", hash).execute() == 1;
  }

  private static SignInTicket ticket(ResultSet row, StatementContext context) throws SQLException {
    return new SignInTicket(
        row.getString("hash"),
        row.getLong("account"),
        row.getLong("password_version"),
        Columns.door(row),
        SqlSessions.terms(row),
        new SignInTicket.Bounds(proved(row), Columns.time(row, "expires_at"), row.getInt("tries")));
  }

  /** As a server of the version before writes it, which knows of passwords alone. */
  private static String by(Session.Proof proof) {
    return proof.factor().equals(Session.PASSWORD) ? null : proof.factor();
  }

  private static Session.Proof proved(ResultSet row) throws SQLException {
    String by = Columns.optionalText(row, "proved_by").orElse(Session.PASSWORD);
    return new Session.Proof(by, Columns.time(row, "proved_at"));
  }
}
