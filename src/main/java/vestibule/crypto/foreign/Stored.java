package vestibule.crypto.foreign;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import vestibule.core.model.Password;

/**
 * A foreign hash as it is kept: a mark with its version, then by blanks the scheme, the name of its
 * key, its parameters, the hash of ours that wraps its digest, and its own text to the end. A minus
 * stands for what there is not.
 *
 * @param wrapper verifies the digest that is left out of the text
 */
record Stored(
    String scheme,
    Optional<String> key,
    Map<String, String> params,
    Optional<String> wrapper,
    String text) {

  private static final String NONE = Password.NO_KEY;
  private static final int FIELDS = 5;

  String encoded() {
    return Password.FOREIGN
        + String.join(
            " ",
            scheme,
            key.orElse(NONE),
            params.isEmpty() ? NONE : encoded(params),
            wrapper.orElse(NONE),
            text);
  }

  /**
   * Reads what {@link #encoded} wrote.
   *
   * @throws Unreadable for anything else
   */
  static Stored of(String encoded) {
    String[] fields = Forms.after(Password.FOREIGN, encoded).split(" ", FIELDS);
    if (fields.length != FIELDS) {
      throw Unreadable.damaged();
    }
    return new Stored(
        fields[0],
        Optional.of(fields[1]).filter(name -> !name.equals(NONE)),
        decoded(fields[2]),
        Optional.of(fields[3]).filter(hash -> !hash.equals(NONE)),
        fields[4]);
  }

  private static String encoded(Map<String, String> params) {
    return new TreeMap<>(params)
        .entrySet().stream()
            .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
  }

  private static Map<String, String> decoded(String text) {
    Map<String, String> params = new HashMap<>();
    if (!text.equals(NONE)) {
      for (String one : text.split("&")) {
        int sign = one.indexOf('=');
        if (sign < 1) {
          throw Unreadable.damaged();
        }
        params.put(one.substring(0, sign), value(one.substring(sign + 1)));
      }
    }
    return Map.copyOf(params);
  }

  private static String value(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      throw Unreadable.damaged();
    }
  }

  /** Hides the hash. */
  @Override
  public String toString() {
    return "Stored[scheme=" + scheme + "]";
  }
}
