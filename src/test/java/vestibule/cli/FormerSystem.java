package vestibule.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.store.PostgresServer;

/** The database of a system that people come from, and what they do then. */
public final class FormerSystem {

  private static final JsonMapper JSON = JsonMapper.shared();

  private FormerSystem() {}

  /** A hash of the vectors, and the password that matches it. */
  record Hashed(String hash, String password) {

    /** By the name that it has there. */
    static Hashed of(String id) {
      try (InputStream in = FormerSystem.class.getResourceAsStream("/foreign-hashes.json")) {
        for (JsonNode vector : JSON.readTree(in).path("vectors")) {
          if (vector.path("id").asString().equals(id)) {
            return new Hashed(vector.path("string").asString(), vector.path("password").asString());
          }
        }
        throw new IllegalArgumentException(id);
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
  }

  /** Makes a file of SQLite, and returns its place. */
  public static String sqlite(Path file, String... statements) {
    run("jdbc:sqlite:" + file, statements);
    return "sqlite:" + file;
  }

  /** Makes a database of PostgreSQL, and returns its place. */
  public static String postgres(String... statements) {
    String name = PostgresServer.newDatabase();
    run(
        "jdbc:postgresql://127.0.0.1:" + PostgresServer.port() + "/" + name + "?user=postgres",
        statements);
    return PostgresServer.url(name);
  }

  private static void run(String url, String... statements) {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException wrong) {
      throw new IllegalStateException(wrong);
    }
  }

  /** Signs in at document C's door. */
  static int signIn(TestServer server, String address, String password) {
    return post(server, "/api/token/", "email", address, password).status();
  }

  /** Signs in at document E's door, by a name or an address. */
  static int signInByName(TestServer server, String login, String password) {
    return post(server, "/account/login", "login", login, password).status();
  }

  private static Reply post(
      TestServer server, String path, String field, String login, String password) {
    String body = JSON.createObjectNode().put(field, login).put("password", password).toString();
    return server.json("POST", path, body, "browser: test");
  }
}
