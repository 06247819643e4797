package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import vestibule.crypto.MasterKey;
import vestibule.store.PostgresServer;

/**
 * People whose every text is marked, at a server on one of the databases, and a way to its database
 * past it.
 */
record MarkedPeople(TestServer server, Base base, String url) implements AutoCloseable {

  static final String MARK = "qmarker";

  private static final String AGENT = "User-Agent: " + MARK + "-agent";
  private static final String PASSWORD = MARK + "-Passw0rd";

  enum Base {
    SQLITE,
    POSTGRES
  }

  static MarkedPeople on(Base base, Path folder, String... settings) throws IOException {
    if (base == Base.SQLITE) {
      Path data = folder.resolve("data");
      String file = "jdbc:sqlite:" + data.resolve("vestibule.db");
      return new MarkedPeople(TestServer.in(folder, embedded(data, settings)), base, file);
    }
    String name = PostgresServer.newDatabase();
    Path key = folder.resolve("the.key");
    MasterKey.create(key, new SecureRandom());
    String url = PostgresServer.url(name);
    String jdbc = "jdbc:postgresql://127.0.0.1:%s/%s?user=postgres&password=any";
    TestServer server =
        TestServer.in(
            folder,
            with(settings, "VESTIBULE_DATABASE_URL=" + url, "VESTIBULE_MASTER_KEY_FILE=" + key));
    return new MarkedPeople(server, base, jdbc.formatted(PostgresServer.port(), name));
  }

  private static String[] embedded(Path data, String... settings) {
    return with(
        settings,
        "VESTIBULE_DATABASE_URL=",
        "VESTIBULE_DATA_DIR=" + data,
        "VESTIBULE_MASTER_KEY_FILE=" + data.resolve("master.key"));
  }

  private static String[] with(String[] settings, String... more) {
    return Stream.concat(Stream.of(settings), Stream.of(more)).toArray(String[]::new);
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(url);
  }

  void sql(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }

  /** Runs a statement on the server's own writing connection. */
  void inside(String statement) {
    server
        .server()
        .foundation()
        .storage()
        .database()
        .write(transaction -> transaction.handle().execute(statement));
  }

  void forget() {
    server.server().foundation().storage().cache().forget(0);
  }

  /** Ends every connection of the server, as a crash of the database does. */
  void cut() throws SQLException {
    sql(
        "select pg_terminate_backend(pid) from pg_stat_activity"
            + " where datname = current_database() and pid <> pg_backend_pid()");
  }

  Reply register(String name) {
    return server.json(
        "POST",
        "/user_account/registration",
        """
        {"username": "%1$s-%2$s", "full_name": "%1$s-full", "email": "%1$s.%2$s@%1$s.org",
         "phone": "+7%2$s", "contacts": "%1$s-contacts", "pwd": "%3$s"}\
        """
            .formatted(MARK, name, PASSWORD),
        AGENT);
  }

  String signIn(String name) {
    Reply reply =
        server.json(
            "POST",
            "/user_account/login",
            "{\"username\": \"%s-%s\", \"pwd\": \"%s\"}".formatted(MARK, name, PASSWORD),
            AGENT);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return "Authorization: Bearer " + reply.text("token");
  }

  Reply whoami(String token) {
    return server.get("/user_account/profile_settings", token, AGENT);
  }

  /** Takes the account's lock. */
  Reply signOut(String token) {
    return server.get("/user_account/logout", token, AGENT);
  }

  @Override
  public void close() {
    server.close();
  }
}
