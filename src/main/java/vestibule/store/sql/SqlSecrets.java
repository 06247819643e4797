package vestibule.store.sql;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import vestibule.core.store.SecretStore;

/** The hashes of keys and codes of a database. */
record SqlSecrets(Handle handle) implements SecretStore {

  private static final String INSERT =
      "insert into secret (hash, kind, account, id) values (:hash, :kind, :account, :id)";

  @Override
  public void insert(String hash, Target target) {
    handle
        .createUpdate(INSERT)
        .bind("hash", hash)
        .bind("kind", target.kind().name())
        .bind("account", target.account())
        .bind("id", target.id())
        .execute();
  }

  private static final String FIND = "select kind, account, id from secret where hash = :hash";

  @Override
  public Optional<Target> find(String hash) {
    return handle
        .createQuery(FIND)
        .bind("hash", hash)
        .map(
            (row, context) ->
                new Target(
                    Kind.valueOf(row.getString("kind")), row.getLong("account"), row.getLong("id")))
        .findOne();
  }

  private static final String DELETE = "delete from secret where hash = :hash";

  @Override
  public void delete(String hash) {
    handle.createUpdate(DELETE).bind("hash", hash).execute();
  }

  /** Forgets many at once. */
  void delete(List<String> hashes) {
    if (hashes.isEmpty()) {
      return;
    }
    try (PreparedBatch batch = handle.prepareBatch(DELETE)) {
      hashes.forEach(hash -> batch.bind("hash", hash).add());
      batch.execute();
    }
  }
}
