package vestibule.core.model;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;
import vestibule.core.unicode.Characters;

/**
 * Where a person's name may hold U+200C and U+200D, which people do not see but which change the
 * letters beside them: within a word of a script that is written with them (UAX 31, 2.3).
 */
final class Joiners {

  private static final int NON_JOINER = 0x200C;
  private static final int JOINER = 0x200D;

  /** Scripts whose letters join, and scripts that have a virama. */
  private static final Set<UnicodeScript> NEED_THEM =
      EnumSet.of(
          UnicodeScript.ADLAM,
          UnicodeScript.ARABIC,
          UnicodeScript.BALINESE,
          UnicodeScript.BENGALI,
          UnicodeScript.CHAKMA,
          UnicodeScript.DEVANAGARI,
          UnicodeScript.GUJARATI,
          UnicodeScript.GURMUKHI,
          UnicodeScript.HANIFI_ROHINGYA,
          UnicodeScript.JAVANESE,
          UnicodeScript.KANNADA,
          UnicodeScript.KHMER,
          UnicodeScript.MALAYALAM,
          UnicodeScript.MANDAIC,
          UnicodeScript.MEETEI_MAYEK,
          UnicodeScript.MONGOLIAN,
          UnicodeScript.MYANMAR,
          UnicodeScript.NKO,
          UnicodeScript.ORIYA,
          UnicodeScript.PHAGS_PA,
          UnicodeScript.SINHALA,
          UnicodeScript.SUNDANESE,
          UnicodeScript.SYRIAC,
          UnicodeScript.TAMIL,
          UnicodeScript.TELUGU);

  private Joiners() {}

  /** Whether the text holds a noncharacter, or anything invisible but a joiner in its place. */
  static boolean hasInvisible(String text) {
    if (Characters.isAscii(text)) {
      return false;
    }
    int[] points = text.codePoints().toArray();
    for (int i = 0; i < points.length; i++) {
      boolean joiner = points[i] == NON_JOINER || points[i] == JOINER;
      if (joiner ? !isNeeded(points, i) : isHidden(points[i])) {
        return true;
      }
    }
    return false;
  }

  private static boolean isHidden(int point) {
    boolean noncharacter = (point & 0xFFFE) == 0xFFFE || point >= 0xFDD0 && point <= 0xFDEF;
    return noncharacter || Characters.isInvisible(point);
  }

  /** Behind a virama it shapes the letter before, so no letter must follow: Malayalam chillus. */
  private static boolean isNeeded(int[] points, int at) {
    if (at == 0 || !isLetterOfNeed(points[at - 1])) {
      return false;
    }
    boolean last = at + 1 == points.length || Character.isSpaceChar(points[at + 1]);
    return last
        ? Characters.isVirama(points[at - 1])
        : isLetterOfNeed(points[at + 1]) && script(points, at - 1) == script(points, at + 1);
  }

  private static boolean isLetterOfNeed(int point) {
    return NEED_THEM.contains(UnicodeScript.of(point))
        && (Character.isLetter(point)
            || Character.getType(point) == Character.NON_SPACING_MARK
            || Character.getType(point) == Character.COMBINING_SPACING_MARK);
  }

  private static UnicodeScript script(int[] points, int at) {
    return UnicodeScript.of(points[at]);
  }
}
