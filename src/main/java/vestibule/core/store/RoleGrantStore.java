package vestibule.core.store;

import java.time.Instant;
import java.util.List;

/** Keeps which permissions were given to roles while not all who have the role were told. */
public interface RoleGrantStore {

  /**
   * A permission that was given to a role.
   *
   * @param after the last account that was looked at
   */
  record RoleGrant(long role, long permission, Instant at, long after) {}

  /** Begins with the first account, also where some were told of an earlier giving. */
  void begin(long role, long permission, Instant at);

  /** Leaves the rest untold, as the permission was taken again. */
  void drop(long role, long permission);

  /** Some of those that are not done, the lowest role first. */
  List<RoleGrant> pending(int most);

  /**
   * Notes that accounts up to this one were looked at.
   *
   * @return false when another node did so, or the permission was taken
   */
  boolean advance(RoleGrant from, long account);

  /**
   * Notes that all accounts were looked at.
   *
   * @return false as {@link #advance}
   */
  boolean end(RoleGrant from);
}
