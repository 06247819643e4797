package vestibule.contracts.knowme;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vestibule.Reply;
import vestibule.TestServer;

/** {@code POST /auth/login/} (docs/contracts O-6). */
class LoginTest {

  private static final String PATH = "/auth/login/";

  /** The missing blank is the published system's. */
  private static final String WRONG =
      "400 {\"non_field_errors\":"
          + "[\"Invalid credentials. Check your email and password and tryagain.\"]}";

  private static final String UNVERIFIED =
      "400 {\"non_field_errors\":[\"You must verify this email address before logging in.\"]}";

  private final TestServer server = TestServer.shared();

  @Test
  void givesAKeyOfItsOwnEachTime() {
    KnowMeMember member = KnowMeMember.ready(server);
    Reply reply = member.login();
    assertThat(reply.whole()).isEqualTo("200 {\"token\":\"" + reply.text("token") + "\"}");
    assertThat(reply.text("token")).matches("[0-9a-f]{40}").isNotEqualTo(member.key());
    for (String key : List.of(member.key(), reply.text("token"))) {
      assertThat(server.get("/account/profile/", KnowMeMember.token(key)).status()).isEqualTo(200);
    }
  }

  @Test
  void takesUsernameFormsAndOddSpellings() {
    KnowMeMember member = KnowMeMember.ready(server);
    String form = "username=%S&password=+".formatted(member.address()) + KnowMeMember.PASSWORD;
    assertThat(server.form("POST", "/auth/login", form).status()).isEqualTo(200);
    assertThat(member.json("POST", PATH, form("username", member)).status()).isEqualTo(200);
  }

  @Test
  void refusesAlikeWhateverIsWrong() {
    KnowMeMember member = KnowMeMember.ready(server);
    KnowMeMember disabled = KnowMeMember.ready(server);
    server.core().administration().disable(disabled.id());
    String unverified = server.unique("un") + "@example.com";
    KnowMeMember.registered(server, unverified);
    server.awaitMail(unverified);
    Stream.of(
            KnowMeMember.credentials(member.address(), "wrong"),
            KnowMeMember.credentials("nobody@example.com", "x"),
            KnowMeMember.credentials("nobody", "x"),
            KnowMeMember.credentials(disabled.address(), KnowMeMember.PASSWORD),
            KnowMeMember.credentials(unverified, "wrong"))
        .forEach(body -> assertThat(server.json("POST", PATH, body).whole()).isEqualTo(WRONG));
    server.assertNoMail(unverified);
  }

  /** "Before a user can log in, they must have a verified email address." */
  @Test
  void wantsAVerifiedAddressAndMailsItsKeyOnceAnHour() {
    try (TestServer own = TestServer.start()) {
      String address = own.unique("un") + "@example.com";
      KnowMeMember.registered(own, address);
      String first = own.awaitMail(address).code();
      assertThat(login(own, address).whole()).isEqualTo(UNVERIFIED);
      String second = own.awaitMail(address).code();
      assertThat(second).isNotEqualTo(first);
      assertThat(login(own, address).whole()).isEqualTo(UNVERIFIED);
      own.assertNoMail(address);
      own.clock().advance(Duration.ofHours(1));
      assertThat(login(own, address).whole()).isEqualTo(UNVERIFIED);
      KnowMeMember.verify(own, address);
      assertThat(login(own, address).status()).isEqualTo(200);
    }
  }

  /** "The user can log in with any of their verified emails." */
  @Test
  void takesEveryVerifiedAddress() {
    KnowMeMember member = KnowMeMember.ready(server);
    String second = server.unique("second") + "@example.com";
    member.added(second);
    String code = server.awaitMail(second).code();
    assertThat(login(server, second).whole()).isEqualTo(UNVERIFIED);
    String body = KnowMeMember.verification(code, KnowMeMember.PASSWORD);
    server.json("POST", "/account/verify-email/", body);
    assertThat(login(server, second).status()).isEqualTo(200);
    assertThat(member.login().status()).isEqualTo(200);
  }

  @Test
  void reportsBadFieldsAndMethods() {
    assertThat(server.json("POST", PATH, "{}").whole())
        .isEqualTo(
            "400 {\"email\":[\"This field is required.\"],"
                + "\"password\":[\"This field is required.\"]}");
    assertThat(server.json("POST", PATH, "[]").whole())
        .isEqualTo(
            "400 {\"non_field_errors\":"
                + "[\"Invalid data. Expected a dictionary, but got list.\"]}");
    assertThat(server.get(PATH).whole())
        .isEqualTo("405 {\"detail\":\"Method \\\"GET\\\" not allowed.\"}");
    assertThat(server.json("POST", PATH, "{}", "Authorization: Token").whole())
        .isEqualTo("403 {\"detail\":\"Invalid token header. No credentials provided.\"}");
  }

  private static String form(String name, KnowMeMember member) {
    return "{\"%s\":\"%s\",\"password\":\"%s\"}"
        .formatted(name, member.address(), KnowMeMember.PASSWORD);
  }

  private static Reply login(TestServer server, String address) {
    return KnowMeMember.login(server, address, KnowMeMember.PASSWORD);
  }
}
