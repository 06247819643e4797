package vestibule.contracts.useraccount;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.contracts.Member.credentials;

import java.util.Base64;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.contracts.Member;

/** POST /user_account/login. */
class LoginTest {

  private static final TestServer SERVER = TestServer.shared();
  private static final String WRONG = "401 {\"msg\":\"Wrong username or password\"}\n";

  @Test
  void theTokenComesInTheBodyAndInCookies() {
    Reply reply = Member.registered(SERVER).login();
    String token = reply.text("token");
    assertThat(reply.whole())
        .isEqualTo("200 {\"msg\":\"login successful\",\"token\":\"" + token + "\"}\n");
    assertThat(reply.headers("Set-Cookie"))
        .containsExactly(
            "access_token_cookie=" + token + "; HttpOnly; Path=/",
            "csrf_access_token=" + reply.cookie("csrf_access_token") + "; Path=/");
    assertThat(reply.header("Content-Type")).contains("application/json");
  }

  @Test
  void theTokenHasTheClaimsOfTheLibraryInItsOrder() {
    Member member = Member.registered(SERVER);
    Reply reply = member.login();
    String[] segments = reply.text("token").split("\\.");
    assertThat(decoded(segments[0])).isEqualTo("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");
    assertThat(decoded(segments[1]))
        .matches(
            "\\{\"fresh\":(?:true|false),\"iat\":\\d{10},"
                + "\"jti\":\"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\","
                + "\"type\":\"access\",\"sub\":\""
                + member.account()
                + "\",\"nbf\":\\d{10},\"csrf\":\""
                + reply.cookie("csrf_access_token")
                + "\",\"exp\":\\d{10}}");
  }

  @Test
  void underAnHttpsAddressTheCookiesAreSecure() {
    try (TestServer server = TestServer.start("VESTIBULE_PUBLIC_URL=https://accounts.example")) {
      Reply reply = Member.registered(server).login();
      assertThat(reply.setCookie("access_token_cookie"))
          .endsWith("; HttpOnly; Secure; SameSite=Lax; Path=/");
      assertThat(reply.setCookie("csrf_access_token"))
          .endsWith("; Secure; SameSite=Lax; Path=/")
          .doesNotContain("HttpOnly");
    }
  }

  @Test
  void aNameCountsWhateverItsCaseAndAnAddressCountsToo() {
    Member member = Member.registered(SERVER);
    assertThat(login(member.name().toUpperCase(Locale.ROOT), Member.PASSWORD).status())
        .isEqualTo(200);
    assertThat(login("  " + member.name() + " ", Member.PASSWORD).status()).isEqualTo(200);
    assertThat(login(member.address(), Member.PASSWORD).status()).isEqualTo(200);
    assertThat(login(member.address().toUpperCase(Locale.ROOT), Member.PASSWORD).status())
        .isEqualTo(200);
  }

  @Test
  void wrongPasswordAndUnknownNameAreOneAnswer() {
    Member member = Member.registered(SERVER);
    assertRefused(member.login("12345"));
    assertRefused(member.login("1234 "));
    assertRefused(member.login(""));
    assertRefused(login(SERVER.unique("nobody"), Member.PASSWORD));
    assertRefused(login("", Member.PASSWORD));
    assertRefused(login("nobody@" + SERVER.unique("x") + ".org", Member.PASSWORD));
  }

  @Test
  void aDisabledAccountIsRefusedLikeAWrongPassword() {
    Member member = Member.registered(SERVER);
    SERVER.core().administration().disable(member.account());
    assertRefused(member.login());
    SERVER.core().administration().enable(member.account());
    assertThat(member.login().status()).isEqualTo(200);
  }

  @Test
  void aDeletedAccountIsAnUnknownName() {
    Member member = Member.registered(SERVER);
    SERVER.core().administration().delete(member.account());
    assertRefused(member.login());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"username\":\"%s\"}",
        "{\"pwd\":\"1234\"}",
        "{\"username\":\"%s\",\"pwd\":null}",
        "{\"username\":null,\"pwd\":\"1234\"}",
        "{\"username\":\"%s\",\"pwd\":1234}",
        "{\"username\":\"%s\",\"pwd\":[\"1234\"]}",
        "{\"username\":[\"%s\"],\"pwd\":\"1234\"}",
        "{\"username\":{\"$ne\":\"\"},\"pwd\":\"1234\"}",
        "{\"username\":true,\"pwd\":true}",
        "{\"Username\":\"%s\",\"PWD\":\"1234\"}",
        "{\"username\":\"%s\",\"password\":\"1234\"}",
      })
  void whatIsMissingOrNoTextIsAWrongPassword(String body) {
    Member member = Member.registered(SERVER);
    assertRefused(SERVER.json("POST", "/user_account/login", body.formatted(member.name())));
  }

  @Test
  void unknownKeysArePassedOver() {
    Member member = Member.registered(SERVER);
    Reply reply =
        SERVER.json(
            "POST",
            "/user_account/login",
            "{\"username\":\"%s\",\"pwd\":\"1234\",\"remember\":true,\"x\":[{}]}"
                .formatted(member.name()));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.setCookie("access_token_cookie")).doesNotContain("Max-Age");
  }

  @Test
  void aStaleOrForeignCookieOnTheRequestDoesNotMatter() {
    Member member = Member.registered(SERVER);
    String other = Member.registered(SERVER).token();
    String body = credentials(member.name(), Member.PASSWORD);
    for (String cookie : new String[] {"nonsense", "a.b.c", other}) {
      Reply reply = SERVER.json("POST", "/user_account/login", body, Member.inCookie(cookie));
      assertThat(reply.status()).isEqualTo(200);
    }
    Reply reply =
        SERVER.json("POST", "/user_account/login", body, "Authorization: Bearer nonsense");
    assertThat(reply.status()).isEqualTo(200);
  }

  @Test
  void aPasswordIsTakenVerbatim() {
    String name = SERVER.unique("blank");
    SERVER.json(
        "POST",
        "/user_account/registration",
        Member.registration(name, name + "@example.org", "null", "  12 34\\t"));
    assertThat(login(name, "  12 34\\t").status()).isEqualTo(200);
    assertRefused(login(name, "12 34"));
  }

  private static Reply login(String name, String password) {
    return SERVER.json("POST", "/user_account/login", credentials(name, password));
  }

  private static void assertRefused(Reply reply) {
    assertThat(reply.whole()).isEqualTo(WRONG);
    assertThat(reply.headers("Set-Cookie")).isEmpty();
  }

  private static String decoded(String segment) {
    return new String(Base64.getUrlDecoder().decode(segment), UTF_8);
  }
}
