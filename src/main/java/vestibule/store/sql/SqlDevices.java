package vestibule.store.sql;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import vestibule.core.store.DeviceStore;
import vestibule.store.engine.Columns;

/** The devices of a database. */
record SqlDevices(Handle handle) implements DeviceStore {

  private static final String SEEN =
      "select seen_at from known_device where account = :account and device = :device";

  @Override
  public Optional<Instant> seen(long account, String device) {
    return handle
        .createQuery(SEEN)
        .bind("account", account)
        .bind("device", device)
        .map((row, context) -> Columns.time(row, "seen_at"))
        .findOne();
  }

  private static final String HAS_ANY =
      "select 1 from known_device where account = :account limit 1";

  @Override
  public boolean hasAny(long account) {
    return handle
        .createQuery(HAS_ANY)
        .bind("account", account)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  private static final String TOLD =
      """
      select count(*) from known_device
      where account = :account and told = 1 and seen_at >= :since
      """;

  @Override
  public int told(long account, Instant since) {
    return handle
        .createQuery(TOLD)
        .bind("account", account)
        .bind("since", Columns.micros(since))
        .mapTo(Integer.class)
        .one();
  }

  private static final String PUT =
      """
      insert into known_device (account, device, seen_at, told)
      values (:account, :device, :now, :told)
      on conflict (account, device) do update set seen_at = :now, told = :told
      """;

  @Override
  public void put(long account, String device, Instant now, boolean told) {
    handle
        .createUpdate(PUT)
        .bind("account", account)
        .bind("device", device)
        .bind("now", Columns.micros(now))
        .bind("told", Columns.truth(told))
        .execute();
  }

  private static final String DELETE_ALL = "delete from known_device where account = :account";

  @Override
  public void deleteAll(long account) {
    handle.createUpdate(DELETE_ALL).bind("account", account).execute();
  }
}
