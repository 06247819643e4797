package vestibule.store.sql.service;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import vestibule.core.model.service.Scope;
import vestibule.core.model.service.Service;
import vestibule.core.store.service.ServiceStore;
import vestibule.store.engine.Columns;

/** The programs of a database that have credentials of their own. */
public record SqlServices(Handle handle) implements ServiceStore {

  private static final String ALL =
      """
      select id, name, scopes, made_at, secret, secret_since, former, former_until
      from service order by id
      """;

  @Override
  public List<Service> all() {
    return handle.createQuery(ALL).map((row, _) -> service(row)).list();
  }

  private static Service service(ResultSet row) throws SQLException {
    Optional<Instant> until = Columns.optionalTime(row, "former_until");
    String former = row.getString("former");
    return new Service(
        row.getLong("id"),
        row.getString("name"),
        Scope.all(row.getString("scopes")),
        Columns.time(row, "made_at"),
        new Service.Credential(
            row.getString("secret"),
            Columns.time(row, "secret_since"),
            until.map(end -> new Service.Former(former, end))));
  }

  private static final String INSERT =
      """
      insert into service
        (id, name, scopes, made_at, secret, secret_since, former, former_until)
      values (:id, :name, :scopes, :made, :secret, :since, :former, :until)
      on conflict (name) do nothing
      """;

  @Override
  public boolean insert(Service service) {
    return known(handle.createUpdate(INSERT), service.credential())
            .bind("id", service.id())
            .bind("name", service.name())
            .bind("scopes", Scope.text(service.scopes()))
            .bind("made", Columns.micros(service.made()))
            .execute()
        == 1;
  }

  private static Update known(Update update, Service.Credential credential) {
    return update
        .bind("secret", credential.hash())
        .bind("since", Columns.micros(credential.since()))
        .bind("former", credential.former().map(Service.Former::hash).orElse(null))
        .bind("until", Columns.micros(credential.former().map(Service.Former::until)));
  }

  private static final String PUT =
      """
      update service
      set secret = :secret, secret_since = :since, former = :former, former_until = :until
      where id = :id and secret = :seen
      """;

  @Override
  public boolean put(Service service, String seen) {
    return known(handle.createUpdate(PUT), service.credential())
            .bind("id", service.id())
            .bind("seen", seen)
            .execute()
        == 1;
  }

  private static final String DELETE = "delete from service where id = :id";

  @Override
  public boolean delete(long id) {
    return handle.createUpdate(DELETE).bind("id", id).execute() == 1;
  }
}
