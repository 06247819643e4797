package vestibule.core.unicode;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.Normalizer2;
import java.util.Set;

/** Properties of single characters. ASCII is answered without the tables, which load late. */
public final class Characters {

  /** The first code point that is not ASCII. */
  private static final int BEYOND_ASCII = 0x80;

  private static final int VIRAMA = 9;

  /**
   * Characters that fonts draw as nothing, though Unicode does not call them ignorable: object
   * replacement, Braille blank, null notehead, Egyptian blanks, Khitan filler.
   */
  private static final Set<Integer> BLANK =
      Set.of(0xFFFC, 0x2800, 0x1D159, 0x13441, 0x13442, 0x16FE4);

  private Characters() {}

  /** Whether a text is ASCII alone. */
  public static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= BEYOND_ASCII) {
        return false;
      }
    }
    return true;
  }

  /** A text whose ASCII letters are lower-case; no other character changes. */
  public static String lowerAscii(String text) {
    StringBuilder lower = new StringBuilder(text);
    for (int i = 0; i < lower.length(); i++) {
      char c = lower.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        lower.setCharAt(i, (char) (c + ('a' - 'A')));
      }
    }
    return lower.toString();
  }

  /** A text without the blanks at its ends, those that do not break included. */
  public static String strip(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isBlank(text.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  /**
   * Whether people see nothing where the character stands: the default ignorable code points, which
   * the controls of writing direction belong to, other controls of format, and a few blank ones.
   */
  public static boolean isInvisible(int point) {
    return point >= BEYOND_ASCII
        && (isIgnorable(point) || BLANK.contains(point) || isFormatOnly(point));
  }

  /** A sign that is put before a number, as in Arabic, counts as format too, but is drawn. */
  private static boolean isFormatOnly(int point) {
    return Character.getType(point) == Character.FORMAT
        && !UCharacter.hasBinaryProperty(point, UProperty.PREPENDED_CONCATENATION_MARK);
  }

  private static boolean isIgnorable(int point) {
    return UCharacter.hasBinaryProperty(point, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
  }

  /**
   * Whether a character outside ASCII is taken for ASCII, or for nothing, by software that folds
   * compatibility forms and case, letter by letter: the Kelvin sign, the long s, full-width
   * letters, the soft hyphen. {@code ß} is not, as nobody takes it for one letter.
   */
  public static boolean isFoldedToAscii(int point) {
    return point >= BEYOND_ASCII
        && Normalizer2.getNFKCInstance()
            .normalize(Character.toString(point))
            .codePoints()
            .allMatch(part -> foldSimply(part) < BEYOND_ASCII || isIgnorable(part));
  }

  /** Simple case folding: one code point becomes one, so that {@code ß} stays. */
  public static int foldSimply(int point) {
    return UCharacter.foldCase(point, true);
  }

  /** Whether the character takes the vowel from the letter before it, as in Indic scripts. */
  public static boolean isVirama(int point) {
    return point >= BEYOND_ASCII && UCharacter.getCombiningClass(point) == VIRAMA;
  }
}
