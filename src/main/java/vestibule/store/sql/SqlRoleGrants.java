package vestibule.store.sql;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import vestibule.core.store.RoleGrantStore;
import vestibule.store.engine.Columns;

/** The permissions given to roles that are not told to all yet. */
record SqlRoleGrants(Handle handle) implements RoleGrantStore {

  private static final String BEGIN =
      """
      insert into role_grant (role, permission, granted_at, after_account)
      values (:role, :permission, :at, 0)
      on conflict (role, permission) do update set granted_at = :at, after_account = 0
      """;

  @Override
  public void begin(long role, long permission, Instant at) {
    of(BEGIN, role, permission).bind("at", Columns.micros(at)).execute();
  }

  private static final String DROP =
      "delete from role_grant where role = :role and permission = :permission";

  @Override
  public void drop(long role, long permission) {
    of(DROP, role, permission).execute();
  }

  private static final String PENDING =
      """
      select role, permission, granted_at, after_account from role_grant
      order by role, after_account, permission
      limit :most
      """;

  @Override
  public List<RoleGrant> pending(int most) {
    return handle
        .createQuery(PENDING)
        .bind("most", most)
        .map(
            (row, _) ->
                new RoleGrant(
                    row.getLong("role"),
                    row.getLong("permission"),
                    Columns.time(row, "granted_at"),
                    row.getLong("after_account")))
        .list();
  }

  private static final String ADVANCE =
      """
      update role_grant set after_account = :account
      where role = :role and permission = :permission and granted_at = :at
        and after_account = :after
      """;

  @Override
  public boolean advance(RoleGrant from, long account) {
    return still(ADVANCE, from).bind("account", account).execute() == 1;
  }

  private static final String END =
      """
      delete from role_grant
      where role = :role and permission = :permission and granted_at = :at
        and after_account = :after
      """;

  @Override
  public boolean end(RoleGrant from) {
    return still(END, from).execute() == 1;
  }

  private Update still(String sql, RoleGrant from) {
    return of(sql, from.role(), from.permission())
        .bind("at", Columns.micros(from.at()))
        .bind("after", from.after());
  }

  private Update of(String sql, long role, long permission) {
    return handle.createUpdate(sql).bind("role", role).bind("permission", permission);
  }
}
