package vestibule.contracts.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.contracts.Member.registration;

import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vestibule.Reply;
import vestibule.TestMails;
import vestibule.TestServer;
import vestibule.contracts.Member;

/** POST /api/registration. */
class RegistrationTest {

  private static final TestServer SERVER = TestServer.shared();
  private static final String PATH = "/api/registration";
  private static final String WELCOME = "200 {\"msg\":\"Check your email...\",\"status\":\"OK\"}\n";

  @Test
  void oneMailGoesOutWithALinkOfB() {
    String name = SERVER.unique("fresh");
    String address = name + "@example.org";
    Reply reply =
        SERVER.json(
            "POST",
            PATH,
            registration(name, address, "\"Admin A.A.\"", "1234"),
            "X-ORIGIN: https://evil.example");
    assertThat(reply.whole()).isEqualTo(WELCOME);
    assertThat(reply.headers("Set-Cookie")).isEmpty();
    TestMails.Received mail = SERVER.awaitMail(address);
    assertThat(mail.link(0))
        .matches(Pattern.quote(SERVER.publicUrl() + "/api/confirm_email/") + "[A-Za-z0-9_-]{22,}");
    SERVER.assertNoMail(address);
  }

  @Test
  void aTakenNameOrAddressIsNotAllowedWithAFullStop() {
    Member member = Member.registered(SERVER);
    String address = SERVER.unique("other") + "@example.org";
    String name = member.name().toUpperCase(Locale.ROOT);
    assertThat(post(registration(name, address, "null", "1234"))).isEqualTo(error("username"));
    SERVER.assertNoMail(address);
    assertThat(post(registration(SERVER.unique("x"), member.address(), "null", "1234")))
        .isEqualTo(error("email"));
    SERVER.assertNoMail(member.address());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "username | null",
        "username | \"\"",
        "username | \"a@b\"",
        "username | \"blank \"",
        "username | 7",
        "email | null",
        "email | \"nobody\"",
        "email | []",
        "pwd | null",
        "pwd | \"\"",
        "pwd | 1234",
        "full_name | 7",
        "full_name | \"a\\u0007\"",
        "phone | {}",
        "contacts | false",
      })
  void everyFieldIsRefusedByItsName(String key, String value) {
    String name = SERVER.unique("x");
    String body =
        """
        {"username":"%1$s","email":"%1$s@t.t","full_name":"F","phone":"1","contacts":"c",\
        "pwd":"1234"}\
        """
            .formatted(name)
            .replaceFirst(
                "\"" + key + "\":\"[^\"]*\"", "\"" + key + "\":" + value.replace("\\", "\\\\"));
    assertThat(post(body)).isEqualTo(error(key));
    SERVER.assertNoMail(name + "@t.t");
  }

  @Test
  void underStrictPrivacyATakenAddressAnswersLikeAGoodOne() {
    try (TestServer server = TestServer.start("VESTIBULE_PRIVACY=strict")) {
      Member member = Member.registered(server);
      String body = registration(server.unique("x"), member.address(), "null", "1234");
      assertThat(server.json("POST", PATH, body).whole()).isEqualTo(WELCOME);
      server.awaitMail(member.address());
      assertThat(member.login().status()).isEqualTo(401);
      server.get(member.confirmation().path());
      assertThat(member.login().status()).isEqualTo(200);
    }
  }

  private static String post(String body) {
    return SERVER.json("POST", PATH, body).whole();
  }

  private static String error(String key) {
    return "200 {\"msg\":\"" + key + " is not allowed.\",\"status\":\"ERR\"}\n";
  }
}
