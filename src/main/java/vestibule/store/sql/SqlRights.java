package vestibule.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;
import vestibule.core.model.Rights;
import vestibule.core.store.RightsStore;

/** The groups, roles and permissions of a database, and who has them. */
record SqlRights(Handle handle) implements RightsStore {

  /**
   * Cross joins, as SQLite keeps to their order: left to itself it begins with all permissions that
   * exist, since most accounts have no role.
   */
  private static final String OF =
      """
      select n.kind, n.id, n.name
      from account_right a cross join named_right n
      where a.account = :account and n.kind = a.kind and n.id = a.id
      union all
      select n.kind, n.id, n.name
      from account_right a cross join role_permission r cross join named_right n
      where a.account = :account and a.kind = 'ROLE' and r.role = a.id
        and n.kind = 'PERMISSION' and n.id = r.permission
      """;

  @Override
  public Rights of(long account) {
    List<Given> given =
        handle
            .createQuery(OF)
            .bind("account", account)
            .map(
                (row, context) ->
                    new Given(Rights.Kind.valueOf(row.getString("kind")), named(row, context)))
            .list();
    return given.isEmpty()
        ? Rights.NONE
        : new Rights(
            named(given, Rights.Kind.GROUP),
            named(given, Rights.Kind.ROLE),
            sorted(of(given, Rights.Kind.PERMISSION).map(Rights.Named::name)));
  }

  private static List<Rights.Named> named(List<Given> given, Rights.Kind kind) {
    return of(given, kind).sorted(Comparator.comparingLong(Rights.Named::id)).toList();
  }

  private static Stream<Rights.Named> of(List<Given> given, Rights.Kind kind) {
    return given.stream().filter(one -> one.kind() == kind).map(Given::right);
  }

  /** Sorted here, as each database has an order of texts of its own. */
  private static List<String> sorted(Stream<String> names) {
    return names.distinct().sorted().toList();
  }

  private static final String BETWEEN =
      """
      select a.account, n.kind, n.name
      from account_right a cross join named_right n
      where a.account between :first and :last and n.kind = a.kind and n.id = a.id
      order by a.account
      """;

  /** What a range of accounts was given itself, in no order of its own. */
  List<Own> between(long first, long last) {
    return handle
        .createQuery(BETWEEN)
        .bind("first", first)
        .bind("last", last)
        .map(
            (row, context) ->
                new Own(
                    row.getLong("account"),
                    Rights.Kind.valueOf(row.getString("kind")),
                    row.getString("name")))
        .list();
  }

  /** A group, role or permission that an account was given itself. */
  record Own(long account, Rights.Kind kind, String name) {}

  private static final String INSERT =
      """
      insert into named_right (kind, id, name) values (:kind, :id, :name)
      on conflict (kind, name) do nothing
      """;

  @Override
  public boolean insert(Rights.Kind kind, Rights.Named named) {
    return handle
            .createUpdate(INSERT)
            .bind("kind", kind.name())
            .bind("id", named.id())
            .bind("name", named.name())
            .execute()
        == 1;
  }

  private static final String FIND =
      "select id, name from named_right where kind = :kind and name = :name";

  @Override
  public Optional<Rights.Named> find(Rights.Kind kind, String name) {
    return handle
        .createQuery(FIND)
        .bind("kind", kind.name())
        .bind("name", name)
        .map(SqlRights::named)
        .findOne();
  }

  private static final String FIND_BY_ID =
      "select id, name from named_right where kind = :kind and id = :id";

  @Override
  public Optional<Rights.Named> find(Rights.Kind kind, long id) {
    return handle
        .createQuery(FIND_BY_ID)
        .bind("kind", kind.name())
        .bind("id", id)
        .map(SqlRights::named)
        .findOne();
  }

  private static final String ALL =
      "select id, name from named_right where kind = :kind order by id limit 10000";

  @Override
  public List<Rights.Named> all(Rights.Kind kind) {
    return handle.createQuery(ALL).bind("kind", kind.name()).map(SqlRights::named).list();
  }

  private static final String LOCK =
      "update named_right set name = name where kind = :kind and id = :id";

  @Override
  public boolean lock(Rights.Kind kind, long id) {
    return handle.createUpdate(LOCK).bind("kind", kind.name()).bind("id", id).execute() == 1;
  }

  private static final String DELETE = "delete from named_right where kind = :kind and id = :id";
  private static final String DROP_ROLE = "delete from role_permission where role = :id";
  private static final String DROP_PERMISSION =
      "delete from role_permission where permission = :id";

  @Override
  public void delete(Rights.Kind kind, long id) {
    handle.createUpdate(DELETE).bind("kind", kind.name()).bind("id", id).execute();
    switch (kind) {
      case GROUP -> {}
      case ROLE -> handle.createUpdate(DROP_ROLE).bind("id", id).execute();
      case PERMISSION -> handle.createUpdate(DROP_PERMISSION).bind("id", id).execute();
    }
  }

