package vestibule.moving.table;

import java.util.Collection;
import java.util.Set;
import vestibule.moving.BadSource;

/** A mapping cannot be used; the message is for the operator. */
public final class BadMap extends BadSource {
  private static final long serialVersionUID = 1L;

  BadMap(String message) {
    super("the map cannot be used: " + message);
  }

  /**
   * Looks whether columns are there.
   *
   * @throws BadMap with the name of one that is not
   */
  static void requireColumns(Collection<String> wanted, Set<String> there) {
    for (String column : wanted) {
      if (!there.contains(column)) {
        throw new BadMap("there is no column " + column);
      }
    }
  }
}
