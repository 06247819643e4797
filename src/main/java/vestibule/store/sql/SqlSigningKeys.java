package vestibule.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import vestibule.core.model.SigningKey;
import vestibule.core.store.SigningKeyStore;
import vestibule.store.engine.Columns;

/** The sealed secrets of a database. */
record SqlSigningKeys(Handle handle) implements SigningKeyStore {

  private static final String ALL =
      """
      select name, sealed, made_at, signs_from, ends_at, longest_life
      from signing_key order by name
      """;

  @Override
  public List<SealedSecret> all() {
    return handle.createQuery(ALL).map((row, _) -> secret(row)).list();
  }

  private static SealedSecret secret(ResultSet row) throws SQLException {
    return new SealedSecret(
        row.getString("name"),
        row.getString("sealed"),
        new SigningKey.Times(
            Columns.time(row, "made_at"),
            Columns.optionalTime(row, "signs_from"),
            Columns.optionalTime(row, "ends_at"),
            Duration.of(row.getLong("longest_life"), ChronoUnit.MICROS)));
  }

  private static final String INSERT =
      """
      insert into signing_key
        (name, sealed, made_at, signs_from, ends_at, longest_life)
      values (:name, :sealed, :made, :signs, :ends, :life)
      on conflict (name) do nothing
      """;

  @Override
  public boolean insert(SealedSecret secret) {
    return timed(handle.createUpdate(INSERT), secret.times())
            .bind("name", secret.name())
            .bind("sealed", secret.sealed())
            .bind("made", Columns.micros(secret.times().made()))
            .execute()
        == 1;
  }

  private static Update timed(Update update, SigningKey.Times times) {
    return update
        .bind("signs", Columns.micros(times.signsFrom()))
        .bind("ends", Columns.micros(times.ends()))
        .bind("life", times.longestLife().toNanos() / 1_000);
  }

  private static final String HOLDS =
      "update signing_key set made_at = made_at where name = :name and sealed = :sealed";

  @Override
  public boolean holds(String name, String sealed) {
    return handle.createUpdate(HOLDS).bind("name", name).bind("sealed", sealed).execute() == 1;
  }

  private static final String PUT =
      "update signing_key set sealed = :sealed, made_at = :made where name = :name";

  @Override
  public void put(String name, String sealed, Instant made) {
    handle
        .createUpdate(PUT)
        .bind("name", name)
        .bind("sealed", sealed)
        .bind("made", Columns.micros(made))
        .execute();
  }

  private static final String RESEAL = "update signing_key set sealed = :sealed where name = :name";

  @Override
  public void reseal(String name, String sealed) {
    handle.createUpdate(RESEAL).bind("name", name).bind("sealed", sealed).execute();
  }

  private static final String SCHEDULE =
      """
      update signing_key set signs_from = :signs, ends_at = :ends, longest_life = :life
      where name = :name
      """;

  @Override
  public void schedule(String name, SigningKey.Times times) {
    timed(handle.createUpdate(SCHEDULE), times).bind("name", name).execute();
  }

  private static final String DELETE = "delete from signing_key where name = :name";

  @Override
  public boolean delete(String name) {
    return handle.createUpdate(DELETE).bind("name", name).execute() == 1;
  }
}