  private static final String MEMBERS =
      """
      select account
      from account_right
      where account > :after and kind = :kind and id = :id
      order by account
      limit :most
      """;

  @Override
  public List<Long> members(Rights.Kind kind, long id, long after, int most) {
    return handle
        .createQuery(MEMBERS)
        .bind("kind", kind.name())
        .bind("id", id)
        .bind("after", after)
        .bind("most", most)
        .mapTo(Long.class)
        .list();
  }

  private static final String COUNT_MEMBERS =
      "select count(*) from account_right where kind = :kind and id = :id";

  @Override
  public long countMembers(Rights.Kind kind, long id) {
    return handle
        .createQuery(COUNT_MEMBERS)
        .bind("kind", kind.name())
        .bind("id", id)
        .mapTo(Long.class)
        .one();
  }

  private static final String ROLES_WITH =
      """
      select n.id, n.name
      from role_permission r join named_right n on n.kind = 'ROLE' and n.id = r.role
      where r.permission = :permission
      order by n.id
      """;

  @Override
  public List<Rights.Named> rolesWith(long permission) {
    return handle
        .createQuery(ROLES_WITH)
        .bind("permission", permission)
        .map(SqlRights::named)
        .list();
  }

  private static final String PERMISSIONS_OF =
      """
      select n.name
      from role_permission r join named_right n on n.kind = 'PERMISSION' and n.id = r.permission
      where r.role = :role
      """;

  @Override
  public List<String> permissionsOf(long role) {
    return sorted(
        handle.createQuery(PERMISSIONS_OF).bind("role", role).mapTo(String.class).list().stream());
  }

  static final String GRANT =
      """
      insert into account_right (account, kind, id) values (:account, :kind, :id)
      on conflict (account, kind, id) do nothing
      """;

  @Override
  public boolean grant(Rights.Kind kind, long id, long account) {
    return isChanged(GRANT, kind, id, account);
  }

  private static final String REVOKE =
      "delete from account_right where account = :account and kind = :kind and id = :id";

  @Override
  public boolean revoke(Rights.Kind kind, long id, long account) {
    return isChanged(REVOKE, kind, id, account);
  }

  private boolean isChanged(String sql, Rights.Kind kind, long id, long account) {
    return bind(handle.createUpdate(sql), kind, id, account).execute() == 1;
  }

  /** Binds what {@link #GRANT} takes. */
  static <S extends SqlStatement<S>> S bind(S grant, Rights.Kind kind, long id, long account) {
    return grant.bind("account", account).bind("kind", kind.name()).bind("id", id);
  }

  private static final String GRANT_TO_ROLE =
      """
      insert into role_permission (role, permission) values (:role, :permission)
      on conflict (role, permission) do nothing
      """;

  @Override
  public boolean grantToRole(long permission, long role) {
    return carried(GRANT_TO_ROLE, permission, role).execute() == 1;
  }

  private static final String REVOKE_FROM_ROLE =
      "delete from role_permission where role = :role and permission = :permission";

  @Override
  public boolean revokeFromRole(long permission, long role) {
    return carried(REVOKE_FROM_ROLE, permission, role).execute() == 1;
  }

  private Update carried(String sql, long permission, long role) {
    return handle.createUpdate(sql).bind("role", role).bind("permission", permission);
  }

  private static final String HOLDING_OWN =
      """
      select id from account_right
      where account = :account and kind = 'PERMISSION' and id = :permission
      """;

  private static final String HOLDING_BY_ROLE =
      """
      select a.id
      from account_right a join role_permission r on r.role = a.id
      where a.account = :account and a.kind = 'ROLE' and r.permission = :permission
      order by a.id
      """;

  @Override
  public List<Long> holding(long account, long permission) {
    List<Long> holding = new ArrayList<>();
    if (!held(HOLDING_OWN, account, permission).isEmpty()) {
      holding.add(0L);
    }
    holding.addAll(held(HOLDING_BY_ROLE, account, permission));
    return holding;
  }

  private List<Long> held(String sql, long account, long permission) {
    return handle
        .createQuery(sql)
        .bind("account", account)
        .bind("permission", permission)
        .mapTo(Long.class)
        .list();
  }

  private static final String DELETE_ALL = "delete from account_right where account = :account";

  @Override
  public void deleteAll(long account) {
    handle.createUpdate(DELETE_ALL).bind("account", account).execute();
  }

  private static Rights.Named named(ResultSet row, StatementContext context) throws SQLException {
    return new Rights.Named(row.getLong("id"), row.getString("name"));
  }

  private record Given(Rights.Kind kind, Rights.Named right) {}
}
