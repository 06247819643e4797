package vestibule.contracts.useraccount;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.contracts.Member.bearer;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.contracts.Golden;

/** Document A's own examples, pasted as they stand, in the document's order. */
class DocumentTest {

  private static final Golden GOLDEN = new Golden("useraccount");

  @Test
  void everyExampleAnswersAsItsDocumentSays() {
    try (TestServer server = TestServer.start()) {
      Reply registered = post(server, "registration", GOLDEN.text("registration-request"));
      assertExample(registered, "registration-response");
      Reply again = post(server, "registration", GOLDEN.text("registration-request"));
      assertThat(again.whole()).isEqualTo("400 {\"msg\":\"username is not allowed\"}\n");
      Reply confirmed = server.get(server.awaitMail("t@t.t").path());
      assertExample(confirmed, "confirm_email-response");

      Reply login = post(server, "login", GOLDEN.text("login-request"));
      ObjectNode expected = (ObjectNode) GOLDEN.json("login-response");
      assertThat(login.status()).isEqualTo(200);
      assertThat(login.json()).isEqualTo(expected.put("token", login.text("token")));
      String auth = bearer(login.text("token"));
      assertExample(server.get("/user_account/logout", auth), "logout-response");

      Reply asked =
          post(server, "reset_password_request", GOLDEN.text("reset_password_request-request"));
      assertExample(asked, "reset_password_request-response");
      Reply reset =
          server.json(
              "POST", server.awaitMail("t@t.t").path(), GOLDEN.text("reset_password-request"));
      assertExample(reset, "reset_password-response");
      server.assertNoMail("t@t.t");
    }
  }

  @Test
  void theProfileOfTheExampleIsThatOfTheDocument() {
    try (TestServer server = TestServer.start()) {
      String body = GOLDEN.text("registration-request").replace("t@t.t", "dvorobiez@yandex.ru");
      assertExample(post(server, "registration", body), "registration-response");
      Reply login = post(server, "login", GOLDEN.text("login-request"));
      Reply profile = server.get("/user_account/profile_settings", bearer(login.text("token")));
      assertExample(profile, "profile_settings-response");
      assertThat(profile.body())
          .isEqualTo(
              "{\"contacts\":null,\"email\":\"d******z@yandex.ru\",\"full_name\":\"Admin A.A.\","
                  + "\"is_email_verified\":false,\"phone\":null,\"pwd\":\"********\","
                  + "\"username\":\"Admin\"}\n");
    }
  }

  private static Reply post(TestServer server, String endpoint, String body) {
    return server.json("POST", "/user_account/" + endpoint, body);
  }

  private static void assertExample(Reply reply, String example) {
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Content-Type")).contains("application/json");
    assertThat(reply.json()).isEqualTo(GOLDEN.json(example));
  }
}
