package vestibule.web;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.web.PageChecks.assertPage;

import org.junit.jupiter.api.Test;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.contracts.Member;

/** "This was not me", {@code /v1/not-me/{token}}, the link of every notice. */
class NotMeTest {

  private static final TestServer SERVER = TestServer.shared();

  private final Member member = Member.registered(SERVER);
  private final String token = signedInFromTwoBrowsers();
  private final String path = SERVER.awaitMail(member.address()).path();

  @Test
  void lookingAtThePageChangesNothing() {
    assertThat(path).startsWith("/v1/not-me/");
    for (int i = 0; i < 3; i++) {
      Reply page = SERVER.get(path, "Accept-Language: ru");
      assertPage(page, 200, "ru");
      assertThat(page.body())
          .contains("<form method=\"post\">", "<button type=\"submit\">")
          .doesNotContain("<script");
      assertThat(SERVER.send("HEAD", path, null).whole()).isEqualTo("200 ");
    }
    assertThat(isSignedIn()).isTrue();
    SERVER.assertNoMail(member.address());
  }

  @Test
  void theButtonSignsEverybodyOutAndMailsALinkToANewPassword() {
    Reply done = SERVER.form("POST", path, "");
    assertPage(done, 200, "en");
    assertThat(done.headers("Set-Cookie")).isEmpty();
    assertThat(isSignedIn()).isFalse();
    String reset = SERVER.awaitMail(member.address()).path();
    assertThat(SERVER.json("POST", reset, "{\"new_pwd\": \"chosen anew\"}").whole())
        .isEqualTo("200 {\"msg\":\"Your password has been reset.\"}\n");
    assertThat(member.login("chosen anew").status()).isEqualTo(200);
    assertPage(SERVER.form("POST", path, ""), 400, "en");
    assertThat(SERVER.get(path).body()).doesNotContain("<form");
  }

  @Test
  void anUnknownLinkIsGone() {
    assertPage(SERVER.get("/v1/not-me/" + "x".repeat(32)), 400, "en");
    assertPage(SERVER.form("POST", "/v1/not-me/x", ""), 400, "en");
  }

  private String signedInFromTwoBrowsers() {
    SERVER.get(member.confirmation().path());
    String first = member.token();
    SERVER.json(
        "POST",
        "/user_account/login",
        Member.credentials(member.name(), Member.PASSWORD),
        "User-Agent: Another");
    return first;
  }

  private boolean isSignedIn() {
    return SERVER.get("/user_account/profile_settings", Member.bearer(token)).status() == 200;
  }
}
