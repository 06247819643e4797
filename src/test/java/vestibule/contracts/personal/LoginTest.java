package vestibule.contracts.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.contracts.personal.Student.byEmail;
import static vestibule.contracts.personal.Student.byLogin;
import static vestibule.contracts.personal.Student.error;
import static vestibule.contracts.personal.Student.signIn;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.contracts.Member;
import vestibule.http.RawClient;

/** {@code POST /account/login} (docs/contracts E.2). */
class LoginTest {

  private static final TestServer SERVER = TestServer.shared();
  private static final String FIELDS =
      error(400, "Недопустимые значения полей. Смотрите документацию.");
  private static final String BY_LOGIN =
      error(400, "Аккаунт с таким именем пользователя и паролем не найден.");
  private static final String BY_EMAIL =
      error(400, "Аккаунт с такой электронной почтой и паролем не найден.");

  @Test
  void everyLogInHasATokenOfItsOwnAndOlderOnesStayGood() {
    Student student = Student.registered(SERVER);
    Reply reply = student.signIn();
    String token = reply.text("token");
    assertThat(token).matches("[0-9a-f]{64}").isNotEqualTo(student.token());
    assertThat(reply.whole())
        .isEqualTo(student.registered().whole().replace(student.token(), token));
    assertThat(student.me().status()).isEqualTo(200);
    assertThat(SERVER.get("/account/me", "Authorization: " + token).whole())
        .isEqualTo(reply.whole());
  }

  @Test
  void theLoginIsTrimmedAndLoweredAndMayHoldAnAddress() {
    Student student = Student.registered(SERVER);
    for (String login :
        new String[] {"  " + student.login().toUpperCase() + " ", student.address()}) {
      assertThat(signIn(SERVER, byLogin(login, Student.PASSWORD)).status()).isEqualTo(200);
    }
    assertThat(signIn(SERVER, byEmail(student.address().toUpperCase(), Student.PASSWORD)).status())
        .isEqualTo(200);
  }

  @Test
  void aGivenEmailDecidesAndANullOneDoesNot() {
    Student student = Student.registered(SERVER);
    String both = "{\"login\":\"%s\",\"email\":%s,\"password\":\"" + Student.PASSWORD + "\"}";
    String address = Student.quoted(student.address());
    assertThat(signIn(SERVER, both.formatted("nobody", address)).status()).isEqualTo(200);
    assertThat(signIn(SERVER, both.formatted(student.login(), "null")).status()).isEqualTo(200);
    assertThat(signIn(SERVER, both.formatted(student.login(), "\"\"")).whole()).isEqualTo(BY_EMAIL);
    assertThat(signIn(SERVER, both.formatted(student.login(), "\"a@b.c\"")).whole())
        .isEqualTo(BY_EMAIL);
  }

