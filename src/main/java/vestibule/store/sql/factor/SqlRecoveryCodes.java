package vestibule.store.sql.factor;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import vestibule.core.store.factor.RecoveryCodeStore;
import vestibule.store.engine.Columns;

/** The codes of a database that stand in for lost factors. */
public record SqlRecoveryCodes(Handle handle) implements RecoveryCodeStore {

  private static final String LEFT =
      "select count(*) from recovery_code where account = :account and spent_at is null";

  @Override
  public int left(long account) {
    return handle.createQuery(LEFT).bind("account", account).mapTo(Integer.class).one();
  }

  private static final String INSERT =
      """
      insert into recovery_code (account, hash, created_at) values (:account, :hash, :now)
      """;

  @Override
  public void replace(long account, List<String> hashes, Instant now) {
    deleteAll(account);
    for (String hash : hashes) {
      handle
          .createUpdate(INSERT)
          .bind("account", account)
          .bind("hash", hash)
          .bind("now", Columns.micros(now))
          .execute();
    }
  }

  private static final String SPEND =
      """
      update recovery_code set spent_at = :now
      where account = :account and hash = :hash and spent_at is null
      """;

  @Override
  public boolean spend(long account, String hash, Instant now) {
    return handle
            .createUpdate(SPEND)
            .bind("now", Columns.micros(now))
            .bind("account", account)
            .bind("hash", hash)
            .execute()
        == 1;
  }

  private static final String DELETE_ALL = "delete from recovery_code where account = :account";

  @Override
  public void deleteAll(long account) {
    handle.createUpdate(DELETE_ALL).bind("account", account).execute();
  }
}
