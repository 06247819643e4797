package vestibule.moving.rehearsal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import vestibule.moving.rehearsal.recording.Exchange.Asked;
import vestibule.moving.rehearsal.recording.HeaderLines;
import vestibule.moving.rehearsal.recording.HeaderLines.HeaderLine;

/**
 * Puts into a recorded request what stands here for the tokens, ids and mailed codes of the old
 * server. Everything else stays byte for byte.
 */
final class Rewriting {

  private static final Set<String> COOKIES = Set.of("cookie");
  private static final Set<String> PLACES = Set.of("origin", "referer");
  private static final Pattern ID = Pattern.compile("[0-9]{1,19}");

  private final Standing standing;
  private final Origins origins;

  Rewriting(Standing standing, Origins origins) {
    this.standing = standing;
    this.origins = origins;
  }

  Asked of(Asked asked) {
    String path = path(asked.path());
    String target = asked.target().indexOf('?') < 0 ? path : path + "?" + form(asked.query(), "");
    String noun = RouteName.noun(asked.path());
    return new Asked(
        asked.method(),
        asked.origin(),
        target,
        headers(asked.headers()),
        asked.body().map(body -> body(body, asked.headers().mediaType(), noun)));
  }

  private String path(String path) {
    List<String> parts = new ArrayList<>();
    String before = "";
    for (String part : path.split("/", -1)) {
      String decoded = decoded(part);
      String noun = before;
      parts.add(changed(part, decoded, standing.inPath(noun, decoded)));
      before = decoded;
    }
    return String.join("/", parts);
  }

  private static String changed(String raw, String decoded, String present) {
    return decoded.equals(present) ? raw : encoded(present).replace("+", "%20");
  }

  private static String decoded(String raw) {
    try {
      return URLDecoder.decode(raw.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException damaged) {
      return raw;
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  /** A query, or a form. */
  private String form(String text, String noun) {
    List<String> pairs = new ArrayList<>();
    for (String pair : text.split("&", -1)) {
      int sign = pair.indexOf('=');
      String value = sign < 0 ? "" : decoded(pair.substring(sign + 1).replace("+", "%20"));
      FieldName name = new FieldName(sign < 0 ? "" : decoded(pair.substring(0, sign)));
      String present = standing.in(name, noun, value);
      pairs.add(value.equals(present) ? pair : pair.substring(0, sign + 1) + encoded(present));
    }
    return String.join("&", pairs);
  }

  private HeaderLines headers(HeaderLines headers) {
    return new HeaderLines(
        headers.lines().stream()
            .map(line -> new HeaderLine(line.name(), header(line.name(), line.value())))
            .toList());
  }

  private String header(String name, String value) {
    String small = name.toLowerCase(Locale.ROOT);
    if (PLACES.contains(small)) {
      return origins.moved(value);
    }
    String between = COOKIES.contains(small) ? ";" : " ";
    UnaryOperator<String> each = between.equals(";") ? this::cookie : standing::token;
    List<String> parts = new ArrayList<>();
    for (String part : value.split(between, -1)) {
      parts.add(each.apply(part));
    }
    return String.join(between, parts);
  }

  private String cookie(String pair) {
    int sign = pair.indexOf('=');
    if (sign < 0) {
      return pair;
    }
    String value = pair.substring(sign + 1);
    boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    String bare = quoted ? value.substring(1, value.length() - 1) : value;
    String present = standing.token(bare);
    return pair.substring(0, sign + 1) + (quoted ? '"' + present + '"' : present);
  }

  private byte[] body(byte[] body, String type, String noun) {
    if (type.equals("application/x-www-form-urlencoded")) {
      return form(new String(body, ISO_8859_1), noun).getBytes(ISO_8859_1);
    }
    Optional<String> json =
        JsonRewriting.of(
            new String(body, UTF_8),
            (name, holder, value) -> standing.in(name, holder, value),
            noun);
    return json.map(text -> text.getBytes(UTF_8))
        // Tokens are ASCII, and every byte is a character of this set.
        .orElseGet(() -> standing.token(new String(body, ISO_8859_1)).getBytes(ISO_8859_1));
  }

  /** What stands here for values of the old server. */
  static final class Standing {

    private final KnownTokens tokens;
    private final KnownIds ids;
    private final UnaryOperator<String> mailed;

    /**
     * What is known.
     *
     * @param mailed gives the code that was mailed here for what may be one, or the same text
     */
    Standing(KnownTokens tokens, KnownIds ids, UnaryOperator<String> mailed) {
      this.tokens = tokens;
      this.ids = ids;
      this.mailed = mailed;
    }

    String token(String text) {
      return tokens.in(text);
    }

    String in(FieldName name, String noun, String value) {
      Optional<String> known = tokens.find(value);
      if (known.isPresent()) {
        return known.get();
      }
      if (name.isId() && isId(value)) {
        return ids.find(noun(value, name.counted(noun)), value).orElse(value);
      }
      boolean code = name.isMailed() && Kind.mayBeSecret(value);
      return code ? mailed.apply(value) : tokens.in(value);
    }

    String inPath(String before, String part) {
      Optional<String> known = tokens.find(part);
      if (known.isPresent()) {
        return known.get();
      }
      if (isId(part)) {
        return ids.find(noun(part, FieldName.noun(before)), part).orElse(part);
      }
      return Kind.of(part) == Kind.PLAIN ? part : mailed.apply(part);
    }

    private static boolean isId(String value) {
      return ID.matcher(value).matches() || Kind.of(value) == Kind.UUID;
    }

    private static String noun(String value, String counted) {
      return Kind.of(value) == Kind.UUID ? Matching.UUIDS : counted;
    }
  }
}
