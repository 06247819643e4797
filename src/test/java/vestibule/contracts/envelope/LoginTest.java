package vestibule.contracts.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.contracts.Member.bearer;
import static vestibule.contracts.Member.credentials;
import static vestibule.contracts.Member.inCookie;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.contracts.Member;

/** POST /api/login. */
class LoginTest {

  private static final TestServer SERVER = TestServer.shared();
  private static final String PATH = "/api/login";
  private static final String WRONG =
      "200 {\"msg\":\"Wrong username or password\",\"status\":\"ERR\"}\n";

  @Test
  void theTokenComesInTheEnvelopeAndInTheCookiesOfA() {
    Member member = Member.registered(SERVER);
    Reply reply = SERVER.json("POST", PATH, credentials(member.name(), Member.PASSWORD));
    String token = reply.text("/data/token");
    assertThat(reply.whole())
        .isEqualTo(
            "200 {\"data\":{\"token\":\"" + token + "\"},\"msg\":\"success\",\"status\":\"OK\"}\n");
    assertThat(reply.headers("Set-Cookie"))
        .containsExactly(
            "access_token_cookie=" + token + "; HttpOnly; Path=/",
            "csrf_access_token=" + reply.cookie("csrf_access_token") + "; Path=/");
  }

  @Test
  void tokensAndCookiesOfAAndBAreInterchangeable() {
    Member member = Member.registered(SERVER);
    String ofA = member.token();
    String ofB =
        SERVER.json("POST", PATH, credentials(member.name(), Member.PASSWORD)).text("/data/token");
    for (String path : new String[] {"/user_account/profile_settings", "/api/profile_settings"}) {
      for (String token : new String[] {ofA, ofB}) {
        assertThat(SERVER.get(path, bearer(token)).status()).isEqualTo(200);
        assertThat(SERVER.get(path, inCookie(token)).status()).isEqualTo(200);
      }
    }
  }

  @Test
  void aRememberedLogInLivesForThirtyDaysAndSoDoWhatRenewsIt() {
    try (TestServer server = TestServer.start()) {
      Member member = Member.registered(server);
      Reply reply = remember(server, member, "true");
      String token = reply.text("/data/token");
      assertThat(reply.headers("Set-Cookie"))
          .containsExactly(
              "access_token_cookie=" + token + "; HttpOnly; Max-Age=2592000; Path=/",
              "csrf_access_token="
                  + reply.cookie("csrf_access_token")
                  + "; Max-Age=2592000; Path=/");
      server.clock().advance(Duration.ofDays(14));
      assertThat(server.get("/api/profile_settings", inCookie(token)).headers("Set-Cookie"))
          .isEmpty();
      server.server().tokens().lastUse().flush();
      server.clock().advance(Duration.ofDays(2));
      Reply renewing = server.get("/user_account/profile_settings", inCookie(token));
      String fresh = renewing.cookie("access_token_cookie");
      assertThat(renewing.setCookie("access_token_cookie"))
          .isEqualTo("access_token_cookie=" + fresh + "; HttpOnly; Max-Age=2592000; Path=/");
      server.server().tokens().lastUse().flush();
      server.clock().advance(Duration.ofDays(29));
      assertThat(server.get("/api/profile_settings", bearer(fresh)).status()).isEqualTo(200);
      server.clock().advance(Duration.ofDays(1));
      assertThat(server.get("/api/profile_settings", bearer(fresh)).status()).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "null", "\"true\"", "1", "[true]"})
  void onlyTrueIsRemembered(String value) {
    Reply reply = remember(SERVER, Member.registered(SERVER), value);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.headers("Set-Cookie")).hasSize(2).noneMatch(line -> line.contains("Max-Age"));
  }

  @Test
  void whatIsWrongIsAnErrorOfStatus200() {
    Member member = Member.registered(SERVER);
    assertRefused(credentials(member.name(), "12345"));
    assertRefused(credentials(SERVER.unique("nobody"), Member.PASSWORD));
    assertRefused("{}");
    assertRefused("{\"username\":\"%s\",\"pwd\":1234}".formatted(member.name()));
    assertRefused("{\"username\":null,\"pwd\":\"1234\"}");
    SERVER.core().administration().disable(member.account());
    assertRefused(credentials(member.name(), Member.PASSWORD));
  }

  @Test
  void aNameCountsWhateverItsCaseAndAnAddressCountsToo() {
    Member member = Member.registered(SERVER);
    for (String name : new String[] {member.name().toUpperCase(Locale.ROOT), member.address()}) {
      assertThat(SERVER.json("POST", PATH, credentials(name, Member.PASSWORD)).text("status"))
          .isEqualTo("OK");
    }
  }

  private static Reply remember(TestServer server, Member member, String value) {
    return server.json(
        "POST",
        PATH,
        "{\"username\":\"%s\",\"pwd\":\"1234\",\"remember\":%s}".formatted(member.name(), value));
  }

  private static void assertRefused(String body) {
    Reply reply = SERVER.json("POST", PATH, body);
    assertThat(reply.whole()).isEqualTo(WRONG);
    assertThat(reply.headers("Set-Cookie")).isEmpty();
  }
}
