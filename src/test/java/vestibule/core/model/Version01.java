package vestibule.core.model;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/** How version 0.1 checked and compared addresses, as its source had it. */
public final class Version01 {

  private static final int DOTLESS_I = 0x131;
  private static final int LONGEST = 254;
  private static final int LONGEST_DOMAIN = 255;
  private static final String SPECIAL = "<>()[],;:\\\"";

  private Version01() {}

  /** The key under which it stored an address or a name. */
  public static String key(String login) {
    String bare = login.strip();
    return bare.length() > 2 * LONGEST ? "" : fold01(bare);
  }

  /** The key of a text that it took for an address. */
  static Optional<String> keyOfAddress(String text) {
    int at = text.indexOf('@');
    boolean taken =
        at >= 1
            && at == text.lastIndexOf('@')
            && at < text.length() - 1
            && Texts.length(text) <= LONGEST
            && !Texts.hasControl(text)
            && text.codePoints().noneMatch(c -> Character.isWhitespace(c) || isSpecial(c));
    return taken ? Optional.of(key(text)).filter(Version01::isAddress) : Optional.empty();
  }

  private static boolean isSpecial(int point) {
    return SPECIAL.indexOf(point) >= 0
        || Character.isSpaceChar(point)
        || Character.getType(point) == Character.FORMAT;
  }

  private static boolean isAddress(String key) {
    int at = key.indexOf('@');
    return at > 0
        && at == key.lastIndexOf('@')
        && at < key.length() - 1
        && key.codePoints().noneMatch(point -> Character.isWhitespace(point) || isSpecial(point));
  }

  private static String fold01(String login) {
    String folded = fold(login);
    int at = folded.lastIndexOf('@');
    return at < 0 ? folded : folded.substring(0, at + 1) + label(folded.substring(at + 1));
  }

  /** Folding makes up to eighteen characters of one, and Punycode takes no such lengths. */
  private static String label(String domain) {
    if (domain.length() > LONGEST_DOMAIN) {
      return domain;
    }
    try {
      return IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException notADomain) {
      return domain;
    }
  }

  private static String fold(String text) {
    if (isPlain(text)) {
      return text.strip().toLowerCase(Locale.ROOT);
    }
    String normal = Normalizer.normalize(text, Normalizer.Form.NFKC);
    StringBuilder folded = new StringBuilder(normal.length() + 8);
    normal.codePoints().forEach(point -> folded.append(foldOne(point)));
    return Normalizer.normalize(folded, Normalizer.Form.NFKC).strip();
  }

  /**
   * Java has no case folding; lower, upper, lower of one code point gives it but for the dotless i.
   */
  private static String foldOne(int point) {
    String one = Character.toString(point);
    return point == DOTLESS_I
        ? one
        : eachLower(one.toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT));
  }

  /**
   * Code point by code point: a whole text would get a final sigma, which folding does not know.
   */
  private static String eachLower(String text) {
    StringBuilder lower = new StringBuilder(text.length());
    text.codePoints()
        .forEach(point -> lower.append(Character.toString(point).toLowerCase(Locale.ROOT)));
    return lower.toString();
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
