package vestibule.web.account;

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

  Remark(String field, String key) {
    this(field, key, Map.of());
  }

  static Remark ofForm(String key) {
    return new Remark("", key);
  }
}
