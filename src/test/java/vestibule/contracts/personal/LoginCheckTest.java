package vestibule.contracts.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.contracts.personal.Student.error;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.contracts.Member;

/** {@code GET /account/login/check} (docs/contracts E.3). */
class LoginCheckTest {

  private static final TestServer SERVER = TestServer.shared();

  private static Reply check(String login) {
    String encoded = URLEncoder.encode(login, StandardCharsets.UTF_8);
    return SERVER.get("/account/login/check?login=" + encoded);
  }

  private static String free(String login) {
    return "200 {\"message\":\"Логин %s свободен.\",\"is_login_available\":true}".formatted(login);
  }

  private static String taken(String login) {
    return "200 {\"message\":\"Логин %s занят.\",\"is_login_available\":false}".formatted(login);
  }

  @Test
  void aTakenLoginIsTakenHoweverItIsSpelt() {
    Student student = Student.registered(SERVER);
    assertThat(check(student.login()).whole()).isEqualTo(taken(student.login()));
    assertThat(check("  " + student.login().toUpperCase() + "\t").whole())
        .isEqualTo(taken(student.login()));
  }

  @Test
  void theNamesOfEveryContractCount() {
    Member member = Member.registered(SERVER);
    assertThat(check(member.name()).whole()).isEqualTo(taken(member.name()));
  }

  @Test
  void addressesNeverDo() {
    Student student = Student.registered(SERVER);
    assertThat(check(student.address()).whole()).isEqualTo(free(student.address()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "логин с пробелом", "<b>&amp;'%", "x😀", "!"})
  void anImpossibleLoginIsFree(String login) {
    assertThat(check(login).whole()).isEqualTo(free(login));
  }

  @Test
  void whatJsonMustEscapeIsEscaped() {
    assertThat(check("a\"\\\n\u0001b").whole()).isEqualTo(free("a\\\"\\\\\\n\\u0001b"));
  }

  @Test
  void aLongLoginIsRepeatedOnlyInPart() {
    Reply reply = check("😀".repeat(1_001));
    assertThat(reply.whole()).isEqualTo(free("😀".repeat(1_000)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?", "?Login=a", "?login=a%00b"})
  void withoutAUsableParameterTheRequestIsWrong(String query) {
    assertThat(SERVER.get("/account/login/check" + query).whole())
        .isEqualTo(error(400, "Неверные данные запроса."));
  }

  @Test
  void neitherHeaderNorTokenIsAskedFor() {
    Reply reply =
        SERVER.get(
            "/account/login/check?login=" + SERVER.unique("free"), "Authorization: nonsense");
    assertThat(reply.status()).isEqualTo(200);
  }

  @Test
  void strictPrivacyChangesNothing() {
    try (TestServer strict = TestServer.start("VESTIBULE_PRIVACY=strict")) {
      Student student = Student.registered(strict);
      assertThat(strict.get("/account/login/check?login=" + student.login()).whole())
          .isEqualTo(taken(student.login()));
      assertThat(strict.get("/account/login/check?login=" + student.address()).whole())
          .isEqualTo(free(student.address()));
    }
  }
}
