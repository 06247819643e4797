package vestibule.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import vestibule.core.model.CodeFamily;
import vestibule.core.model.Email;
import vestibule.core.store.AddressChange;
import vestibule.core.store.AddressChange.Added;
import vestibule.core.store.AddressChange.Preferred;
import vestibule.core.store.AddressChange.Removed;
import vestibule.core.store.AddressChange.Verified;
import vestibule.core.store.AddressChange.What;
import vestibule.core.store.AddressChangeStore;
import vestibule.store.engine.Columns;

/** The changes of addresses of a database that can be taken back. */
record SqlAddressChanges(Handle handle) implements AddressChangeStore {

  private enum Kind {
    ADDED,
    VERIFIED,
    PREFERRED,
    REMOVED
  }

  private static final String INSERT =
      """
      insert into address_change (account, id, kind, at, email, former, address, door, family,
        claimed_at)
      values (:account, :id, :kind, :at, :email, :former, :address, :door, :family, :claimed)
      """;

  @Override
  public void insert(AddressChange change) {
    Optional<Email> removed =
        change.what() instanceof Removed(Email email) ? Optional.of(email) : Optional.empty();
    handle
        .createUpdate(INSERT)
        .bind("account", change.account())
        .bind("id", change.id())
        .bind("kind", kind(change.what()).name())
        .bind("at", Columns.micros(change.at()))
        .bind("email", change.email())
        .bind("former", change.what() instanceof Preferred(long former) ? former : null)
        .bind("address", removed.map(Email::address).orElse(null))
        .bind("door", removed.map(email -> email.claim().door()).orElse(null))
        .bind("family", removed.map(email -> email.claim().family().name()).orElse(null))
        .bind("claimed", Columns.micros(removed.map(email -> email.claim().at())))
        .execute();
  }

  private static String select(String which) {
    return """
    select account, id, kind, at, email, former, address, door, family, claimed_at
    from address_change
    """
        + which;
  }

  private static final String SINCE =
      select("where account = :account and at > :since order by at desc, id desc");

  @Override
  public List<AddressChange> since(long account, Instant since) {
    return handle
        .createQuery(SINCE)
        .bind("account", account)
        .bind("since", Columns.micros(since))
        .map(SqlAddressChanges::change)
        .list();
  }

  private static final String REMOVED =
      select(
          """
          where account = :account and email = :email and kind = 'REMOVED'
          order by at desc
          limit 1
          """);

  @Override
  public Optional<Email> removed(long account, long email) {
    return handle
        .createQuery(REMOVED)
        .bind("account", account)
        .bind("email", email)
        .map(SqlAddressChanges::change)
        .findOne()
        .map(AddressChange::what)
        .map(what -> ((Removed) what).email());
  }

  private static final String DELETE =
      "delete from address_change where account = :account and id = :id";

  @Override
  public void delete(long account, long id) {
    handle.createUpdate(DELETE).bind("account", account).bind("id", id).execute();
  }

  private static final String DELETE_ALL = "delete from address_change where account = :account";

  @Override
  public void deleteAll(long account) {
    handle.createUpdate(DELETE_ALL).bind("account", account).execute();
  }

  private static Kind kind(What what) {
    return switch (what) {
      case Added _ -> Kind.ADDED;
      case Verified _ -> Kind.VERIFIED;
      case Preferred _ -> Kind.PREFERRED;
      case Removed _ -> Kind.REMOVED;
    };
  }

  private static AddressChange change(ResultSet row, StatementContext context) throws SQLException {
    return new AddressChange(
        row.getLong("account"),
        row.getLong("id"),
        Columns.time(row, "at"),
        row.getLong("email"),
        what(row));
  }

  private static What what(ResultSet row) throws SQLException {
    return switch (Kind.valueOf(row.getString("kind"))) {
      case ADDED -> new Added();
      case VERIFIED -> new Verified();
      case PREFERRED -> new Preferred(row.getLong("former"));
      case REMOVED ->
          new Removed(
              new Email(
                  row.getLong("email"),
                  row.getLong("account"),
                  row.getString("address"),
                  true,
                  new Email.Claim(
                      Columns.door(row),
                      new CodeFamily(row.getString("family")),
                      Columns.time(row, "claimed_at"),
                      Optional.empty(),
                      false)));
    };
  }
}
