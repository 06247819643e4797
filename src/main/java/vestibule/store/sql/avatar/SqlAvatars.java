package vestibule.store.sql.avatar;

import java.util.Base64;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import vestibule.core.model.avatar.Avatar;
import vestibule.core.store.avatar.AvatarStore;
import vestibule.store.engine.Columns;

/** The pictures of a database, as texts of base64: bytes have another type in each database. */
public record SqlAvatars(Handle handle) implements AvatarStore {

  private static final String FIND =
      "select picture, digest, changed_at from avatar where account = :account";

  @Override
  public Optional<Avatar> find(long account) {
    return handle
        .createQuery(FIND)
        .bind("account", account)
        .map(
            (row, _) ->
                new Avatar(
                    Base64.getDecoder().decode(row.getString("picture")),
                    row.getString("digest"),
                    Columns.time(row, "changed_at")))
        .findOne();
  }

  private static final String PUT =
      """
      insert into avatar (account, picture, digest, changed_at)
      values (:account, :picture, :digest, :changed)
      on conflict (account) do update
      set picture = excluded.picture, digest = excluded.digest, changed_at = excluded.changed_at
      """;

  @Override
  public void put(long account, Avatar avatar) {
    handle
        .createUpdate(PUT)
        .bind("account", account)
        .bind("picture", Base64.getEncoder().encodeToString(avatar.jpeg()))
        .bind("digest", avatar.digest())
        .bind("changed", Columns.micros(avatar.changedAt()))
        .execute();
  }

  private static final String DELETE = "delete from avatar where account = :account";

  @Override
  public boolean delete(long account) {
    return handle.createUpdate(DELETE).bind("account", account).execute() == 1;
  }
}
