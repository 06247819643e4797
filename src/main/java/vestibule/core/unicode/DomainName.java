package vestibule.core.unicode;

import com.ibm.icu.text.IDNA;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The domain of an address in the form in which DNS and SMTP carry it: IDNA 2008 by the
 * non-transitional processing of UTS 46, so that {@code straße.de} is not {@code strasse.de}.
 */
public final class DomainName {

  /** In characters (RFC 1035 2.3.4, without the length bytes of first label and root). */
  private static final int LONGEST = 253;

  private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?+";

  /** RFC 3696 2: letters, digits, hyphens within; a top-level domain is not all digits. */
  private static final Pattern NAME = Pattern.compile("(?:" + LABEL + "\\.)*+(?![0-9]++$)" + LABEL);

  private static final String ACE_PREFIX = "xn--";

  /** RFC 5892 2.6: allowed though no letters or digits, in contexts that ICU looks at. */
  private static final String ALLOWED = "-\u00b7\u0375\u05f3\u05f4\u06fd\u06fe\u0f0b\u3007\u30fb";

  /** RFC 5892 2.6: letters and marks that are allowed nowhere. */
  private static final String DISALLOWED =
      "\u0640\u07fa\u302e\u302f\u3031\u3032\u3033\u3034\u3035\u303b";

  private static final String JOINERS = "\u200c\u200d";

  private DomainName() {}

  /** The library's tables take a while to load, and most domains need none. */
  private static final class Tables {

    static final IDNA UTS46 =
        IDNA.getUTS46Instance(
            IDNA.NONTRANSITIONAL_TO_ASCII
                | IDNA.NONTRANSITIONAL_TO_UNICODE
                | IDNA.USE_STD3_RULES
                | IDNA.CHECK_BIDI
                | IDNA.CHECK_CONTEXTJ
                | IDNA.CHECK_CONTEXTO);
  }

  /**
   * The name in lower-case ASCII, with A-labels where it was typed in other letters. One label is
   * enough, as mail within a house has such domains.
   *
   * @return empty for what no domain can be called, and for what became ASCII only by folding: a
   *     name is either typed in ASCII or needs A-labels
   */
  public static Optional<String> ascii(String typed) {
    if (typed.length() > LONGEST) {
      return Optional.empty();
    }
    Optional<String> ascii =
        Characters.isAscii(typed) && !typed.toLowerCase(Locale.ROOT).contains(ACE_PREFIX)
            ? Optional.of(typed.toLowerCase(Locale.ROOT))
            : converted(typed);
    return ascii.filter(
        name ->
            name.length() <= LONGEST && dots(name) == dots(typed) && NAME.matcher(name).matches());
  }

  /** A name with its A-labels as people write them; labels that are none stay as they are. */
  public static String readable(String ascii) {
    if (!ascii.contains(ACE_PREFIX)) {
      return ascii;
    }
    StringBuilder name = new StringBuilder(ascii.length());
    IDNA.Info info = new IDNA.Info();
    Tables.UTS46.nameToUnicode(ascii, name, info);
    return info.hasErrors() ? ascii : name.toString();
  }

  private static Optional<String> converted(String typed) {
    boolean ambiguous =
        typed
            .codePoints()
            .anyMatch(point -> JOINERS.indexOf(point) < 0 && Characters.isFoldedToAscii(point));
    if (ambiguous) {
      return Optional.empty();
    }
    StringBuilder name = new StringBuilder(typed.length() + ACE_PREFIX.length());
    IDNA.Info info = new IDNA.Info();
    Tables.UTS46.nameToASCII(typed, name, info);
    return Optional.of(name.toString())
        .filter(ascii -> !info.hasErrors())
        .filter(ascii -> readable(ascii).codePoints().allMatch(DomainName::isAllowed));
  }

  /** UTS 46 also takes symbols, which IDNA 2008 does not. */
  private static boolean isAllowed(int point) {
    return switch (Character.getType(point)) {
      case Character.LOWERCASE_LETTER,
          Character.OTHER_LETTER,
          Character.MODIFIER_LETTER,
          Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.DECIMAL_DIGIT_NUMBER ->
          DISALLOWED.indexOf(point) < 0;
      default -> point == '.' || ALLOWED.indexOf(point) >= 0 || JOINERS.indexOf(point) >= 0;
    };
  }

  /** An ideographic full stop parts labels too, but is no dot. */
  private static long dots(String name) {
    return name.chars().filter(c -> c == '.').count();
  }
}
