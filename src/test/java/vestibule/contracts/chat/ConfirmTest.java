package vestibule.contracts.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.Reply;
import vestibule.TestServer;

/** {@code GET /api/register/confirm/<token>/} (docs/contracts O-9). */
class ConfirmTest {

  private static final String BAD = "400 {\"detail\":\"Token is invalid or expired\"}";

  private final TestServer server = TestServer.shared();
  private final ChatMember member = ChatMember.registered(server);
  private final String link = member.confirmation().path();

  @Test
  void confirmsAndShowsTheUser() {
    assertThat(server.get(link).whole()).isEqualTo("200 " + member.shown(true));
    assertThat(server.get("/api/user/", ChatMember.bearer(member.access())).whole())
        .isEqualTo("200 " + member.shown(true));
  }

  @Test
  void isServedWithoutTheSlashToo() {
    assertThat(server.get(link.substring(0, link.length() - 1)).whole())
        .isEqualTo("200 " + member.shown(true));
  }

  /** Mail scanners open links before people do (docs/contracts A.5, "also in B and C"). */
  @Test
  void aSecondVisitIsASuccessThatChangesNothing() {
    server.get(link);
    assertThat(server.get(link).whole()).isEqualTo("200 " + member.shown(true));
  }

  @Test
  void headConfirmsNothing() {
    Reply head = server.send("HEAD", link, null);
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("Content-Length"))
        .contains(Integer.toString(member.shown(true).length()));
    assertThat(server.get("/api/user/", ChatMember.bearer(member.access())).whole())
        .isEqualTo("200 " + member.shown(false));
    assertThat(server.get(link).whole()).isEqualTo("200 " + member.shown(true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "%D1%8F", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "{token}"})
  void refusesWhatIsNoToken(String token) {
    String path = "/api/register/confirm/" + token.replace("{", "%7B").replace("}", "%7D") + "/";
    assertThat(server.get(path).whole()).isEqualTo(BAD);
    assertThat(server.send("HEAD", path, null).status()).isEqualTo(400);
  }

  @Test
  void refusesAnOverlongToken() {
    assertThat(server.get("/api/register/confirm/" + "a".repeat(5_000)).whole()).isEqualTo(BAD);
  }

  @Test
  void endsAfterADay() {
    try (TestServer own = TestServer.start()) {
      ChatMember late = ChatMember.registered(own);
      own.clock().advance(Duration.ofHours(24));
      assertThat(own.get(late.confirmation().path()).whole()).isEqualTo(BAD);
    }
  }

  @Test
  void aCodeOfThisDocumentWorksAtNoOther() {
    String code = member.confirmation().code();
    assertThat(server.get("/user_account/confirm_email/" + code).status()).isEqualTo(400);
    String body = "{\"key\":\"%s\",\"password\":\"%s\"}".formatted(code, ChatMember.PASSWORD);
    assertThat(server.json("POST", "/account/verify-email/", body).whole())
        .isEqualTo("400 {\"key\":[\"This key is invalid.\"]}");
  }

  @Test
  void postIsNotServed() {
    assertThat(server.json("POST", link, "{}").whole())
        .isEqualTo("405 {\"detail\":\"Method \\\"POST\\\" not allowed.\"}");
  }
}
