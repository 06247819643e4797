package vestibule.theme;

/** A folder that is no theme; the message says what is wrong, for the operator. */
public final class BadTheme extends Exception {
  private static final long serialVersionUID = 1;

  BadTheme(String message) {
    super(message);
  }
}
