package vestibule.moving.rehearsal.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import vestibule.moving.rehearsal.recording.HeaderLines.HeaderLine;

/** Reads an entry of a HAR file. */
final class HarEntry {

  private static final Pattern BOUNDARY =
      Pattern.compile("(?i)multipart/.*;\\s*boundary=\"?([^\";]+)\"?.*");
  private static final String FORM = "application/x-www-form-urlencoded";

  private HarEntry() {}

  static Exchange exchange(JsonNode entry) {
    JsonNode request = entry.path("request");
    JsonNode response = entry.path("response");
    HeaderLines headers = headers(request);
    return new Exchange(
        Recorded.time(entry.path("startedDateTime")),
        Recorded.asked(
            request.path("method"),
            request.path("url").asString(""),
            headers,
            sent(request.path("postData"), headers).filter(bytes -> bytes.length > 0)),
        new Exchange.Answered(
            Recorded.status(response.path("status")),
            headers(response),
            received(response.path("content"))));
  }

  /** Of several cookies some browsers make one header with a line for each. */
  private static HeaderLines headers(JsonNode holder) {
    List<HeaderLine> lines = new ArrayList<>();
    for (HeaderLine line : Recorded.headers(holder.path("headers")).lines()) {
      // What begins so is of HTTP/2 and says what the request's first line would.
      if (!line.name().startsWith(":")) {
        line.value()
            .lines()
            .forEach(value -> lines.add(new HeaderLine(line.name(), value.strip())));
      }
    }
    return new HeaderLines(lines);
  }

  private static Optional<byte[]> sent(JsonNode data, HeaderLines headers) {
    JsonNode text = data.path("text");
    JsonNode params = data.path("params");
    if (text.isString() && !text.asString().isEmpty()) {
      JsonNode encoding = data.path("encoding");
      return Optional.of(
          Recorded.bytes(
              text.asString(), encoding.isMissingNode() ? data.path("_encoding") : encoding));
    }
    if (!params.isArray() || params.isEmpty()) {
      return Optional.empty();
    }
    String type = headers.first("Content-Type").orElse(data.path("mimeType").asString(FORM));
    Matcher boundary = BOUNDARY.matcher(type);
    return Optional.of(
        (boundary.matches() ? multipart(params, boundary.group(1)) : form(params)).getBytes(UTF_8));
  }

  /** As they stand: browsers write them down as they have sent them, or as they were typed. */
  private static String form(JsonNode params) {
    return params
        .valueStream()
        .map(one -> encoded(one.path("name")) + "=" + encoded(one.path("value")))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(JsonNode text) {
    String given = text.asString("");
    return given.matches("(?:[A-Za-z0-9._*+-]|%[0-9A-Fa-f]{2})*")
        ? given
        : URLEncoder.encode(given, UTF_8);
  }

  private static String multipart(JsonNode params, String boundary) {
    StringBuilder body = new StringBuilder();
    for (JsonNode one : params) {
      body.append("--").append(boundary).append("\r\nContent-Disposition: form-data; name=\"");
      body.append(one.path("name").asString("")).append('"');
      if (one.hasNonNull("fileName")) {
        body.append("; filename=\"").append(one.path("fileName").asString("")).append('"');
      }
      body.append("\r\n");
      if (one.hasNonNull("contentType")) {
        body.append("Content-Type: ").append(one.path("contentType").asString("")).append("\r\n");
      }
      body.append("\r\n").append(one.path("value").asString("")).append("\r\n");
    }
    return body.append("--").append(boundary).append("--\r\n").toString();
  }

  /** Browsers drop bodies that they had no use for, and say how long they were. */
  private static Optional<byte[]> received(JsonNode content) {
    JsonNode text = content.path("text");
    if (text.isString()) {
      return Optional.of(Recorded.bytes(text.asString(), content.path("encoding")));
    }
    return content.path("size").asLong(0) > 0 ? Optional.empty() : Optional.of(new byte[0]);
  }
}
