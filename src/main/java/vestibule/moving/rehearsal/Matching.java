package vestibule.moving.rehearsal;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Finds out whether a value of the old server's answer and one of ours mean the same: equal, or of
 * one kind where each server has its own (ids, times, tokens). What belongs together is remembered
 * for the requests that follow.
 */
final class Matching {

  /** A text of more is compared as it stands. */
  private static final int LONGEST = 1 << 16;

  private static final int SECONDS = 5;
  private static final Pattern ID = Pattern.compile("[0-9]{1,19}");
  private static final Pattern WORD =
      Pattern.compile("[A-Za-z0-9_~+%-]+(?:[.:][A-Za-z0-9_~+%-]+)*");
  static final String UUIDS = "uuid";

  private final KnownTokens tokens;
  private final KnownIds ids;
  private final Origins origins;

  Matching(KnownTokens tokens, KnownIds ids, Origins origins) {
    this.tokens = tokens;
    this.ids = ids;
    this.origins = origins;
  }

  /**
   * Whether two values that are neither objects nor lists mean the same.
   *
   * @param noun what has the field
   */
  boolean isSame(FieldName name, String noun, JsonNode there, JsonNode here) {
    if (isId(name, there) && isId(name, here)) {
      return there.isNumber() == here.isNumber()
          && isSameId(name.counted(noun), there.asString(), here.asString());
    }
    if (there.isString() && here.isString()) {
      return isSame(name, noun, there.asString(), here.asString());
    }
    if (there.isNumber() && here.isNumber()) {
      return isSame(name, there.decimalValue(), here.decimalValue());
    }
    return there.equals(here);
  }

  private static boolean isId(FieldName name, JsonNode value) {
    return name.isId()
        && (value.isIntegralNumber() || value.isString() && ID.matcher(value.asString()).matches());
  }

  private boolean isSameId(String noun, String there, String here) {
    return ids.match(noun, there, here);
  }

  private static boolean isSame(FieldName name, BigDecimal there, BigDecimal here) {
    if (there.compareTo(here) == 0) {
      return true;
    }
    double apart = Math.abs(there.doubleValue() - here.doubleValue());
    return name.isLength() && apart <= SECONDS
        || Moments.areNear(there.doubleValue(), here.doubleValue());
  }

  /** The same of two texts. */
  boolean isSame(FieldName name, String noun, String there, String here) {
    if (Kind.of(there) == Kind.UUID && Kind.of(here) == Kind.UUID) {
      if (name.isSecret()) {
        tokens.learn(there, here);
      }
      return isSameId(UUIDS, there, here);
    }
    return there.equals(here)
        || isKindred(name, there, here)
        || isSameInWords(origins.withoutThere(there), origins.withoutHere(here));
  }

  /** Whether each is a time or a token of its own. */
  private boolean isKindred(FieldName name, String there, String here) {
    if (Moments.areNear(there, here)) {
      return true;
    }
    Kind kind = Kind.of(there);
    boolean alike = kind == Kind.of(here);
    if (alike && kind != Kind.PLAIN) {
      tokens.learn(there, here);
      return true;
    }
    boolean secret = name.isSecret() && Kind.mayBeSecret(there) && Kind.mayBeSecret(here);
    if (secret) {
      tokens.learn(there, here);
    }
    return secret && (alike || kind == Kind.PLAIN || Kind.of(here) == Kind.PLAIN);
  }

  /** Whether texts are the same but for ids in paths, times and tokens among their words. */
  private boolean isSameInWords(String there, String here) {
    if (there.length() > LONGEST || here.length() > LONGEST) {
      return false;
    }
    List<MatchResult> old = WORD.matcher(there).results().toList();
    List<MatchResult> present = WORD.matcher(here).results().toList();
    if (old.size() != present.size() || !between(there, old).equals(between(here, present))) {
      return false;
    }
    for (int i = 0; i < old.size(); i++) {
      String noun = i > 0 && isInPath(there, old.get(i)) ? old.get(i - 1).group() : "";
      if (!isSameWord(noun, old.get(i).group(), present.get(i).group())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isInPath(String text, MatchResult word) {
    return word.start() > 0 && text.charAt(word.start() - 1) == '/';
  }

  /**
   * Whether a word can stand for another.
   *
   * @param noun what stands before it in a path; "" elsewhere
   */
  private boolean isSameWord(String noun, String there, String here) {
    if (there.equals(here) || isKindred(FieldName.NONE, there, here)) {
      return true;
    }
    return !noun.isEmpty()
        && ID.matcher(there).matches()
        && ID.matcher(here).matches()
        && isSameId(FieldName.noun(noun), there, here);
  }

  private static List<String> between(String text, List<MatchResult> words) {
    List<String> between = new ArrayList<>();
    int end = 0;
    for (MatchResult word : words) {
      between.add(text.substring(end, word.start()));
      end = word.end();
    }
    between.add(text.substring(end));
    return between;
  }

  /** Notes which token stands for one, wherever it may stand. */
  void learn(String there, String here) {
    tokens.learn(there, here);
  }
}
