package vestibule.contracts.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.contracts.Member.bearer;
import static vestibule.contracts.Member.inCookie;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.Reply;
import vestibule.TestMails;
import vestibule.TestServer;
import vestibule.contracts.Member;

/** POST /api/reset_password_request, and /api/reset_password/TOKEN by POST and by GET. */
class ResetPasswordTest {

  private static final TestServer SERVER = TestServer.shared();
  private static final String REQUEST = "/api/reset_password_request";
  private static final String PATH = "/api/reset_password/";
  private static final String CHECK = "200 {\"msg\":\"Check your email...\",\"status\":\"OK\"}\n";
  private static final String UNKNOWN = "200 {\"msg\":\"user not found\",\"status\":\"ERR\"}\n";
  private static final String RESET =
      "200 {\"msg\":\"Your password has been reset.\",\"status\":\"OK\"}\n";
  private static final String REFUSED = "200 {\"msg\":\"pwd is not allowed\",\"status\":\"ERR\"}\n";
  private static final String NEW = "{\"new_pwd\":\"5678\"}";

  @Test
  void theMailedLinkIsOneOfBAndSetsThePassword() {
    Member member = Member.registered(SERVER);
    String token = member.token();
    assertThat(ask(SERVER, member.address()).whole()).isEqualTo(CHECK);
    TestMails.Received mail = SERVER.awaitMail(member.address());
    assertThat(mail.link(0))
        .matches(Pattern.quote(SERVER.publicUrl() + "/api/reset_password/") + "[A-Za-z0-9_-]{22,}");
    assertThat(SERVER.json("POST", mail.path(), NEW).whole()).isEqualTo(RESET);
    assertThat(SERVER.json("POST", mail.path(), NEW).whole()).isEqualTo(UNKNOWN);
    assertThat(member.login("5678").status()).isEqualTo(200);
    assertThat(SERVER.get("/api/profile_settings", bearer(token)).whole())
        .isEqualTo("401 {\"msg\":\"Token has been revoked\",\"status\":\"ERR\"}\n");
    SERVER.assertNoMail(member.address());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"username\":null}", "{\"username\":7}", "{\"username\":\"\"}"})
  void nobodyIsNotFound(String body) {
    assertThat(SERVER.json("POST", REQUEST, body).whole()).isEqualTo(UNKNOWN);
    assertThat(ask(SERVER, SERVER.unique("nobody")).whole()).isEqualTo(UNKNOWN);
  }

  @Test
  void whoeverIsAuthenticatedMayAskAndResetHere() {
    Member member = Member.registered(SERVER);
    String token = member.token();
    assertThat(ask(SERVER, member.name(), bearer(token)).whole()).isEqualTo(CHECK);
    String code = SERVER.awaitMail(member.address()).code();
    assertThat(SERVER.json("POST", PATH + code, NEW, inCookie(token)).whole()).isEqualTo(RESET);
  }

  @Test
  void codesOfAAndBAreOnePool() {
    Member member = Member.registered(SERVER);
    String ofA = member.resetCode();
    assertThat(SERVER.json("POST", PATH + ofA, NEW).whole()).isEqualTo(RESET);
    ask(SERVER, member.name());
    String ofB = SERVER.awaitMail(member.address()).code();
    assertThat(SERVER.json("POST", "/user_account/reset_password/" + ofB, NEW).status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"new_pwd\":\"\"}", "{\"new_pwd\":null}", "{\"new_pwd\":1}"})
  void aPasswordThatIsNoneLeavesTheCodeValid(String body) {
    String code = Member.registered(SERVER).resetCode();
    assertThat(SERVER.json("POST", PATH + code, body).whole()).isEqualTo(REFUSED);
    assertThat(SERVER.json("POST", PATH + "unknown", body).whole()).isEqualTo(UNKNOWN);
    assertThat(SERVER.json("POST", PATH + code, NEW).whole()).isEqualTo(RESET);
  }

  @Test
  void aCodeLivesForAnHour() {
    try (TestServer server = TestServer.start()) {
      String code = Member.registered(server).resetCode();
      server.clock().advance(Duration.ofMinutes(61));
      assertThat(server.json("POST", PATH + code, NEW).whole()).isEqualTo(UNKNOWN);
    }
  }

  @Test
  void aBrowserThatFollowsTheLinkGetsAPageAndAnyOtherGetIsNotAllowed() {
    String code = Member.registered(SERVER).resetCode();
    Reply page = SERVER.get(PATH + code, "Accept: text/html");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).contains("text/html; charset=utf-8");
    for (String accept : List.of("Accept: */*", "X-None: x")) {
      Reply reply = SERVER.get(PATH + code, accept);
      assertThat(reply.whole())
          .isEqualTo("405 {\"msg\":\"Method Not Allowed\",\"status\":\"ERR\"}\n");
      assertThat(reply.headers("Allow")).containsExactly("POST, OPTIONS");
    }
    assertThat(SERVER.json("POST", PATH + code, NEW).whole()).isEqualTo(RESET);
  }

  @Test
  void underStrictPrivacyNobodyIsToldWhoIsKnown() {
    try (TestServer server = TestServer.start("VESTIBULE_PRIVACY=strict")) {
      assertThat(ask(server, "nobody@example.org").whole()).isEqualTo(CHECK);
      server.assertNoMail("nobody@example.org");
    }
  }

  private static Reply ask(TestServer server, String login, String... headers) {
    return server.json("POST", REQUEST, "{\"username\":\"" + login + "\"}", headers);
  }
}
