package vestibule.store.postgres;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.postgresql.PGProperty;

/**
 * Where a PostgreSQL database is, and as whom it is used.
 *
 * @param hosts at least one; where there are several, the one that takes writes is found
 * @param options of the driver, TLS for the most part; they win over the engine's own, and what
 *     {@code psql} calls differently is understood too
 */
public record Server(
    List<Host> hosts, String database, String user, String password, Map<String, String> options) {

  /** A name or an address (IPv6 without brackets), and a port. */
  public record Host(String name, int port) {}

  /**
   * What psql's URLs call differently, or has no meaning here: the primary is always looked for.
   */
  private static final Map<String, String> SYNONYMS =
      Map.of(
          "connect_timeout", "connectTimeout",
          "application_name", "ApplicationName",
          "keepalives", "tcpKeepAlive",
          "target_session_attrs", "targetServerType");

  /**
   * Refuses options that the driver does not know.
   *
   * @throws IllegalArgumentException with the words for the operator
   */
  public Server {
    for (String option : options.keySet()) {
      if (PGProperty.forName(SYNONYMS.getOrDefault(option, option)) == null) {
        throw new IllegalArgumentException(
            "the database's URL has the option " + option + ", which its driver does not know");
      }
    }
  }

  String url() {
    return hosts.stream()
        .map(
            host ->
                (host.name().contains(":") ? "[" + host.name() + "]" : host.name())
                    + ":"
                    + host.port())
        .collect(Collectors.joining(",", "jdbc:postgresql://", "/"));
  }

  /** The driver's settings: ours, over them the operator's. */
  Properties properties(String application) {
    Properties all = new Properties();
    PGProperty.PG_DBNAME.set(all, database);
    PGProperty.APPLICATION_NAME.set(all, application);
    PGProperty.CONNECT_TIMEOUT.set(all, 2);
    // Until the connection is ready: a host that takes it and says nothing must not be waited for
    // as long as a statement.
    PGProperty.SOCKET_TIMEOUT.set(all, 2);
    PGProperty.TCP_KEEP_ALIVE.set(all, true);
    PGProperty.REWRITE_BATCHED_INSERTS.set(all, true);
    // A standby that was promoted must not be passed over because it was one a moment ago.
    PGProperty.HOST_RECHECK_SECONDS.set(all, 1);
    options.forEach((name, value) -> all.setProperty(SYNONYMS.getOrDefault(name, name), value));
    PGProperty.TARGET_SERVER_TYPE.set(all, "primary");
    PGProperty.USER.set(all, user);
    PGProperty.PASSWORD.set(all, password);
    return all;
  }

  boolean hasOption(String name) {
    return options.containsKey(name);
  }

  /** Only the options' names: an option may be a password too. */
  @Override
  public String toString() {
    return "Server[%s%s, options=%s]".formatted(url(), database, options.keySet());
  }
}
