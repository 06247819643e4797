package vestibule.store.sql.event;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import vestibule.core.store.event.AccountEvent.Type;
import vestibule.core.store.event.Webhook;
import vestibule.core.store.event.WebhookStore;
import vestibule.store.engine.Columns;

/** The webhooks of a database. Their types lie in one column, with commas between. */
public record SqlWebhooks(Handle handle) implements WebhookStore {

  private static final String ALL =
      """
      select id, url, types, made_at, overlap_ends, failures, not_before, disabled_at, said
      from webhook order by id
      """;

  @Override
  public List<Webhook> all() {
    return handle.createQuery(ALL).map((row, _) -> webhook(row)).list();
  }

  private static final String FIND =
      """
      select id, url, types, made_at, overlap_ends, failures, not_before, disabled_at, said
      from webhook where id = :id
      """;

  @Override
  public Optional<Webhook> find(long id) {
    return handle.createQuery(FIND).bind("id", id).map((row, _) -> webhook(row)).findOne();
  }

  private static Webhook webhook(ResultSet row) throws SQLException {
    return new Webhook(
        row.getLong("id"),
        row.getString("url"),
        types(row.getString("types")),
        Columns.time(row, "made_at"),
        Columns.optionalTime(row, "overlap_ends"),
        new Webhook.Health(
            row.getInt("failures"),
            Columns.time(row, "not_before"),
            Columns.optionalTime(row, "disabled_at"),
            row.getString("said")));
  }

  /** Those of a newer version are nobody's here. */
  private static Set<Type> types(String kept) {
    List<String> names = List.of(kept.split(","));
    return Stream.of(Type.values())
        .filter(type -> names.contains(type.name()))
        .collect(Collectors.toSet());
  }

  private static final String INSERT =
      """
      insert into webhook
        (id, url, types, made_at, overlap_ends, failures, not_before, disabled_at, said)
      values (:id, :url, :types, :made, :overlap, :failures, :before, :disabled, :said)
      """;

  @Override
  public void insert(Webhook webhook) {
    Webhook.Health health = webhook.health();
    handle
        .createUpdate(INSERT)
        .bind("id", webhook.id())
        .bind("url", webhook.url())
        .bind("types", webhook.types().stream().map(Type::name).collect(Collectors.joining(",")))
        .bind("made", Columns.micros(webhook.made()))
        .bind("overlap", Columns.micros(webhook.overlapEnds()))
        .bind("failures", health.failures())
        .bind("before", Columns.micros(health.notBefore()))
        .bind("disabled", Columns.micros(health.disabled()))
        .bind("said", health.said())
        .execute();
  }

  private static final String DELETE = "delete from webhook where id = :id";

  @Override
  public boolean delete(long id) {
    return handle.createUpdate(DELETE).bind("id", id).execute() == 1;
  }

  private static final String OVERLAP = "update webhook set overlap_ends = :end where id = :id";

  @Override
  public boolean overlap(long id, Optional<Instant> end) {
    return handle.createUpdate(OVERLAP).bind("id", id).bind("end", Columns.micros(end)).execute()
        == 1;
  }

  private static final String FAILED =
      """
      update webhook set failures = failures + 1, not_before = :before, said = :why
      where id = :id
      """;

  @Override
  public void failed(long id, Instant notBefore, String why) {
    handle
        .createUpdate(FAILED)
        .bind("id", id)
        .bind("before", Columns.micros(notBefore))
        .bind("why", why)
        .execute();
  }

  private static final String SUCCEEDED =
      """
      update webhook set failures = 0, not_before = 0, said = ''
      where id = :id and (failures > 0 or not_before > 0)
      """;

  @Override
  public void succeeded(long id) {
    handle.createUpdate(SUCCEEDED).bind("id", id).execute();
  }

  private static final String TAKE_TRY =
      "update webhook set not_before = :before where id = :id and not_before = :seen";

  @Override
  public boolean takeTry(long id, Instant seen, Instant notBefore) {
    return handle
            .createUpdate(TAKE_TRY)
            .bind("id", id)
            .bind("seen", Columns.micros(seen))
            .bind("before", Columns.micros(notBefore))
            .execute()
        == 1;
  }

  private static final String DISABLE =
      "update webhook set disabled_at = :since, said = :why where id = :id";

  @Override
  public void disable(long id, Instant since, String why) {
    handle
        .createUpdate(DISABLE)
        .bind("id", id)
        .bind("since", Columns.micros(since))
        .bind("why", why)
        .execute();
  }

  private static final String ENABLE =
      """
      update webhook set disabled_at = null, failures = 0, not_before = 0, said = ''
      where id = :id
      """;

  @Override
  public boolean enable(long id) {
    return handle.createUpdate(ENABLE).bind("id", id).execute() == 1;
  }
}
