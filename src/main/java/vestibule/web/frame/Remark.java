package vestibule.web.frame;

import java.util.Map;

/**
 * What a page says of what was typed.
 *
 * @param field of the form; "" for the form as a whole
 * @param key of its words
 * @param values stand in the words for their names in braces
 */
public record Remark(String field, String key, Map<String, String> values) {

  /** Keeps its own copy. */
  public Remark {
    values = Map.copyOf(values);
  }

  public Remark(String field, String key) {
    this(field, key, Map.of());
  }

  public static Remark ofForm(String key) {
    return new Remark("", key);
  }
}
