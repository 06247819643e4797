package vestibule.store.sql;

import java.time.Instant;
import org.jdbi.v3.core.Handle;
import vestibule.core.model.LoginKey;
import vestibule.core.store.HeldAddressStore;
import vestibule.store.engine.Columns;

/** The held addresses of a database. */
record SqlHeldAddresses(Handle handle) implements HeldAddressStore {

  private static final String HOLD =
      """
      insert into held_address (key, account, held_until) values (:key, :account, :until)
      on conflict (key) do update set account = :account, held_until = :until
      """;

  @Override
  public void hold(LoginKey key, long account, Instant until) {
    handle
        .createUpdate(HOLD)
        .bind("key", key.text())
        .bind("account", account)
        .bind("until", Columns.micros(until))
        .execute();
  }

  private static final String IS_HELD =
      """
      select 1 from held_address
      where key = :key and account <> :account and held_until > :now
      """;

  @Override
  public boolean isHeldFromOther(LoginKey key, long account, Instant now) {
    return handle
        .createQuery(IS_HELD)
        .bind("key", key.text())
        .bind("account", account)
        .bind("now", Columns.micros(now))
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  private static final String RELEASE =
      "delete from held_address where key = :key and account = :account";

  @Override
  public void release(LoginKey key, long account) {
    handle.createUpdate(RELEASE).bind("key", key.text()).bind("account", account).execute();
  }
}
