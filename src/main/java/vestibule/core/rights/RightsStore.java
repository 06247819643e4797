package vestibule.core.rights;

import java.util.List;
import java.util.Optional;

/** Keeps groups, roles and permissions, and who has them. */
public interface RightsStore {

  /** What an account was given. */
  Rights of(long account);

  /**
   * Adds a group, role or permission.
   *
   * @return false, and nothing changed, when one of that name exists
   */
  boolean insert(Rights.Kind kind, Rights.Named named);

  /** The group, role or permission of that name. */
  Optional<Rights.Named> find(Rights.Kind kind, String name);

  /** All of a kind, by id; at most 10,000. */
  List<Rights.Named> all(Rights.Kind kind);

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

  /** Takes everything from an account. */
  void deleteAll(long account);
}
