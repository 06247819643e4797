package vestibule.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * The place of a PostgreSQL database, and its user.
 *
 * @param hosts at least one; where there are several, the one that takes writes is found
 * @param user empty: the user who runs the program, as with {@code psql}
 * @param password empty: none is sent, unless the driver finds one in {@code ~/.pgpass}
 * @param options of the driver, TLS for the most part; they win over the engine's own, and what
 *     {@code psql} calls differently is understood too
 */
public record PostgresAddress(
    List<Host> hosts,
    String database,
    Optional<String> user,
    Optional<String> password,
    Map<String, String> options) {

  /**
   * A name or an address (IPv6 without brackets), or the folder of a server's socket, which begins
   * with a slash; and a port.
   */
  public record Host(String name, int port) {

    boolean isSocket() {
      return name.startsWith("/");
    }

    private String address() {
      String host = isSocket() ? "localhost" : name;
      return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /** As every PostgreSQL server names it. */
    private String socket() {
      return name + "/.s.PGSQL." + port;
    }
  }

  /** The driver's names of what psql's URLs name differently. */
  private static final Map<String, String> SYNONYMS =
      Map.of(
          "connect_timeout", "connectTimeout",
          "application_name", "ApplicationName",
          "keepalives", "tcpKeepAlive",
          "channel_binding", "channelBinding",
          "gssencmode", "gssEncMode",
          "krbsrvname", "kerberosServerName",
          "sslnegotiation", "sslNegotiation",
          "require_auth", "requireAuth",
          "target_session_attrs", "targetServerType");

  /** Options of psql that the driver does not read, and what does the same here. */
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "service", "write what the service file has into the URL",
          "passfile", "set the variable PGPASSFILE",
          "hostaddr", "name the address as the host");

  /**
   * Refuses options that the driver does not know, or knows in its own URLs alone.
   *
   * @throws IllegalArgumentException with the words for the operator
   */
  public PostgresAddress {
    for (String option : options.keySet()) {
      if (ELSEWHERE.containsKey(option)) {
        throw new IllegalArgumentException(
            "the database's URL has the option "
                + option
                + ", which is not read: "
                + ELSEWHERE.get(option));
      }
      if (PGProperty.forName(SYNONYMS.getOrDefault(option, option)) == null) {
        throw new IllegalArgumentException(
            "the database's URL has the option " + option + ", which its driver does not know");
      }
    }
    requireKnownSslMode(options.getOrDefault("sslmode", "prefer"));
  }

  private static void requireKnownSslMode(String mode) {
    List<String> known = List.of(PGProperty.SSL_MODE.getChoices());
    if (!known.contains(mode.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "the database's URL has an sslmode that its driver does not know; expected "
              + String.join(" or ", known));
    }
  }

  String url() {
    return hosts.stream()
        .map(Host::address)
        .collect(Collectors.joining(",", "jdbc:postgresql://", "/"));
  }

  private String places() {
    return hosts.stream()
        .map(host -> host.isSocket() ? host.socket() : host.address())
        .collect(Collectors.joining(", "));
  }

  /** The driver's settings: ours, over them the operator's. */
  Properties properties(String application) {
    Properties all = new Properties();
    PGProperty.PG_DBNAME.set(all, database);
    PGProperty.APPLICATION_NAME.set(all, application);
    PGProperty.CONNECT_TIMEOUT.set(all, 2);
    // Until the connection is ready: a silent host is not waited for as long as a statement.
    PGProperty.SOCKET_TIMEOUT.set(all, 2);
    PGProperty.TCP_KEEP_ALIVE.set(all, true);
    PGProperty.REWRITE_BATCHED_INSERTS.set(all, true);
    // A standby may have been promoted a moment ago.
    PGProperty.HOST_RECHECK_SECONDS.set(all, 1);
    options.forEach((name, value) -> all.setProperty(SYNONYMS.getOrDefault(name, name), value));
    if (options.containsKey("keepalives")) {
      // To psql 0 alone is off; to the driver true alone is on.
      PGProperty.TCP_KEEP_ALIVE.set(all, !options.get("keepalives").equals("0"));
    }
    PGProperty.TARGET_SERVER_TYPE.set(all, "primary");
    PGProperty.USER.set(all, user.orElseGet(() -> System.getProperty("user.name")));
    password.ifPresent(known -> PGProperty.PASSWORD.set(all, known));
    hosts.stream().filter(Host::isSocket).findFirst().ifPresent(host -> useSocket(all, host));
    // A server's details quote rows: no message shall hold them.
    PGProperty.LOG_SERVER_ERROR_DETAIL.set(all, false);
    return all;
  }

  /**
   * A connection to a server that is not ours, for reading: nothing of its settings is asked for,
   * and a statement may take as long as it takes.
   */
  public Connection forReading() throws SQLException {
    Connection connection = new Driver().connect(url(), properties("vestibule import"));
    connection.setNetworkTimeout(Runnable::run, 0);
    connection.setReadOnly(true);
    return connection;
  }

  /** No server offers TLS on its socket, as nobody stands between. */
  private static void useSocket(Properties all, Host host) {
    PGProperty.SOCKET_FACTORY.set(all, SocketFile.class.getName());
    PGProperty.SOCKET_FACTORY_ARG.set(all, host.socket());
    PGProperty.SSL_MODE.set(all, "disable");
    PGProperty.GSS_ENC_MODE.set(all, "disable");
  }

  boolean hasOption(String name) {
    return options.containsKey(name);
  }

  /** In words for the operator; only the options' names, as an option may be a password too. */
  @Override
  public String toString() {
    String with = options.isEmpty() ? "" : " with " + String.join(", ", options.keySet());
    return places() + "/" + database + with;
  }
}
