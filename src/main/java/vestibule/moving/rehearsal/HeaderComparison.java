package vestibule.moving.rehearsal;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.StringNode;
import vestibule.moving.rehearsal.recording.HeaderLines;

/**
 * Compares the headers of two answers. What the old server says must be said here too, but for what
 * tells of its machinery. What is said here alone is a difference where clients act on it: to allow
 * more, or to forbid caches to keep an answer, is none.
 */
final class HeaderComparison {

  private static final String COOKIE = "set-cookie";

  /** What changes what clients do, where it was not said before. */
  private static final Set<String> ACTED_ON =
      Set.of(
          "content-type",
          COOKIE,
          "location",
          "www-authenticate",
          "content-disposition",
          "refresh",
          "clear-site-data");

  /**
   * What tells of a connection, a machine or a proxy, or guards pages that are not the client's.
   */
  private static final Set<String> NEVER =
      Set.of(
          "accept-ranges",
          "age",
          "alt-svc",
          "connection",
          "content-encoding",
          "content-length",
          "content-security-policy",
          "content-security-policy-report-only",
          "cross-origin-embedder-policy",
          "cross-origin-opener-policy",
          "cross-origin-resource-policy",
          "date",
          "etag",
          "expires",
          "keep-alive",
          "last-modified",
          "nel",
          "origin-agent-cluster",
          "permissions-policy",
          "pragma",
          "priority",
          "referrer-policy",
          "report-to",
          "reporting-endpoints",
          "server",
          "server-timing",
          "strict-transport-security",
          "timing-allow-origin",
          "traceparent",
          "tracestate",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "vary",
          "via",
          "x-content-type-options",
          "x-correlation-id",
          "x-dns-prefetch-control",
          "x-frame-options",
          "x-permitted-cross-domain-policies",
          "x-powered-by",
          "x-process-time",
          "x-real-ip",
          "x-request-id",
          "x-response-time",
          "x-runtime",
          "x-served-by",
          "x-trace-id",
          "x-xss-protection",
          "vestibule-mode");

  private static final Pattern OF_PROXIES =
      Pattern.compile(
          "(?:cf|x-amz|x-amzn|x-cache|x-envoy|x-forwarded|x-nginx|x-vercel|fly)-.*|x-cache");

  /** Lists whose order says nothing. */
  private static final Set<String> LISTS =
      Set.of(
          "allow",
          "cache-control",
          "access-control-allow-headers",
          "access-control-allow-methods",
          "access-control-expose-headers");

  private final Matching matching;
  private final Findings findings;
  private final Instant at;

  /**
   * A comparison.
   *
   * @param at when the request was sent
   */
  HeaderComparison(Matching matching, Findings findings, Instant at) {
    this.matching = matching;
    this.findings = findings;
    this.at = at;
  }

  void compare(HeaderLines there, HeaderLines here) {
    Set<String> names = new LinkedHashSet<>(there.names());
    here.names().stream().filter(ACTED_ON::contains).forEach(names::add);
    for (String name : names) {
      if (name.equals(COOKIE)) {
        compareCookies(SetCookie.all(there.all(name)), SetCookie.all(here.all(name)));
      } else if (!NEVER.contains(name) && !OF_PROXIES.matcher(name).matches()) {
        compare(name, there.all(name), here.all(name));
      }
    }
  }

  private void compare(String name, List<String> there, List<String> here) {
    boolean same =
        there.isEmpty() == here.isEmpty()
            && matching.isSame(
                new FieldName(name), "", canonical(name, there), canonical(name, here));
    if (!same) {
      findings.add(where(name), new FieldName(name), shown(there), shown(here));
    }
  }

  /** As {@code Content-Type}. */
  private static String where(String name) {
    return Difference.HEADER
        + Pattern.compile("(?:^|-)[a-z]")
            .matcher(name)
            .replaceAll(start -> start.group().toUpperCase(Locale.ROOT))
            .replace("Www-", "WWW-");
  }

  private static JsonNode shown(List<String> values) {
    return values.isEmpty()
        ? MissingNode.getInstance()
        : StringNode.valueOf(String.join(", ", values));
  }

  private static String canonical(String name, List<String> values) {
    String joined = String.join(", ", values).strip();
    if (LISTS.contains(name)) {
      return List.of(joined.toLowerCase(Locale.ROOT).split("\\s*,\\s*")).stream()
          .collect(Collectors.toCollection(TreeSet::new))
          .toString();
    }
    return name.equals("content-type")
        ? joined
            .toLowerCase(Locale.ROOT)
            .replaceAll("\\s*;\\s*", ";")
            .replace("\"", "")
            .replaceAll(";boundary=[^;]*", "")
            // JSON is UTF-8, whether that is said or not (RFC 8259 8.1).
            .replaceAll("(?<=json);charset=utf-8", "")
        : joined;
  }

  private void compareCookies(Map<String, SetCookie> there, Map<String, SetCookie> here) {
    Set<String> names = new LinkedHashSet<>(there.keySet());
    names.addAll(here.keySet());
    for (String name : names) {
      SetCookie old = there.get(name);
      SetCookie present = here.get(name);
      if (old != null && present != null) {
        matching.learn(old.value(), present.value());
      }
      if (old == null || present == null || !old.isLike(present, at)) {
        findings.add(where(COOKIE), FieldName.NONE, shown(old), shown(present));
      }
    }
  }

  private static JsonNode shown(SetCookie cookie) {
    return cookie == null ? MissingNode.getInstance() : StringNode.valueOf(cookie.shown());
  }
}
