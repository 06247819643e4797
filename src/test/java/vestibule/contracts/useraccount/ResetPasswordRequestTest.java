package vestibule.contracts.useraccount;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.contracts.Member.bearer;
import static vestibule.contracts.Member.inCookie;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.Reply;
import vestibule.TestMails;
import vestibule.TestServer;
import vestibule.contracts.Member;

/** POST /user_account/reset_password_request. */
class ResetPasswordRequestTest {

  private static final TestServer SERVER = TestServer.shared();
  private static final String PATH = "/user_account/reset_password_request";
  private static final String CHECK = "200 {\"msg\":\"Check your email...\"}\n";
  private static final String UNKNOWN = "400 {\"msg\":\"user not found\"}\n";
  private static final String KNOWN = "403 {\"msg\":\"user is already authenticated\"}\n";

  @Test
  void aMailGoesToThePrimaryAddressInItsStoredSpellingWhateverWasTyped() {
    String name = SERVER.unique("Spelt");
    String address = name + "@example.org";
    SERVER.json(
        "POST",
        "/user_account/registration",
        Member.registration(name, address, "null", Member.PASSWORD));
    SERVER.awaitMail(address);
    for (String typed : new String[] {name, address.toLowerCase(Locale.ROOT), " " + name}) {
      Reply reply = ask(SERVER, typed, "X-ORIGIN: https://evil.example");
      assertThat(reply.whole()).isEqualTo(CHECK);
      assertThat(reply.headers("Set-Cookie")).isEmpty();
      TestMails.Received mail = SERVER.awaitMail(address);
      assertThat(mail.to()).isEqualTo(address);
      assertThat(mail.link(0))
          .matches(
              Pattern.quote(SERVER.publicUrl() + "/user_account/reset_password/")
                  + "[A-Za-z0-9_-]{22,}");
    }
    SERVER.assertNoMail(address);
  }

  @Test
  void anUnknownUserIsNotFoundAndNothingIsMailed() {
    String address = SERVER.unique("nobody") + "@example.org";
    assertThat(ask(SERVER, address).whole()).isEqualTo(UNKNOWN);
    SERVER.assertNoMail(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"username\":null}",
        "{\"username\":\"\"}",
        "{\"username\":7}",
        "{\"username\":[\"a\"]}",
        "{\"email\":\"t@t.t\"}"
      })
  void noNameIsNobody(String body) {
    assertThat(SERVER.json("POST", PATH, body).whole()).isEqualTo(UNKNOWN);
  }

  @Test
  void whoeverIsAuthenticatedIsKickedOutWithOrWithoutCsrf() {
    Member member = Member.registered(SERVER);
    Reply login = member.login();
    String token = login.text("token");
    String[][] proofs = {
      {bearer(token)},
      {inCookie(token)},
      {inCookie(token), "X-CSRF-TOKEN: " + login.cookie("csrf_access_token")},
      {inCookie(token), "X-CSRF-TOKEN: wrong"},
      {"Authorization: Bearer nonsense", inCookie(token)},
      {bearer(token), inCookie("nonsense")},
    };
    for (String[] proof : proofs) {
      assertThat(ask(SERVER, member.name(), proof).whole()).isEqualTo(KNOWN);
      assertThat(ask(SERVER, "nobody", proof).whole()).isEqualTo(KNOWN);
    }
    SERVER.assertNoMail(member.address());
  }

  @Test
  void aTokenThatIsNoGoodCountsAsNone() {
    try (TestServer server = TestServer.start()) {
      Member member = Member.registered(server);
      String revoked = member.token();
      server.get("/user_account/logout", bearer(revoked));
      String expired = member.token();
      server.clock().advance(Duration.ofHours(1));
      for (String token : new String[] {"nonsense", "a.b.c", revoked, expired}) {
        assertThat(ask(server, member.name(), bearer(token)).whole()).isEqualTo(CHECK);
        server.awaitMail(member.address());
        assertThat(ask(server, member.name(), inCookie(token)).whole()).isEqualTo(CHECK);
        server.awaitMail(member.address());
      }
      assertThat(ask(server, member.name(), "Authorization: Bearer").whole()).isEqualTo(CHECK);
      assertThat(ask(server, member.name(), "Authorization: Basic YTpi").whole()).isEqualTo(CHECK);
    }
  }

  @Test
  void onlyTheNewestCodeWorks() {
    Member member = Member.registered(SERVER);
    String first = member.resetCode();
    String second = member.resetCode();
    String body = "{\"new_pwd\":\"5678\"}";
    assertThat(SERVER.json("POST", "/user_account/reset_password/" + first, body).whole())
        .isEqualTo("400 {\"msg\":\"Wrong token\"}\n");
    assertThat(SERVER.json("POST", "/user_account/reset_password/" + second, body).status())
        .isEqualTo(200);
  }

  @Test
  void aDisabledAccountGetsNoMailAndNobodyIsTold() {
    Member member = Member.registered(SERVER);
    SERVER.core().administration().disable(member.account());
    assertThat(ask(SERVER, member.name()).whole()).isEqualTo(CHECK);
    SERVER.assertNoMail(member.address());
  }

  @Test
  void underStrictPrivacyNobodyIsToldWhoIsKnown() {
    try (TestServer server = TestServer.start("VESTIBULE_PRIVACY=strict")) {
      Member member = Member.registered(server);
      server.get(member.confirmation().path());
      assertThat(ask(server, "nobody@example.org").whole()).isEqualTo(CHECK);
      assertThat(server.json("POST", PATH, "{}").whole()).isEqualTo(CHECK);
      server.assertNoMail("nobody@example.org");
      assertThat(ask(server, member.name()).whole()).isEqualTo(CHECK);
      server.awaitMail(member.address());
      assertThat(ask(server, "nobody", bearer(member.token())).whole()).isEqualTo(KNOWN);
    }
  }

  private static Reply ask(TestServer server, String login, String... headers) {
    return server.json("POST", PATH, "{\"username\":\"" + login + "\"}", headers);
  }
}
