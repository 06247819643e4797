package vestibule.moving.exports;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is wrong with an export as a whole, counted by the people whom it concerns. */
final class Notices {

  /** What can be. */
  enum Kind {
    REDACTED(
        "REDACTED stands in place of %,d password hashes: whoever made the export lacked the"
            + " permission firebaseauth.configs.getHashConfig, which the role Firebase"
            + " Authentication Admin has; export again, and import with --existing update"),
    LEFT_OUT(
        "%,d people have a password whose hash is not in the list: ask for it by"
            + " include_credential=password, and import with --existing update");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);

  /** Counts one more person. */
  void add(Kind kind) {
    counts.merge(kind, 1L, Long::sum);
  }

  List<String> words() {
    return counts.entrySet().stream()
        .map(one -> String.format(Locale.ROOT, one.getKey().words, one.getValue()))
        .toList();
  }
}
