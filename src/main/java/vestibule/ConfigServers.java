package vestibule;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vestibule.Config.Credentials;
import vestibule.Config.Database;
import vestibule.Config.HostAndPort;
import vestibule.Config.Secret;
import vestibule.Config.Smtp;
import vestibule.Config.Tls;
import vestibule.ConfigValues.Wrong;

/**
 * The addresses of the servers that Vestibule calls, the database's and the mail server's, as URLs
 * with a user and a password in them. Messages never quote the URL.
 */
final class ConfigServers {
  private ConfigServers() {}

  // Not java.net.URI: it knows no list of hosts, and its exceptions quote the password.
  private static final Pattern URL =
      Pattern.compile("([a-z]+)://(?:([^@/?#]*)@)?([^@/?#]+)(?:/([^?#]*))?(?:\\?([^#]*))?");
  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::([0-9]{1,5}))?");
  private static final int MOST_HOSTS = 16;

  private record Parts(
      String scheme,
      Optional<Credentials> credentials,
      List<HostAndPort> hosts,
      String path,
      Map<String, String> options) {}

  static Smtp smtp(String text) {
    Wrong wrong =
        new Wrong("smtp://[user:password@]host:port[?tls=required] or smtps://…, percent-encoded");
    Parts parts = parts(text, Map.of("smtp", 587, "smtps", 465), wrong);
    if (parts.hosts().size() != 1 || !parts.path().isEmpty()) {
      throw wrong;
    }
    Tls tls =
        switch (parts.scheme() + parts.options()) {
          case "smtps{}" -> Tls.IMPLICIT;
          case "smtp{}" -> Tls.OPPORTUNISTIC;
          case "smtp{tls=required}" -> Tls.REQUIRED;
          default -> throw wrong;
        };
    HostAndPort server = parts.hosts().getFirst();
    return new Smtp(server.host(), server.port(), parts.credentials(), tls);
  }

  static Database.Postgres postgres(String text) {
    Wrong wrong =
        new Wrong(
            "postgresql://user:password@host:port[,host:port]/name, percent-encoded;"
                + " leave it out for SQLite in the data folder");
    Parts parts = parts(text, Map.of("postgresql", 5432, "postgres", 5432), wrong);
    if (parts.path().isEmpty() || parts.path().contains("/")) {
      throw wrong;
    }
    return new Database.Postgres(
        parts.hosts(),
        decoded(parts.path(), wrong),
        parts.credentials().orElseThrow(() -> wrong),
        parts.options());
  }

  private static Parts parts(String text, Map<String, Integer> ports, Wrong wrong) {
    Matcher url = URL.matcher(text);
    if (!url.matches() || !ports.containsKey(url.group(1))) {
      throw wrong;
    }
    return new Parts(
        url.group(1),
        Optional.ofNullable(url.group(2)).map(userInfo -> credentials(userInfo, wrong)),
        hosts(url.group(3), ports.get(url.group(1)), wrong),
        Optional.ofNullable(url.group(4)).orElse(""),
        Optional.ofNullable(url.group(5)).map(query -> options(query, wrong)).orElse(Map.of()));
  }

  private static Credentials credentials(String userInfo, Wrong wrong) {
    int colon = userInfo.indexOf(':');
    if (colon <= 0 || colon == userInfo.length() - 1) {
      throw wrong;
    }
    return new Credentials(
        decoded(userInfo.substring(0, colon), wrong),
        new Secret(decoded(userInfo.substring(colon + 1), wrong)));
  }

  private static List<HostAndPort> hosts(String text, int defaultPort, Wrong wrong) {
    List<HostAndPort> hosts = new ArrayList<>();
    for (String item : text.split(",", MOST_HOSTS + 1)) {
      Matcher host = HOST.matcher(item);
      if (!host.matches()) {
        throw wrong;
      }
      int port = host.group(2) == null ? defaultPort : Integer.parseInt(host.group(2));
      if (port < 1 || port > 65535) {
        throw wrong;
      }
      hosts.add(new HostAndPort(host.group(1).replaceAll("[\\[\\]]", ""), port));
    }
    return List.copyOf(hosts);
  }

  private static Map<String, String> options(String query, Wrong wrong) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals <= 0) {
        throw wrong;
      }
      String name = decoded(pair.substring(0, equals), wrong);
      if (options.put(name, decoded(pair.substring(equals + 1), wrong)) != null) {
        throw wrong;
      }
    }
    return Map.copyOf(options);
  }

  /** Percent-decoded; a plus is a plus, as in every part of a URL but a form's query. */
  private static String decoded(String text, Wrong wrong) {
    try {
      String plain = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
      if (plain.chars().noneMatch(Character::isISOControl)) {
        return plain;
      }
    } catch (IllegalArgumentException e) {
      throw wrong;
    }
    throw wrong;
  }
}
