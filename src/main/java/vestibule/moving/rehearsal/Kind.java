package vestibule.moving.rehearsal;

import java.util.regex.Pattern;

/** What a text looks like that no person has chosen. */
enum Kind {
  JWT,
  UUID,
  /** A digest or a key in hex digits. */
  HEX,
  /** Letters and digits that were drawn, or signed. */
  RANDOM,
  /** The hash of a password. */
  HASH,
  /** Nothing of these: a word, a name, a sentence. */
  PLAIN;

  /** Shorter ones are words and numbers too often. */
  private static final int SHORTEST = 16;

  private static final int MIXED_DIGITS = 4;

  /** Drawn letters are large and small alike; of words put together few are large. */
  private static final int MOST_TO_ONE = 4;

  private static final Pattern JWT_TEXT =
      Pattern.compile("ey[A-Za-z0-9_-]{6,}(?:\\.[A-Za-z0-9_-]*){2,4}");
  private static final Pattern UUID_TEXT =
      Pattern.compile("(?i)[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}");
  private static final Pattern HEX_TEXT =
      Pattern.compile("(?=.*[0-9])(?:[0-9a-f]{16,}|[0-9A-F]{16,})");
  private static final Pattern RANDOM_TEXT = Pattern.compile("[A-Za-z0-9_+/.:~=-]+");
  private static final Pattern HASH_TEXT =
      Pattern.compile("\\$[a-zA-Z0-9-]{1,20}\\$\\S{10,}|[a-z0-9_]{3,30}(?::[^$\\s]*)?\\$\\S{16,}");

  /** The kind of a text as a whole. */
  static Kind of(String text) {
    if (JWT_TEXT.matcher(text).matches()) {
      return JWT;
    }
    if (UUID_TEXT.matcher(text).matches()) {
      return UUID;
    }
    if (HEX_TEXT.matcher(text).matches()) {
      return HEX;
    }
    if (HASH_TEXT.matcher(text).matches()) {
      return HASH;
    }
    return isRandom(text) ? RANDOM : PLAIN;
  }

  private static boolean isRandom(String text) {
    if (text.length() < SHORTEST
        || !RANDOM_TEXT.matcher(text).matches()
        || text.contains("://")
        || Moments.isTime(text)) {
      return false;
    }
    long digits = text.chars().filter(Character::isDigit).count();
    long upper = text.chars().filter(Character::isUpperCase).count();
    long lower = text.chars().filter(Character::isLowerCase).count();
    // Other texts with a few digits are host names and names of files, and other letters are words.
    return digits > 0 && upper > 0 && lower > 0
        || digits >= MIXED_DIGITS && upper + lower > 0 && text.indexOf('.') < 0
        || Math.min(upper, lower) * MOST_TO_ONE >= text.length();
  }

  /**
   * Whether a text may be a secret where its name says that it is one: no sentence, no word of
   * small letters alone as errors have, and no row of asterisks.
   */
  static boolean mayBeSecret(String text) {
    boolean one = !text.isEmpty() && text.chars().noneMatch(Character::isWhitespace);
    boolean digit = text.chars().anyMatch(Character::isDigit);
    boolean mixed =
        text.length() >= SHORTEST
            && text.chars().anyMatch(Character::isUpperCase)
            && text.chars().anyMatch(Character::isLowerCase);
    return one && (digit || mixed || of(text) != PLAIN);
  }
}
