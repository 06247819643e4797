package vestibule.contracts.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.contracts.Member.bearer;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.contracts.Golden;

/** Document B's own examples, pasted as they stand, in the document's order. */
class DocumentTest {

  private static final Golden GOLDEN = new Golden("envelope");

  @Test
  void everyExampleAnswersAsItsDocumentSays() {
    try (TestServer server = TestServer.start()) {
      Reply unknown =
          post(server, "reset_password_request", GOLDEN.text("reset_password_request-request"));
      assertExample(unknown, "reset_password_request-error");
      Reply registered = post(server, "registration", GOLDEN.text("registration-request"));
      assertExample(registered, "registration-response");
      Reply again = post(server, "registration", GOLDEN.text("registration-request"));
      assertExample(again, "registration-error");

      Reply login = post(server, "login", GOLDEN.text("login-request"));
      ObjectNode expected = (ObjectNode) GOLDEN.json("login-response");
      ((ObjectNode) expected.path("data")).put("token", login.text("/data/token"));
      assertThat(login.status()).isEqualTo(200);
      assertThat(login.json()).isEqualTo(expected);
      String auth = bearer(login.text("/data/token"));
      assertExample(server.get("/api/logout", auth), "logout-response");

      assertExample(server.get("/api/confirm_email/unknown"), "confirm_email-error");
      assertExample(server.get(server.awaitMail("t@t.t").path()), "confirm_email-response");
      Reply asked =
          post(server, "reset_password_request", GOLDEN.text("reset_password_request-request"));
      assertExample(asked, "reset_password_request-response");
      String body = GOLDEN.text("reset_password-request");
      assertExample(
          server.json("POST", "/api/reset_password/unknown", body), "reset_password-error");
      String link = server.awaitMail("t@t.t").path();
      assertExample(server.json("POST", link, body), "reset_password-response");
      assertExample(server.json("POST", link, body), "reset_password-error");
      server.assertNoMail("t@t.t");
    }
  }

  @Test
  void theProfileOfTheExampleIsThatOfTheDocument() {
    try (TestServer server = TestServer.start()) {
      String body = GOLDEN.text("registration-request").replace("t@t.t", "dvorobiez@yandex.ru");
      assertExample(post(server, "registration", body), "registration-response");
      Reply login = post(server, "login", GOLDEN.text("login-request"));
      Reply profile = server.get("/api/profile_settings", bearer(login.text("/data/token")));
      assertExample(profile, "profile_settings-response");
      assertThat(profile.body())
          .isEqualTo(
              "{\"data\":{\"contacts\":null,\"email\":\"d******z@yandex.ru\","
                  + "\"full_name\":\"Admin A.A.\",\"is_email_verified\":false,\"phone\":null,"
                  + "\"pwd\":\"********\",\"username\":\"Admin\"},\"msg\":\"success\","
                  + "\"status\":\"OK\"}\n");
    }
  }

  private static Reply post(TestServer server, String endpoint, String body) {
    return server.json("POST", "/api/" + endpoint, body);
  }

  private static void assertExample(Reply reply, String example) {
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Content-Type")).contains("application/json");
    assertThat(reply.json()).isEqualTo(GOLDEN.json(example));
  }
}
