package vestibule.moving.rehearsal;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import vestibule.moving.rehearsal.Stage.Mailed;
import vestibule.moving.rehearsal.Stage.Purpose;
import vestibule.moving.rehearsal.recording.Exchange;
import vestibule.moving.rehearsal.recording.Exchange.Asked;

/**
 * The codes that were mailed here and that nobody has used yet. The old server's codes are in no
 * recorded answer, so which of ours stands for one is found by whom and what it is for.
 */
final class Letters {

  private static final int MOST = 10_000;
  private static final int SAME_PERSON = 8;
  private static final int SAME_PATH = 4;
  private static final int SAME_CLIENT = 2;

  private static final Pattern RESET = Pattern.compile("reset|forgot|recover|password|invit");
  private static final Pattern CONFIRM = Pattern.compile("confirm|verif|activ|e-?mail|register");

  private final Deque<Letter> unused = new ArrayDeque<>();

  private record Letter(Mailed mail, String client) {}

  /** Adds what a request has caused to be mailed. */
  void add(List<Mailed> mails, Asked cause) {
    mails.forEach(mail -> unused.addFirst(new Letter(mail, client(cause))));
    while (unused.size() > MOST) {
      unused.removeLast();
    }
  }

  /** Whether requests to that path may carry a code. */
  static boolean isUsedAt(String path) {
    return purpose(path).isPresent();
  }

  private static Optional<Purpose> purpose(String path) {
    String small = path.toLowerCase(Locale.ROOT);
    if (RESET.matcher(small).find()) {
      return Optional.of(Purpose.RESET);
    }
    return CONFIRM.matcher(small).find() ? Optional.of(Purpose.CONFIRM) : Optional.empty();
  }

  /**
   * Takes the code that an exchange most probably is about: mailed to an address in it, or to be
   * used at its path, or caused by the same client, the newest first.
   */
  Optional<String> take(Exchange exchange) {
    Asked asked = exchange.asked();
    String path = asked.path();
    Optional<Purpose> purpose = purpose(path);
    String text =
        (asked.target() + " " + text(asked) + " " + exchange.answered().text())
            .toLowerCase(Locale.ROOT);
    Optional<Letter> best =
        unused.stream()
            .filter(letter -> purpose.filter(one -> one != letter.mail().purpose()).isEmpty())
            .max(
                Comparator.comparingInt(
                    (Letter letter) -> weight(letter, path, text, client(asked))));
    best.ifPresent(unused::remove);
    return best.map(letter -> letter.mail().code());
  }

  private static String text(Asked asked) {
    return asked
        .body()
        .map(body -> new String(body, java.nio.charset.StandardCharsets.UTF_8))
        .orElse("");
  }

  private static int weight(Letter letter, String path, String text, String client) {
    String to = letter.mail().to().toLowerCase(Locale.ROOT);
    boolean named = text.contains(to) || text.contains(to.replace("@", "%40"));
    return (named ? SAME_PERSON : 0)
        + (path.startsWith(letter.mail().path()) ? SAME_PATH : 0)
        + (letter.client().equals(client) ? SAME_CLIENT : 0);
  }

  /** What tells a client from others, as far as a recording does. */
  private static String client(Asked asked) {
    return String.join(
        "\n",
        asked.headers().first("User-Agent").orElse(""),
        asked.headers().first("X-Forwarded-For").orElse(""),
        asked.headers().first("X-Real-IP").orElse(""));
  }
}
