package vestibule.contracts.knowme;

import static org.assertj.core.api.Assertions.assertThat;

import vestibule.Reply;
import vestibule.TestServer;

/** Somebody who registered through D; {@code key} is of their first log-in. */
record KnowMeMember(TestServer server, long id, String address, String key) {

  static final String PASSWORD = "Correct-horse-7";

  /** Registers somebody by a fresh address, who confirms it and logs in. */
  static KnowMeMember ready(TestServer server) {
    String address = server.unique("know") + "@example.com";
    long id = registered(server, address);
    verify(server, address);
    return new KnowMeMember(server, id, address, login(server, address, PASSWORD).text("token"));
  }

  /** Registers John Smith; the confirmation mail is unread. */
  static long registered(TestServer server, String address) {
    Reply reply = server.json("POST", "/auth/register/", registration(address, PASSWORD));
    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    return reply.json().get("id").asLong();
  }

  /** Confirms an address by the next mail to it. */
  static void verify(TestServer server, String address) {
    String code = server.awaitMail(address).code();
    Reply reply = server.json("POST", "/account/verify-email/", verification(code, PASSWORD));
    assertThat(reply.whole()).isEqualTo("200 {}");
  }

  static Reply login(TestServer server, String address, String password) {
    return server.json("POST", "/auth/login/", credentials(address, password));
  }

  static String registration(String address, String password) {
    return """
    {"email":"%s","first_name":"John","last_name":"Smith","password":"%s"}\
    """
        .formatted(address, password);
  }

  static String verification(String key, String password) {
    return "{\"key\":\"%s\",\"password\":\"%s\"}".formatted(key, password);
  }

  static String credentials(String address, String password) {
    return "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(address, password);
  }

  /** The header line of a key. */
  static String token(String key) {
    return "Authorization: Token " + key;
  }

  Reply login() {
    return login(server, address, PASSWORD);
  }

  Reply get(String path) {
    return server.get(path, token(key));
  }

  Reply json(String method, String path, String body) {
    return server.json(method, path, body, token(key));
  }

  Reply form(String method, String path, String body) {
    return server.form(method, path, body, token(key));
  }

  /** Adds an unverified address, whose mail is unread. */
  long added(String other) {
    Reply reply = json("POST", "/account/emails/", "{\"email\":\"" + other + "\"}");
    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    return reply.json().get("id").asLong();
  }

  /** The body that shows this member's names and primary address. */
  String profile(String email, String first, String last) {
    return "{\"id\":%s,\"email\":\"%s\",\"first_name\":\"%s\",\"last_name\":\"%s\"}"
        .formatted(id, email, first, last);
  }
}
