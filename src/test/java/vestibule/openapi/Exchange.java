package vestibule.openapi;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import vestibule.Reply;

/**
 * A request and its answer.
 *
 * @param target path and query as they were sent
 * @param headers each {@code Name: value}
 * @param body empty where none was sent
 */
public record Exchange(
    String method, String target, List<String> headers, Optional<String> body, Reply reply) {

  /**
   * A request and its answer.
   *
   * @param body null where none was sent
   */
  public static Exchange of(
      String method, String target, String[] headers, String body, Reply reply) {
    return new Exchange(method, target, List.of(headers), Optional.ofNullable(body), reply);
  }

  String path() {
    return target.replaceFirst("\\?.*", "");
  }

  /** The first value of a query parameter. */
  Optional<String> query(String name) {
    int question = target.indexOf('?');
    String query = question < 0 ? "" : target.substring(question + 1);
    return Arrays.stream(query.split("&"))
        .filter(pair -> pair.equals(name) || pair.startsWith(name + "="))
        .map(pair -> pair.substring(Math.min(pair.length(), name.length() + 1)))
        .map(value -> URLDecoder.decode(value, StandardCharsets.UTF_8))
        .findFirst();
  }

  /** The first value of a request's header. */
  Optional<String> header(String name) {
    String start = name + ":";
    return headers.stream()
        .filter(line -> line.regionMatches(true, 0, start, 0, start.length()))
        .map(line -> line.substring(start.length()).strip())
        .findFirst();
  }

  boolean hasCookie(String name) {
    return header("Cookie")
        .filter(all -> (" " + all).matches("(?s).*[ ;]" + name + "=.*"))
        .isPresent();
  }

  @Override
  public String toString() {
    return method + " " + target + " → " + reply.whole() + " " + reply.headers().map();
  }
}
