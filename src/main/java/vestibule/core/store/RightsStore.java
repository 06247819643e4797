package vestibule.core.store;

import java.util.List;
import java.util.Optional;
import vestibule.core.model.Rights;

/** Keeps groups, roles and permissions, and who has them. */
public interface RightsStore {

  /** The rights of an account. */
  Rights of(long account);

  /**
   * Adds a group, role or permission.
   *
   * @return false, and nothing changed, when one of that name exists
   */
  boolean insert(Rights.Kind kind, Rights.Named named);

  /** The group, role or permission of that name. */
  Optional<Rights.Named> find(Rights.Kind kind, String name);

  /** The group, role or permission of that id. */
  Optional<Rights.Named> find(Rights.Kind kind, long id);

  /** All of a kind, by id; at most 10,000. */
  List<Rights.Named> all(Rights.Kind kind);

  /**
   * Lets every other unit of work that would give or delete it wait until this one has ended.
   *
   * @return false when there is none of that id any more
   */
  boolean lock(Rights.Kind kind, long id);

  /**
   * Removes one, from roles too. Accounts have it no more, but {@link #members} still tells which
   * ones had it.
   */
  void delete(Rights.Kind kind, long id);

  /**
   * The accounts that were given it, by id. There is no index for it.
   *
   * @param after only ids beyond this one
   */
  List<Long> members(Rights.Kind kind, long id, long after, int most);

  /** To how many accounts it was given. There is no index for it. */
  long countMembers(Rights.Kind kind, long id);

  /** The roles that carry a permission, by id. */
  List<Rights.Named> rolesWith(long permission);

  /** The names of the permissions that a role carries, sorted. */
  List<String> permissionsOf(long role);

  /**
   * Gives one to an account.
   *
   * @return false when it had it before
   */
  boolean grant(Rights.Kind kind, long id, long account);

  /**
   * Takes one from an account.
   *
   * @return false when it did not have it
   */
  boolean revoke(Rights.Kind kind, long id, long account);

  /**
   * Adds a permission to a role.
   *
   * @return false when the role had it before
   */
  boolean grantToRole(long permission, long role);

  /**
   * Takes a permission from a role.
   *
   * @return false when the role did not have it
   */
  boolean revokeFromRole(long permission, long role);

  /** By what an account has a permission: the roles of its that carry it, and 0 for itself. */
  List<Long> holding(long account, long permission);

  /** Takes everything from an account. */
  void deleteAll(long account);
}
