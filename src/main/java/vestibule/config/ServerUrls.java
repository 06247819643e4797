package vestibule.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vestibule.config.MailConfig.Credentials;
import vestibule.config.MailConfig.SmtpServer;
import vestibule.config.MailConfig.Tls;
import vestibule.config.Setting.Wrong;
import vestibule.config.StorageConfig.Database;

/**
 * The addresses of the servers that Vestibule calls, the database's and the mail server's, as URLs
 * that may hold a password. Messages say which part is wrong and never quote the URL.
 */
final class ServerUrls {
  private ServerUrls() {}

  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+|)(?::([0-9]{1,5}))?");
  private static final Pattern SCHEME = Pattern.compile("([a-z]+)://(.*)", Pattern.DOTALL);
  private static final int MOST_HOSTS = 16;
  private static final String SMTP =
      "smtp://[user:password@]host[:port][?tls=required|off] or smtps://…";
  private static final String POSTGRES =
      "postgresql://[user[:password]@][host[:port],…]/name[?option=value&…], percent-encoded;"
          + " leave it out for SQLite in the data folder";

  /** A URL in its parts, decoded; what is missing is empty. */
  private record Parts(
      String scheme,
      Optional<String> user,
      Optional<String> password,
      List<HostAndPort> hosts,
      String path,
      Map<String, String> options) {}

  static SmtpServer smtp(String text) {
    return read(text, ServerUrls::smtpServer, SMTP);
  }

  /**
   * A URL as {@code psql} takes it. What its options {@code host}, {@code port}, {@code user},
   * {@code password} and {@code dbname} say stands for the part that is missing before them.
   */
  static Database postgres(String text) {
    return read(text, ServerUrls::database, POSTGRES);
  }

  /** Shows the whole form beside what is wrong. */
  private static <T> T read(String text, Function<String, T> reader, String form) {
    try {
      return reader.apply(text);
    } catch (Wrong wrong) {
      throw new Wrong(wrong.getMessage() + ", as in " + form);
    }
  }

  private static SmtpServer smtpServer(String text) {
    Parts parts = parts(text, Map.of("smtp", 587, "smtps", 465));
    require(parts.hosts().size() == 1, "one host");
    HostAndPort server = parts.hosts().getFirst();
    require(!server.host().isEmpty(), "a host");
    require(parts.path().isEmpty(), "no path behind the host");
    require(parts.user().isPresent() == parts.password().isPresent(), "user and password");
    Tls tls =
        switch (parts.scheme() + parts.options()) {
          case "smtps{}" -> Tls.IMPLICIT;
          case "smtp{}" -> Tls.OPPORTUNISTIC;
          case "smtp{tls=required}" -> Tls.REQUIRED;
          case "smtp{tls=off}" -> Tls.OFF;
          default -> throw new Wrong("tls=required or off, with smtp://, as the only option");
        };
    return new SmtpServer(
        server.host(),
        server.port(),
        parts.user().map(user -> new Credentials(user, new Secret(parts.password().orElseThrow()))),
        tls);
  }

  private static Database database(String text) {
    Parts parts = parts(text, Map.of("postgresql", 5432, "postgres", 5432));
    Map<String, String> options = new LinkedHashMap<>(parts.options());
    Optional<String> user = parts.user().or(() -> taken(options, "user"));
    Optional<String> password = parts.password().or(() -> taken(options, "password"));
    String name = parts.path().isEmpty() ? taken(options, "dbname").orElse("") : parts.path();
    require(!name.isEmpty(), "a database's name behind the host");
    require(!name.contains("/"), "no slash in the database's name");
    List<HostAndPort> hosts = hosts(parts, options);
    boolean socket = hosts.stream().anyMatch(host -> host.host().startsWith("/"));
    require(!socket || hosts.size() == 1, "a socket's folder as the only host");
    return new Database.Postgres(hosts, name, user, password.map(Secret::new), Map.copyOf(options));
  }

  private static List<HostAndPort> hosts(Parts parts, Map<String, String> options) {
    String host = taken(options, "host").orElse("localhost");
    int port = taken(options, "port").map(ServerUrls::port).orElse(5432);
    if (parts.hosts().stream().noneMatch(one -> one.host().isEmpty())) {
      return parts.hosts();
    }
    require(parts.hosts().size() == 1, "a name or an address of each host");
    if (!host.startsWith("/")) {
      return hosts(host, port);
    }
    require(host.indexOf(',') < 0, "a socket's folder as the only host");
    return List.of(new HostAndPort(host, port));
  }

  private static Optional<String> taken(Map<String, String> options, String name) {
    return Optional.ofNullable(options.remove(name)).filter(value -> !value.isEmpty());
  }

  /** The parts of a URL with one of these schemes, which have these ports. */
  private static Parts parts(String text, Map<String, Integer> ports) {
    Matcher url = SCHEME.matcher(text);
    require(
        url.matches() && ports.containsKey(url.group(1)),
        String.join(":// or ", ports.keySet().stream().sorted().toList()) + ":// at the beginning");
    String rest = url.group(2);
    require(rest.indexOf('#') < 0, "%23 for each #");
    String[] aroundQuery = rest.split("\\?", 2);
    String[] aroundSlash = aroundQuery[0].split("/", 2);
    String authority = aroundSlash[0];
    int at = authority.indexOf('@');
    // An @ further on is one of the password's, or a slash or question mark before it is.
    require(
        at == authority.lastIndexOf('@')
            && (at >= 0 || rest.indexOf('@') < 0 || authority.isEmpty()),
        "%40, %2F and %3F for each @, / and ? of user and password");
    String who = at < 0 ? "" : authority.substring(0, at);
    require(at != 0 && !who.startsWith(":"), "a user before the colon and the @");
    String[] aroundColon = who.split(":", 2);
    return new Parts(
        url.group(1),
        part(aroundColon, 0, "user"),
        part(aroundColon, 1, "password"),
        hosts(authority.substring(at + 1), ports.get(url.group(1))),
        part(aroundSlash, 1, "database's name").orElse(""),
        aroundQuery.length == 1 ? Map.of() : options(aroundQuery[1]));
  }

  private static List<HostAndPort> hosts(String text, int defaultPort) {
    if (text.regionMatches(true, 0, "%2F", 0, 3)) {
      int colon = text.lastIndexOf(':');
      String folder = colon < 0 ? text : text.substring(0, colon);
      int port = colon < 0 ? defaultPort : port(text.substring(colon + 1));
      return List.of(new HostAndPort(decoded(folder, "socket's folder"), port));
    }
    List<HostAndPort> hosts = new ArrayList<>();
    for (String item : text.split(",", MOST_HOSTS + 1)) {
      Matcher host = HOST.matcher(item);
      require(host.matches(), "hosts and ports such as db.internal:5432 or [::1]:5432");
      require(hosts.size() < MOST_HOSTS, "at most " + MOST_HOSTS + " hosts");
      int port = host.group(2) == null ? defaultPort : port(host.group(2));
      hosts.add(new HostAndPort(host.group(1).replaceAll("[\\[\\]]", ""), port));
    }
    return List.copyOf(hosts);
  }

  private static int port(String text) {
    require(
        text.matches("[0-9]{1,5}")
            && Integer.parseInt(text) >= 1
            && Integer.parseInt(text) <= 65535,
        "a port from 1 to 65535");
    return Integer.parseInt(text);
  }

  private static Map<String, String> options(String query) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      require(equals > 0, "option=value behind the ? and each &");
      String name = decoded(pair.substring(0, equals), "option's name");
      String value = decoded(pair.substring(equals + 1), "option's value");
      require(options.put(name, value) == null, "each option once");
    }
    return options;
  }

  /** What stands at that place, decoded; an empty text is missing too. */
  private static Optional<String> part(String[] parts, int place, String what) {
    return place < parts.length
        ? Optional.of(decoded(parts[place], what)).filter(plain -> !plain.isEmpty())
        : Optional.empty();
  }

  /** Percent-decoded; a plus is a plus, as in every part of a URL but a form's query. */
  private static String decoded(String text, String part) {
    String plain;
    try {
      plain = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Wrong("%25 for each % of the " + part);
    }
    // What is no UTF-8 was replaced by this.
    require(plain.indexOf('\ufffd') < 0, "UTF-8 behind the % of the " + part);
    require(
        plain.chars().noneMatch(Character::isISOControl), "no control character in the " + part);
    return plain;
  }

  private static void require(boolean good, String expected) {
    if (!good) {
      throw new Wrong(expected);
    }
  }
}
