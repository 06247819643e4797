package vestibule.core.model;

import java.util.List;

/**
 * What an account was given.
 *
 * @param groups by id
 * @param roles by id
 * @param permissions the names of its own and of its roles', sorted, each once
 */
public record Rights(List<Named> groups, List<Named> roles, List<String> permissions) {

  /** Nothing given. */
  public static final Rights NONE = new Rights(List.of(), List.of(), List.of());

  public Rights {
    groups = List.copyOf(groups);
    roles = List.copyOf(roles);
    permissions = List.copyOf(permissions);
  }

  /** A group or role. */
  public record Named(long id, String name) {}

  public enum Kind {
    GROUP,
    ROLE,
    PERMISSION
  }
}
