package vestibule.core.password;

import java.text.Normalizer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import vestibule.core.model.Texts;
import vestibule.core.refusal.PasswordProblem.Source;

/**
 * The words that are guessed first: the owner's user name and addresses, and what the service is
 * called. A password is refused when too little is left of it without them, so that a long phrase
 * may hold a name.
 */
public final class ContextWords {

  /** The characters that must be left: as many as a password of the weakest sort has in all. */
  private static final int LEFT = 8;

  /** Shorter words stand in others by chance. */
  private static final int SHORTEST_WORD = 3;

  private final List<String> service;

  /**
   * Words of a service.
   *
   * @param name as people know it
   * @param host where it is found; its last label says nothing of it
   */
  public ContextWords(String name, String host) {
    this.service = words(Stream.of(name, withoutLastLabel(host)));
  }

  /** The first source whose words a password is hardly more than; empty for a good one. */
  Optional<Source> weakens(String password, PasswordOwner owner) {
    String folded = folded(password);
    List<String> usernames = words(owner.username().stream());
    List<String> addresses =
        words(
            owner.addresses().stream()
                .flatMap(address -> Stream.of(withoutLastLabel(address).split("@"))));
    String left = without(without(without(folded, usernames), addresses), service);
    if (left.length() == folded.length() || Texts.length(left) >= LEFT) {
      return Optional.empty();
    }
    return Stream.of(
            new Known(Source.USERNAME, usernames),
            new Known(Source.ADDRESS, addresses),
            new Known(Source.SERVICE, service))
        .filter(known -> known.words().stream().anyMatch(folded::contains))
        .map(Known::source)
        .findFirst();
  }

  /** Each text as it stands and its parts between signs, the longest first. */
  private static List<String> words(Stream<String> texts) {
    return texts
        .map(ContextWords::folded)
        .flatMap(text -> Stream.concat(Stream.of(text), Stream.of(text.split("[^\\p{L}\\p{N}]+"))))
        .filter(word -> Texts.length(word) >= SHORTEST_WORD)
        .distinct()
        .sorted(Comparator.comparingInt(String::length).reversed())
        .toList();
  }

  private static String without(String password, List<String> words) {
    String left = password;
    for (String word : words) {
      left = left.replace(word, "");
    }
    return left;
  }

  private static String withoutLastLabel(String address) {
    int dot = address.lastIndexOf('.');
    return dot < 0 ? address : address.substring(0, dot);
  }

  private static String folded(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }

  private record Known(Source source, List<String> words) {}
}
