package vestibule.junit;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mail that the server has sent.
 *
 * @param at by the server's clock
 * @param links those in its text, in their order
 */
public record Mail(
    String id, Instant at, String to, String subject, String text, List<String> links) {

  /** A code ends a link: as the last part of its path, or after {@code ?}, {@code =} or a hash. */
  private static final Pattern CODE = Pattern.compile("[^/?#=&]+(?=/?$)");

  /** Keeps its own copy. */
  public Mail {
    links = List.copyOf(links);
  }

  /**
   * Its first link.
   *
   * @throws AssertionError when it has none
   */
  public URI link() {
    return links.stream()
        .findFirst()
        .map(URI::create)
        .orElseThrow(() -> new AssertionError("the mail has no link: " + text));
  }

  /**
   * The code in its first link, which confirms an address or resets a password.
   *
   * @throws AssertionError when it has none
   */
  public String code() {
    Matcher code = CODE.matcher(link().toString());
    if (!code.find()) {
      throw new AssertionError("the link has no code: " + link());
    }
    return code.group();
  }
}
