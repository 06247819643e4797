package vestibule.moving.table;

import vestibule.moving.BadSource;

/** A mapping cannot be used; the message is for the operator. */
public final class BadMap extends BadSource {
  private static final long serialVersionUID = 1L;

  BadMap(String message) {
    super("the map cannot be used: " + message);
  }
}
