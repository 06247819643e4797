package vestibule.moving.rehearsal.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import vestibule.moving.rehearsal.recording.HeaderLines.HeaderLine;

/**
 * Reads {@code {"at", "method", "path", "headers", "body", "answer": {"status", "headers",
 * "body"}}}. A time is RFC 3339 or seconds since 1970. Headers are an object of texts or lists of
 * texts, or a list of pairs. A body is a text, or the JSON that it is; beside it {@code "encoding":
 * "base64"} says that the text is its bytes.
 */
final class Recorded {

  private static final Pattern URL = Pattern.compile("(?i)(https?://[^/?#]+)([^#]*).*");
  private static final Pattern METHOD = Pattern.compile("[A-Za-z]{1,20}");
  private static final double MICROS = 1e6;

  private Recorded() {}

  /** A value that cannot be taken; the message continues a sentence on its line. */
  static final class Wrong extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Wrong(String message) {
      super(message, null, false, false);
    }
  }

  static Exchange exchange(JsonNode node) {
    JsonNode answer = node.path("answer");
    if (!answer.isObject()) {
      throw new Wrong("has no answer");
    }
    return new Exchange(
        time(node.path("at")),
        asked(
            node.path("method"),
            text(node.path("path"), "path"),
            headers(node.path("headers")),
            body(node)),
        new Exchange.Answered(
            status(answer.path("status")), headers(answer.path("headers")), recordedBody(answer)));
  }

  /**
   * A request.
   *
   * @param address a path with its query, or a whole URL
   */
  static Exchange.Asked asked(
      JsonNode method, String address, HeaderLines headers, Optional<byte[]> body) {
    String named = text(method, "method");
    if (!METHOD.matcher(named).matches()) {
      throw new Wrong("has no method that could be sent");
    }
    Matcher url = URL.matcher(address);
    boolean whole = url.matches();
    String target = whole ? url.group(2) : address.replaceFirst("#.*", "");
    if (whole && !target.startsWith("/")) {
      target = "/" + target;
    }
    if (!target.startsWith("/")) {
      throw new Wrong("has a path that begins with no slash");
    }
    return new Exchange.Asked(
        named, whole ? Optional.of(url.group(1)) : Optional.empty(), target, headers, body);
  }

  static Instant time(JsonNode at) {
    try {
      if (at.isNumber()) {
        return Instant.EPOCH.plus(Math.round(at.asDouble() * MICROS), ChronoUnit.MICROS);
      }
      return OffsetDateTime.parse(text(at, "time")).toInstant();
    } catch (DateTimeException | ArithmeticException noTime) {
      throw new Wrong("has no time that can be read: at is RFC 3339 or seconds since 1970");
    }
  }

  static int status(JsonNode status) {
    if (!status.isIntegralNumber() || status.asLong() < 100 || status.asLong() > 599) {
      throw new Wrong("has no status of an answer");
    }
    return status.asInt();
  }

  private static String text(JsonNode node, String what) {
    if (!node.isString() || node.asString().isEmpty()) {
      throw new Wrong("has no " + what);
    }
    return node.asString();
  }

  static HeaderLines headers(JsonNode node) {
    List<HeaderLine> lines = new ArrayList<>();
    if (node.isObject()) {
      node.forEachEntry((name, value) -> add(lines, name, value));
    } else if (node.isArray()) {
      node.forEach(one -> addPair(lines, one));
    } else if (!node.isMissingNode() && !node.isNull()) {
      throw new Wrong("has headers that are neither an object nor a list");
    }
    return new HeaderLines(lines);
  }

  private static void add(List<HeaderLine> lines, String name, JsonNode value) {
    if (value.isArray()) {
      value.forEach(one -> add(lines, name, one));
    } else if (value.isValueNode() && !value.isNull()) {
      lines.add(new HeaderLine(name, value.asString()));
    } else if (!value.isNull()) {
      throw new Wrong("has a header that is no text");
    }
  }

  private static void addPair(List<HeaderLine> lines, JsonNode pair) {
    JsonNode name = pair.isArray() ? pair.path(0) : pair.path("name");
    JsonNode value = pair.isArray() ? pair.path(1) : pair.path("value");
    if (!name.isString() || !value.isValueNode()) {
      throw new Wrong("has a header that is no pair of name and value");
    }
    add(lines, name.asString(), value);
  }

  /** An empty one is none. */
  private static Optional<byte[]> body(JsonNode holder) {
    return recordedBody(holder).filter(bytes -> bytes.length > 0);
  }

  /** The body of an answer; empty where nothing of it is recorded. */
  private static Optional<byte[]> recordedBody(JsonNode holder) {
    JsonNode body = holder.path("body");
    if (body.isMissingNode() || body.isNull()) {
      return Optional.empty();
    }
    if (!body.isString()) {
      return Optional.of(body.toString().getBytes(UTF_8));
    }
    return Optional.of(bytes(body.asString(), holder.path("encoding")));
  }

  /** The bytes of a text, which may be base64 of them. */
  static byte[] bytes(String text, JsonNode encoding) {
    if (encoding.isMissingNode() || encoding.isNull() || encoding.asString("").isEmpty()) {
      return text.getBytes(UTF_8);
    }
    if (!encoding.asString("").equalsIgnoreCase("base64")) {
      throw new Wrong("has a body in an encoding that nothing is known of");
    }
    try {
      return Base64.getMimeDecoder().decode(text);
    } catch (IllegalArgumentException damaged) {
      throw new Wrong("has a body that is no base64");
    }
  }
}