  @Test
  void theRefusalIsWordedByWhatWasGiven() {
    Student student = Student.registered(SERVER);
    assertThat(signIn(SERVER, byLogin(student.login(), "wrong")).whole()).isEqualTo(BY_LOGIN);
    assertThat(signIn(SERVER, byLogin(SERVER.unique("nobody"), "wrong")).whole())
        .isEqualTo(BY_LOGIN);
    assertThat(signIn(SERVER, byEmail(student.address(), "wrong")).whole()).isEqualTo(BY_EMAIL);
    assertThat(signIn(SERVER, byEmail("nobody@example.org", "wrong")).whole()).isEqualTo(BY_EMAIL);
    assertThat(signIn(SERVER, byEmail(student.login(), Student.PASSWORD)).whole())
        .isEqualTo(BY_EMAIL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Passw0r", "passw0rd", "Passw0rd ", " Passw0rd", "", "Passw0rd\\u0301"})
  void thePasswordIsTakenVerbatim(String password) {
    Student student = Student.registered(SERVER);
    assertThat(signIn(SERVER, byLogin(student.login(), password)).whole()).isEqualTo(BY_LOGIN);
  }

  @Test
  void whoCameThroughAnotherDoorWithAShortPasswordGetsIn() {
    Member member = Member.registered(SERVER);
    Reply reply = signIn(SERVER, byLogin(member.name(), Member.PASSWORD));
    assertThat(reply.text("login")).isEqualTo(member.name());
    assertThat(reply.body())
        .contains("\"first_name\":\"\",\"last_name\":\"\"", "\"patronymic\":\"\"")
        .doesNotContain("null");
  }

  @Test
  void anAccountWithoutANameShowsItsAddressAsLogin() {
    String address = SERVER.unique("Chat") + "@Example.org";
    SERVER.json(
        "POST",
        "/api/register/",
        "{\"email\":\"%s\",\"password\":\"some long words\"}".formatted(address));
    Reply reply = signIn(SERVER, byEmail(address, "some long words"));
    assertThat(reply.text("login")).isEqualTo(address.toLowerCase());
    assertThat(reply.text("email")).isEqualTo(address.replace("@E", "@e"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"login\":\"a\"}",
        "{\"password\":\"a\"}",
        "{\"password\":null,\"login\":\"a\"}",
        "{\"password\":\"a\",\"login\":null,\"email\":null}",
        "{\"password\":\"a\",\"login\":\"a\",\"remember\":true}",
        "{\"password\":\"a\",\"login\":\"a\",\"first_name\":\"a\"}",
      })
  void anUnknownKeyNoPasswordOrNobodyNamedIsTheFieldsFault(String body) {
    assertThat(signIn(SERVER, body).whole()).isEqualTo(FIELDS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"password\":1,\"login\":\"a\"} | password | 1",
        "{\"password\":\"a\",\"login\":[]} | login | []",
        "{\"password\":\"a\",\"login\":\"a\",\"email\":false} | email | False",
      })
  void aValueOfAnotherTypeIsNamed(String body, String key, String printed) {
    assertThat(signIn(SERVER, body).whole())
        .isEqualTo(
            error(
                400,
                "Поле %s со значением: %s имеет некорректный тип данных".formatted(key, printed)));
  }

  @Test
  void withoutTheBrowserHeaderNothingElseIsLookedAt() {
    Student student = Student.registered(SERVER);
    for (String body : new String[] {"{", byLogin(student.login(), Student.PASSWORD)}) {
      assertThat(SERVER.json("POST", "/account/login", body).whole())
          .isEqualTo(error(403, "Неверные данные запроса."));
    }
  }

  @Test
  void theBrowserHeaderMayHoldAnyByte() throws IOException {
    Student student = Student.registered(SERVER);
    String body = byLogin(student.login(), Student.PASSWORD);
    for (String browser :
        List.of("\u00d0\u009b\u00d0\u00b8\u00d1\u0081\u00d0\u00b0", "\u00ff", "x".repeat(5_000))) {
      try (RawClient client = new RawClient(SERVER.port())) {
        String request =
            "POST /account/login HTTP/1.1\r\nHost: x\r\nContent-Length: %s\r\n"
                + "browser: %s\r\n\r\n%s";
        RawClient.Answer answer =
            client.send(request.formatted(body.length(), browser, body)).answer();
        assertThat(answer.status()).isEqualTo(200);
      }
    }
  }

  @Test
  void aDisabledAccountIsAnUnknownOneAndADeletedOneToo() {
    Student student = Student.registered(SERVER);
    long id = Long.parseLong(student.registered().text("id"));
    SERVER.core().administration().disable(id);
    assertThat(student.signIn().whole()).isEqualTo(BY_LOGIN);
    SERVER.core().administration().enable(id);
    assertThat(student.signIn().status()).isEqualTo(200);
    SERVER.core().administration().delete(id);
    assertThat(student.signIn().whole()).isEqualTo(BY_LOGIN);
  }

  @Test
  void cookiesOfAnotherDoorDoNotMatter() {
    Member member = Member.registered(SERVER);
    Student student = Student.registered(SERVER);
    Reply reply =
        SERVER.json(
            "POST",
            "/account/login",
            byLogin(student.login(), Student.PASSWORD),
            Student.BROWSER,
            Member.inCookie(member.token()));
    assertThat(reply.text("login")).isEqualTo(student.login());
  }
}
