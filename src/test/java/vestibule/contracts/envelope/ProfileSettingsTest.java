package vestibule.contracts.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.contracts.Member.bearer;
import static vestibule.contracts.Member.inCookie;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.contracts.Member;

/** GET /api/profile_settings, and how B is told who asks (docs/contracts B.0). */
class ProfileSettingsTest {

  private static final TestServer SERVER = TestServer.shared();
  private static final String PATH = "/api/profile_settings";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: Bearer %s",
        "Authorization: Token %s",
        "Authorization: %s",
        "Cookie: access_token_cookie=%s",
      })
  void aTokenIsTakenInFourForms(String form) {
    Member member = Member.registered(SERVER);
    Reply reply = SERVER.get(PATH, form.formatted(member.token()));
    assertThat(reply.whole())
        .isEqualTo(
            """
            200 {"data":{"contacts":null,"email":"%s******%s@example.org","full_name":"",\
            "is_email_verified":false,"phone":null,"pwd":"********","username":"%s"},\
            "msg":"success","status":"OK"}
            """
                .formatted(
                    member.name().charAt(0),
                    member.name().charAt(member.name().length() - 1),
                    member.name()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-None: x | Missing JWT in headers or cookies (Missing Authorization Header; Missing"
            + " cookie \\\"access_token_cookie\\\")",
        "Authorization: Basic YTpi | Missing JWT in headers or cookies (Missing 'Bearer' type in"
            + " 'Authorization' header. Expected 'Authorization: Bearer <JWT>'; Missing cookie"
            + " \\\"access_token_cookie\\\")",
        "Authorization: Bearer | Bad Authorization header. Expected 'Authorization: Bearer <JWT>'",
        "Authorization: nonsense | Not enough segments",
        "Authorization: Token nonsense | Not enough segments",
        "Authorization: Bearer a.b.c | Invalid header padding",
        "Cookie: access_token_cookie=x | Not enough segments",
      })
  void whoeverShowsNoGoodTokenGets401InTheWordsOfA(String header, String words) {
    for (String path : new String[] {PATH, "/api/logout"}) {
      assertThat(SERVER.get(path, header).whole())
          .isEqualTo("401 {\"msg\":\"" + words + "\",\"status\":\"ERR\"}\n");
    }
  }

  @Test
  void anExpiredTokenIs401HereToo() {
    try (TestServer server = TestServer.start()) {
      String token = Member.registered(server).token();
      server.clock().advance(Duration.ofHours(1));
      assertThat(server.get(PATH, bearer(token)).whole())
          .isEqualTo("401 {\"msg\":\"Token has expired\",\"status\":\"ERR\"}\n");
    }
  }

  @Test
  void anAccountThatIsDisabledOrDeletedCannotBeLoaded() {
    Member member = Member.registered(SERVER);
    long id = member.account();
    String token = member.token();
    String unloadable = "401 {\"msg\":\"Error loading the user " + id + "\",\"status\":\"ERR\"}\n";
    SERVER.core().administration().disable(id);
    assertThat(SERVER.get(PATH, bearer(token)).whole()).isEqualTo(unloadable);
    SERVER.core().administration().delete(id);
    assertThat(SERVER.get(PATH, bearer(token)).whole()).isEqualTo(unloadable);
  }

  @Test
  void aCookieIsRenewedNearItsEnd() {
    try (TestServer server = TestServer.start()) {
      String token = Member.registered(server).token();
      server.clock().advance(Duration.ofMinutes(31));
      assertThat(server.get(PATH, bearer(token)).headers("Set-Cookie")).isEmpty();
      Reply reply = server.get(PATH, inCookie(token));
      assertThat(reply.headers("Set-Cookie")).hasSize(2);
      assertThat(server.get(PATH, bearer(reply.cookie("access_token_cookie"))).status())
          .isEqualTo(200);
    }
  }
}
