package vestibule.contracts.personal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import vestibule.Reply;
import vestibule.TestServer;

/**
 * Somebody who registered through E.
 *
 * @param registered the answer to the registration
 */
record Student(TestServer server, String login, String address, Reply registered) {

  static final String PASSWORD = "Passw0rd";
  static final String BROWSER = "browser: Firefox 123.0";

  /** Registers somebody by a fresh name. */
  static Student registered(TestServer server) {
    String login = server.unique("student");
    String address = login + "@example.org";
    Reply reply = register(server, body(login, address));
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return new Student(server, login, address, reply);
  }

  /** The members of a good registration, each value as JSON, in the document's order. */
  static Map<String, String> body(String login, String address) {
    Map<String, String> body = new LinkedHashMap<>();
    body.put("login", quoted(login));
    body.put("password", quoted(PASSWORD));
    body.put("email", quoted(address));
    body.put("first_name", quoted("Пётр"));
    body.put("last_name", quoted("Иванов"));
    body.put("patronymic", quoted("Ильич"));
    return body;
  }

  static Reply register(TestServer server, Map<String, String> body) {
    return server.json("POST", "/account/registration", json(body), BROWSER);
  }

  static Reply signIn(TestServer server, String body) {
    return server.json("POST", "/account/login", body, BROWSER);
  }

  Reply signIn() {
    return signIn(server, byLogin(login, PASSWORD));
  }

  String token() {
    return registered.text("token");
  }

  Reply me() {
    return server.get("/account/me", "Authorization: " + token());
  }

  static String byLogin(String login, String password) {
    return "{\"login\":\"%s\",\"password\":\"%s\"}".formatted(login, password);
  }

  static String byEmail(String email, String password) {
    return "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password);
  }

  static String json(Map<String, String> members) {
    return members.entrySet().stream()
        .map(member -> quoted(member.getKey()) + ":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  /** A text as JSON; the texts of tests need no other escape. */
  static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }

  /** A whole error. */
  static String error(int status, String words) {
    return status + " {\"errorMessage\":" + quoted(words) + "}";
  }
}
