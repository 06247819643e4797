package vestibule.store.sql.factor;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import vestibule.core.model.factor.EnrolledFactor;
import vestibule.core.model.factor.EnrolledFactor.Kind;
import vestibule.core.model.factor.EnrolledFactor.Material;
import vestibule.core.model.factor.EnrolledFactor.Times;
import vestibule.core.store.factor.FactorStore;
import vestibule.store.engine.Columns;

/** The second factors of a database. */
public record SqlFactors(Handle handle) implements FactorStore {

  private static final String OF =
      """
      select account, id, kind, name, secret, credential, traits, counter, created_at, used_at
      from factor
      where account = :account
      order by id
      """;

  @Override
  public List<EnrolledFactor> of(long account) {
    return handle.createQuery(OF).bind("account", account).map(SqlFactors::factor).list();
  }

  private static final String INSERT =
      """
      insert into factor (account, id, kind, name, secret, credential, traits, counter, created_at,
        used_at)
      values (:account, :id, :kind, :name, :secret, :credential, :traits, :counter, :created, :used)
      """;

  @Override
  public void insert(EnrolledFactor factor) {
    Material material = factor.material();
    handle
        .createUpdate(INSERT)
        .bind("account", factor.account())
        .bind("id", factor.id())
        .bind("kind", factor.kind().name())
        .bind("name", factor.name())
        .bind("secret", material.secret())
        .bind("credential", material.credential().orElse(null))
        .bind("traits", String.join(" ", material.traits()))
        .bind("counter", material.counter())
        .bind("created", Columns.micros(factor.times().created()))
        .bind("used", Columns.micros(factor.times().used()))
        .execute();
  }

  private static final String USE =
      """
      update factor set counter = :counter, traits = :traits, used_at = :now
      where account = :account and id = :id and counter = :before
      """;

  @Override
  public boolean use(EnrolledFactor factor, long before, Instant now) {
    return handle
            .createUpdate(USE)
            .bind("counter", factor.material().counter())
            .bind("traits", String.join(" ", factor.material().traits()))
            .bind("now", Columns.micros(now))
            .bind("account", factor.account())
            .bind("id", factor.id())
            .bind("before", before)
            .execute()
        == 1;
  }

  private static final String DELETE = "delete from factor where account = :account and id = :id";

  @Override
  public boolean delete(long account, long id) {
    return handle.createUpdate(DELETE).bind("account", account).bind("id", id).execute() == 1;
  }

  private static final String DELETE_ALL = "delete from factor where account = :account";

  @Override
  public void deleteAll(long account) {
    handle.createUpdate(DELETE_ALL).bind("account", account).execute();
  }

  private static EnrolledFactor factor(ResultSet row, StatementContext context)
      throws SQLException {
    String traits = row.getString("traits");
    return new EnrolledFactor(
        row.getLong("account"),
        row.getLong("id"),
        Kind.valueOf(row.getString("kind")),
        row.getString("name"),
        new Material(
            row.getString("secret"),
            Optional.ofNullable(row.getString("credential")),
            traits.isEmpty() ? List.of() : List.of(traits.split(" ")),
            row.getLong("counter")),
        new Times(Columns.time(row, "created_at"), Columns.optionalTime(row, "used_at")));
  }
}
