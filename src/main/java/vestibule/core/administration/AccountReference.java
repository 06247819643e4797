package vestibule.core.administration;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How an operator names one account. A number is always an id and never a user name, since anybody
 * may register with a number for a name.
 */
public sealed interface AccountReference {

  /** By its id. */
  record ById(long id) implements AccountReference {}

  /** By its user name. */
  record ByName(String name) implements AccountReference {}

  /** By one of its addresses. */
  record ByAddress(String address) implements AccountReference {}

  /** The largest id: JavaScript reads no larger number exactly. */
  long LARGEST_ID = (1L << 53) - 1;

  /** Digits of any script, as they would be compared if they were a name. */
  Pattern NUMBER = Pattern.compile("[+\\-\u2212]?\\p{Nd}+");

  /** An id as the program prints it. */
  Pattern ID = Pattern.compile("[1-9][0-9]{0,15}");

  /**
   * Reads {@code id:…}, {@code name:…} or {@code email:…}; without one of these, a number is an id,
   * a text with {@code @} an address, and any other text a user name.
   *
   * @throws UnclearException in words for the operator, when it could mean two things
   */
  static AccountReference of(String text) {
    if (text.isBlank() || !text.equals(text.strip())) {
      throw new UnclearException("an account's name has no blanks at its ends");
    }
    String folded = Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
    return prefixed(text, folded)
        .orElseGet(
            () -> {
              if (NUMBER.matcher(folded).matches()) {
                return new ById(id(text));
              }
              return text.indexOf('@') >= 0 ? new ByAddress(text) : new ByName(text);
            });
  }

  private static Optional<AccountReference> prefixed(String text, String folded) {
    int colon = folded.indexOf(':');
    String prefix = colon < 0 ? "" : folded.substring(0, colon).strip().toLowerCase(Locale.ROOT);
    String rest = text.substring(text.indexOf(':') + 1);
    Optional<AccountReference> named =
        switch (prefix) {
          case "id" -> Optional.of(new ById(id(rest)));
          case "name" -> Optional.of(new ByName(rest));
          case "email" -> Optional.of(new ByAddress(rest));
          default -> Optional.empty();
        };
    if (named.isPresent() && !text.startsWith(prefix + ":")) {
      throw new UnclearException("write " + prefix + ": in small ASCII letters");
    }
    if (named.isPresent() && (rest.isBlank() || !rest.equals(rest.strip()))) {
      throw new UnclearException("an account's name has no blanks at its ends");
    }
    return named;
  }

  private static long id(String text) {
    if (!ID.matcher(text).matches() || Long.parseLong(text) > LARGEST_ID) {
      throw new UnclearException(
          "an id is a whole number from 1 to "
              + LARGEST_ID
              + " in plain digits; for a user name that looks like a number write name:"
              + text);
    }
    return Long.parseLong(text);
  }

  /** A text that could mean two accounts, or none; the message says to the operator why. */
  final class UnclearException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    UnclearException(String message) {
      super(message);
    }
  }
}
