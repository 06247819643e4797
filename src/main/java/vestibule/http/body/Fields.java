package vestibule.http.body;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** The fields of one body, be it a JSON object or a form: by name, in the order sent. */
public final class Fields {
  private static final Fields NONE = new Fields(new LinkedHashMap<>(), false, false);

  private final LinkedHashMap<String, Field> fields;
  private final boolean unstorable;
  private final boolean repeated;

  /** Takes the map over; {@code unstorable} as {@link #hasUnstorableText()} says. */
  Fields(LinkedHashMap<String, Field> fields, boolean unstorable) {
    this(fields, unstorable, false);
  }

  /** The same; {@code repeated} as {@link #hasRepeatedName()} says. */
  Fields(LinkedHashMap<String, Field> fields, boolean unstorable, boolean repeated) {
    this.fields = fields;
    this.unstorable = unstorable;
    this.repeated = repeated;
  }

  /** The fields of an empty form. */
  public static Fields none() {
    return NONE;
  }

  /** The field of this name; empty when it was not sent, {@link Field.Null} when it was null. */
  public Optional<Field> field(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  /** The text of this name; empty when it was not sent or is no text. */
  public Optional<String> text(String name) {
    return fields.get(name) instanceof Field.Text text
        ? Optional.of(text.value())
        : Optional.empty();
  }

  /** Whether a field of this name was sent, null included. */
  public boolean has(String name) {
    return fields.containsKey(name);
  }

  /** Every name in the order sent. */
  public List<String> names() {
    return List.copyOf(fields.keySet());
  }

  /**
   * Whether any name or text, nested ones too, holds NUL or a lone surrogate: neither can be stored
   * as text in PostgreSQL nor sent as UTF-8, so a contract refuses the body.
   */
  public boolean hasUnstorableText() {
    return unstorable;
  }

  /** Whether a URL-encoded form has two fields of one name, of which the last is known here. */
  public boolean hasRepeatedName() {
    return repeated;
  }

  /** Whether this text holds NUL or a surrogate without its other half. */
  public static boolean isUnstorable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isLowSurrogate(c)) {
        return true;
      }
      if (Character.isHighSurrogate(c)) {
        i++;
        if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
          return true;
        }
      }
    }
    return false;
  }
}
