package vestibule.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static vestibule.fuzz.Fuzzed.headAndRest;
import static vestibule.fuzz.Fuzzed.headers;
import static vestibule.fuzz.Fuzzed.require;
import static vestibule.fuzz.Fuzzed.requireSame;
import static vestibule.fuzz.Fuzzed.wire;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.List;
import java.util.Optional;
import vestibule.core.model.Network;
import vestibule.http.engine.Ascii;

/** What is read of the target and the headers of a request. */
public final class HttpTargets {

  private static final Proxies PROXIES =
      Proxies.of(List.of("10.0.0.0/8", "fd00::/8", "192.0.2.7", "::1"));

  private HttpTargets() {}

  /** Cookies are printable, told once each, and read again as they are set. */
  public static void cookies(byte[] input) {
    List<String> values = Cookies.find(headers(input), "token");
    requireSame(values.stream().distinct().toList(), values, "values are told once");
    for (String value : values) {
      require(Ascii.isPrintable(value), "values are printable", value);
      require(value.indexOf(';') < 0, "a value ends at a semicolon", value);
      String line = set(value).orElse("");
      String pair = line.replaceFirst(";.*", "");
      require(
          line.isEmpty() || Cookies.find(List.of(pair), "token").equals(List.of(value)),
          "what is set is read again",
          line);
    }
  }

  private static Optional<String> set(String value) {
    try {
      return Optional.of(Cookies.set("token", value).line());
    } catch (IllegalArgumentException cannotBeCarried) {
      return Optional.empty();
    }
  }

  /** A path that is taken means one thing, and the same to the JDK. */
  public static void paths(byte[] input) {
    String raw = wire(input);
    Optional<String> decoded = Paths.decode(raw);
    // A path ends before its query, so none comes here with one.
    if (decoded.isEmpty() || raw.indexOf('?') >= 0) {
      return;
    }
    String path = decoded.get();
    require(path.startsWith("/"), "a path begins with a slash", raw);
    require(path.indexOf('\0') < 0, "no NUL is in a path", raw);
    for (String segment : path.split("/", -1)) {
      require(!segment.equals(".") && !segment.equals(".."), "no segment is of dots", raw);
    }
    requireSame(count(raw, '/'), count(path, '/'), "no slash is added");
    requireSame(Paths.decode(encoded(path)), decoded, "another spelling is the same path");
    try {
      requireSame(new URI(raw).getPath(), path, "the JDK reads the same");
    } catch (URISyntaxException stricter) {
      // It takes fewer characters as they are.
    }
  }

  private static long count(String text, char sought) {
    return text.chars().filter(c -> c == sought).count();
  }

  private static String encoded(String path) {
    StringBuilder encoded = new StringBuilder();
    for (byte each : path.getBytes(UTF_8)) {
      encoded.append(each == '/' ? "/" : String.format("%%%02x", each));
    }
    return encoded.toString();
  }

  /** A query means what the JDK reads, where that reads anything. */
  public static void queries(byte[] input) {
    String query = wire(input);
    Request request = TestWire.request("GET", "/?" + query);
    Optional<String> value = request.query("after");
    require(
        value.isEmpty() || value.get().length() <= query.length(), "a value does not grow", query);
    String encoded = "after=" + URLEncoder.encode(query, UTF_8);
    requireSame(
        TestWire.request("GET", "/?" + encoded).query("after"),
        Optional.of(query),
        "what a form encodes is read");
    String percent = Decoding.percent(query, ISO_8859_1);
    try {
      requireSame(
          URLDecoder.decode(query.replace("+", "%2B"), ISO_8859_1),
          percent,
          "the JDK decodes the same");
    } catch (IllegalArgumentException brokenThere) {
      // Here a percent sign without digits stands for itself.
    }
  }

  /** The client is an address whatever the headers say, and never one that nobody told of. */
  public static void forwarding(byte[] input) {
    List<String> parts = headAndRest(wire(input));
    List<String> former = parts.getFirst().isEmpty() ? List.of() : List.of(parts.getFirst());
    List<String> later = parts.getLast().isEmpty() ? List.of() : List.of(parts.getLast());
    String client = PROXIES.client("10.1.2.3", former, later);
    require(Hops.literal(client).isPresent(), "the client is an address", client);
    requireSame(
        PROXIES.client("203.0.113.9", former, later), "203.0.113.9", "others are not heard");
    if (!PROXIES.trusts(client)) {
      requireSame(
          PROXIES.client("10.1.2.3", List.of(client + ", 10.0.0.9"), List.of()),
          client,
          "an address is read again");
    }
    require(!Network.of(client).narrow().isEmpty(), "an address has a network", client);
  }

  /** Weights are bounded, and what is chosen was asked for. */
  public static void preferences(byte[] input) {
    for (Preference one : Preference.of(headers(input))) {
      require(one.weight() >= 0 && one.weight() <= 1000, "a weight is of 0 to 1000", one);
    }
    String header = wire(input).replace("\n", "");
    Request request = TestWire.request("GET", "/", "Accept-Language", header, "Accept", header);
    Optional<String> language = request.language(List.of("en", "ru"));
    require(
        language.isEmpty() || header.toLowerCase().contains(language.get()),
        "a language was asked for",
        header);
    require(
        !request.prefersHtml()
            || header.contains("*")
            || header.toLowerCase().contains("text/html"),
        "a page was asked for",
        header);
  }

  /** A trace is 32 hex digits, and not of zeros alone. */
  public static void traces(byte[] input) {
    Optional<String> trace = Trace.of(headers(input));
    require(
        trace.isEmpty() || trace.get().matches("(?!0{32})[0-9a-f]{32}"),
        "a trace has its form",
        trace);
    require(trace.isEmpty() || wire(input).contains(trace.get()), "it was told", trace);
  }
}
