package vestibule.contracts.chat;

import static org.assertj.core.api.Assertions.assertThat;

import vestibule.Reply;
import vestibule.TestMails;
import vestibule.TestServer;

/**
 * Somebody who registered through C.
 *
 * @param confirmation the mail that registering sent
 */
record ChatMember(TestServer server, long id, String address, TestMails.Received confirmation) {

  static final String PASSWORD = "UserPassword";

  /** Registers somebody by a fresh address. */
  static ChatMember registered(TestServer server) {
    String address = server.unique("chat") + "@example.org";
    Reply reply = server.json("POST", "/api/register/", credentials(address, PASSWORD));
    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    return new ChatMember(
        server, reply.json().get("id").asLong(), address, server.awaitMail(address));
  }

  /** The body of a registration or log-in. */
  static String credentials(String address, String password) {
    return "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(address, password);
  }

  /** The header line of a token. */
  static String bearer(String token) {
    return "Authorization: Bearer " + token;
  }

  Reply login() {
    return server.json("POST", "/api/token/", credentials(address, PASSWORD));
  }

  /** A refresh token of a new log-in. */
  String refresh() {
    return login().text("refresh");
  }

  /** An access token of a new log-in. */
  String access() {
    return login().text("access");
  }

  /** The body that shows this member. */
  String shown(boolean confirmed) {
    return "{\"id\":%s,\"email\":\"%s\",\"is_email_confirmed\":%b}"
        .formatted(id, address, confirmed);
  }
}
