package vestibule.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.regex.Pattern;

/** Decodes the paths of requests, and refuses those that two readers could take differently. */
final class Paths {
  private static final Pattern DOUBTFUL =
      Pattern.compile("[^!-~]|;|//|%(?:00|2[Ff]|(?![0-9A-Fa-f]{2}))");

  private static final Pattern DOT_SEGMENT = Pattern.compile("/\\.{1,2}(?:/|\\z)");

  private Paths() {}

  /**
   * The path percent-decoded; empty for {@code ;}, {@code //}, a dot segment (encoded or not), an
   * encoded slash or NUL, a broken encoding, what is no UTF-8, and a control or non-ASCII character
   * as such.
   */
  static Optional<String> decode(String raw) {
    return raw.startsWith("/") && !DOUBTFUL.matcher(raw).find()
        ? Decoding.strict(Decoding.percent(raw, ISO_8859_1).getBytes(ISO_8859_1), UTF_8)
            .filter(path -> !DOT_SEGMENT.matcher(path).find())
        : Optional.empty();
  }
}
