package vestibule.moving.rehearsal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import vestibule.core.secret.Secrets;

/**
 * Which token here stands for one of the old server. Of those there only digests are kept; the ones
 * that were not met for longest are forgotten first.
 */
final class KnownTokens {

  private static final int MOST = 50_000;

  /** What a token can be made of where it stands among other words. */
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_~+/.-]+=*");

  private final Map<String, String> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MOST;
        }
      };

  /** Notes which token stands for one from now on. */
  void learn(String there, String here) {
    if (!there.isEmpty() && !here.isEmpty()) {
      known.put(Secrets.hash(there), here);
    }
  }

  /** What stands for a token. */
  Optional<String> find(String there) {
    return Optional.ofNullable(known.get(Secrets.hash(there)));
  }

  /** A text with the tokens here in place of those there. */
  String in(String text) {
    return find(text)
        .orElseGet(
            () -> WORD.matcher(text).replaceAll(word -> quoted(find(word.group()), word.group())));
  }

  private static String quoted(Optional<String> found, String word) {
    return java.util.regex.Matcher.quoteReplacement(found.orElse(word));
  }
}
