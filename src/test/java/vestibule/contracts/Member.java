package vestibule.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import vestibule.Reply;
import vestibule.TestMails;
import vestibule.TestServer;
import vestibule.contracts.flask.TokenCookies;

/**
 * Somebody who registered through A, for tests of A and B.
 *
 * @param confirmation the mail that registering sent
 */
public record Member(
    TestServer server, String name, String address, TestMails.Received confirmation) {

  /** What everybody here has for a password: document A's example. */
  public static final String PASSWORD = "1234";

  /** Registers somebody by a fresh name. */
  public static Member registered(TestServer server) {
    String name = server.unique("member");
    String address = name + "@example.org";
    Reply reply =
        server.json(
            "POST", "/user_account/registration", registration(name, address, "null", PASSWORD));
    assertThat(reply.whole()).isEqualTo("200 {\"msg\":\"Check your email...\"}\n");
    return new Member(server, name, address, server.awaitMail(address));
  }

  /**
   * The body of a registration.
   *
   * @param fullName as JSON
   */
  public static String registration(String name, String address, String fullName, String password) {
    return """
    {"username": "%s", "full_name": %s, "email": "%s", "phone": null, "contacts": null,
     "pwd": "%s"}\
    """
        .formatted(name, fullName, address, password);
  }

  /** The body of a log-in. */
  public static String credentials(String name, String password) {
    return "{\"username\":\"%s\",\"pwd\":\"%s\"}".formatted(name, password);
  }

  /** Logs in at A. */
  public Reply login() {
    return login(PASSWORD);
  }

  /** Logs in at A with a password. */
  public Reply login(String password) {
    return server.json("POST", "/user_account/login", credentials(name, password));
  }

  /** A token of a new log-in at A. */
  public String token() {
    return login().text("token");
  }

  /** The code of a new reset mail. */
  public String resetCode() {
    Reply reply =
        server.json(
            "POST", "/user_account/reset_password_request", "{\"username\":\"" + name + "\"}");
    assertThat(reply.whole()).isEqualTo("200 {\"msg\":\"Check your email...\"}\n");
    return server.awaitMail(address).code();
  }

  /** The header line of a token. */
  public static String bearer(String token) {
    return "Authorization: Bearer " + token;
  }

  /** The header line of a token in its cookie. */
  public static String inCookie(String token) {
    return "Cookie: " + TokenCookies.ACCESS + "=" + token;
  }

  /** The id that operators name the account by. */
  public long account() {
    return server.core().accounts().named(name).orElseThrow().id();
  }
}
