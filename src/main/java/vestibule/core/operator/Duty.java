package vestibule.core.operator;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vestibule.core.model.Rights;

/** What an operator is there for, each with all that those before it may do. */
public enum Duty {
  /** Looks, and changes nothing. */
  READ,
  /** Helps people, who have no duty themselves, into their accounts and out of them. */
  SUPPORT,
  /** Does everything. */
  ADMIN;

  /** How the names of permissions begin that only admins give, and no import or hook. */
  public static final String RESERVED = "vestibule.";

  /** The name of the permission that makes an operator. */
  public String permission() {
    return RESERVED + name().toLowerCase(Locale.ROOT);
  }

  /** Whether it includes another one. */
  public boolean includes(Duty other) {
    return compareTo(other) >= 0;
  }

  /** The highest duty of those rights; empty for everybody who is no operator. */
  public static Optional<Duty> of(Rights rights) {
    return rights.permissions().isEmpty() ? Optional.empty() : of(rights.permissions());
  }

  private static Optional<Duty> of(List<String> permissions) {
    return Arrays.stream(values())
        .filter(duty -> permissions.contains(duty.permission()))
        .max(Comparator.naturalOrder());
  }

  /** Whether a permission of that name is given by admins alone. */
  public static boolean isReserved(String permission) {
    return permission.toLowerCase(Locale.ROOT).startsWith(RESERVED);
  }
}
