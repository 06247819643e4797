package vestibule.store.sql;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import vestibule.core.store.SigningKeyStore;
import vestibule.store.engine.Columns;

/** The sealed signing keys of a database. */
record SqlSigningKeys(Handle handle) implements SigningKeyStore {

  private static final String FIND = "select sealed from signing_key where name = :name";

  @Override
  public Optional<byte[]> find(String name) {
    return handle
        .createQuery(FIND)
        .bind("name", name)
        .map((row, context) -> HexFormat.of().parseHex(row.getString("sealed")))
        .findOne();
  }

  private static final String INSERT =
      """
      insert into signing_key (name, sealed, made_at) values (:name, :sealed, :at)
      on conflict (name) do nothing
      """;

  @Override
  public boolean insert(String name, byte[] sealed, Instant at) {
    return handle
            .createUpdate(INSERT)
            .bind("name", name)
            .bind("sealed", HexFormat.of().formatHex(sealed))
            .bind("at", Columns.micros(at))
            .execute()
        == 1;
  }
}
