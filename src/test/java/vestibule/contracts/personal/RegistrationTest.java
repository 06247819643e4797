package vestibule.contracts.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.contracts.personal.Student.body;
import static vestibule.contracts.personal.Student.error;
import static vestibule.contracts.personal.Student.json;
import static vestibule.contracts.personal.Student.quoted;
import static vestibule.contracts.personal.Student.register;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.Reply;
import vestibule.TestMails;
import vestibule.TestServer;

/** {@code POST /account/registration} (docs/contracts E.1). */
class RegistrationTest {

  private static final TestServer SERVER = TestServer.shared();
  private static final String FIELDS = "Недопустимые значения полей. Смотрите документацию.";
  private static final String REQUEST = "Неверные данные запроса.";
  private static final String LOGIN =
      "Логин может содержать от 4 до 32 символов, среди них: строчные латинские буквы, цифры и"
          + " нижнее подчёркивание.";
  private static final String PASSWORD =
      "Пароль должен быть не короче 8 символов, среди них: Строчные и прописные латинские буквы,"
          + " цифры.";
  private static final String EMAIL = "Неверный формат электронной почты.";
  private static final String FIRST_NAME = "Некорректный формат имени.";
  private static final String LAST_NAME = "Некорректный формат фамилии.";
  private static final String PATRONYMIC = "Некорректный формат отчества.";

  private static Map<String, String> fresh() {
    String login = SERVER.unique("new");
    return body(login, login + "@example.org");
  }

  private static Reply with(String key, String json) {
    Map<String, String> body = fresh();
    body.put(key, json);
    return register(SERVER, body);
  }

  @Test
  void theWholeUserObjectComesBackInTheDocumentsOrder() {
    Student student = Student.registered(SERVER);
    Reply reply = student.registered();
    assertThat(reply.text("created_at"))
        .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6}");
    assertThat(reply.text("token")).matches("[0-9a-f]{64}");
    assertThat(reply.header("Content-Type")).contains("application/json");
    assertThat(reply.headers("Set-Cookie")).isEmpty();
    assertThat(reply.whole())
        .isEqualTo(
            "200 {\"id\":%s,\"login\":\"%s\",\"email\":\"%s\",\"first_name\":\"Пётр\","
                    .formatted(reply.text("id"), student.login(), student.address())
                + "\"last_name\":\"Иванов\",\"created_at\":\"%s\",\"description\":\"\","
                    .formatted(reply.text("created_at"))
                + "\"background_color\":\"#005CC9\",\"birthday\":\"\",\"patronymic\":\"Ильич\","
                + "\"avatar\":\"http://localhost/assets/static/unknown_avatar.jpg\","
                + "\"groups\":[],\"roles\":[],\"permissions\":[],\"token\":\"%s\"}"
                    .formatted(student.token()));
  }

  @Test
  void theTokenWorksAtOnce() {
    Student student = Student.registered(SERVER);
    assertThat(student.me().whole()).isEqualTo(student.registered().whole());
  }

  @Test
  void theMailIsRussianAndItsLinkConfirmsTheAddress() {
    Student student = Student.registered(SERVER);
    TestMails.Received mail = SERVER.awaitMail(student.address());
    assertThat(mail.text()).contains("подтвердить");
    assertThat(mail.path()).startsWith("/user_account/confirm_email/");
    assertThat(SERVER.get(mail.path()).status()).isEqualTo(200);
    assertThat(SERVER.core().accounts().named(student.login()).orElseThrow().isAddressVerified())
        .isTrue();
    SERVER.assertNoMail(student.address());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en-GB,ru;q=0.5 | confirm",
        "de,en;q=0.5 | confirm",
        "de,fr | подтвердите",
      })
  void theMailIsInRussianUnlessEnglishIsPreferred(String asked, String subject) {
    String login = SERVER.unique("new");
    String address = login + "@example.org";
    SERVER.json(
        "POST",
        "/account/registration",
        json(body(login, address)),
        Student.BROWSER,
        "Accept-Language: " + asked);
    assertThat(SERVER.awaitMail(address).subject()).contains(subject);
  }

  @Test
  void withoutTheBrowserHeaderNothingElseIsLookedAt() {
    for (String body : new String[] {"{", "[]", "{}", json(fresh())}) {
      assertThat(SERVER.json("POST", "/account/registration", body).whole())
          .isEqualTo(error(403, REQUEST));
    }
    assertThat(
            SERVER.send("POST", "/account/registration", "x", "Content-Type: text/plain").whole())
        .isEqualTo(error(403, REQUEST));
  }

  @Test
  void anEmptyBrowserHeaderIsPresent() {
    Reply reply = SERVER.json("POST", "/account/registration", json(fresh()), "browser:");
    assertThat(reply.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"login", "password", "email", "first_name", "last_name"})
  void aMissingKeyIsTheFieldsFault(String key) {
    Map<String, String> body = fresh();
    body.remove(key);
    assertThat(register(SERVER, body).whole()).isEqualTo(error(400, FIELDS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"phone", "Login", "token", "", "ключ"})
  void anUnknownKeyIsAnErrorBeforeAnyRule(String key) {
    Map<String, String> body = fresh();
    body.put("login", "7");
    body.put(key, "\"x\"");
    assertThat(register(SERVER, body).whole()).isEqualTo(error(400, FIELDS));
  }

  static Stream<Arguments> brokenRules() {
    return Stream.of(
        Arguments.of("login", quoted("abc"), LOGIN),
        Arguments.of("login", quoted(""), LOGIN),
        Arguments.of("login", quoted("   abc   "), LOGIN),
        Arguments.of("login", quoted("a".repeat(33)), LOGIN),
        Arguments.of("login", quoted("with-dash"), LOGIN),
        Arguments.of("login", quoted("with blank"), LOGIN),
        Arguments.of("login", quoted("логин"), LOGIN),
        Arguments.of("login", quoted("name@host"), LOGIN),
        Arguments.of("login", quoted("abcd\nx"), LOGIN),
        Arguments.of("password", quoted("Passw0r"), PASSWORD),
        Arguments.of("password", quoted("Passw0rdPassw0rdPassw"), PASSWORD),
        Arguments.of("password", quoted("passw0rd"), PASSWORD),
        Arguments.of("password", quoted("PASSW0RD"), PASSWORD),
        Arguments.of("password", quoted("Password"), PASSWORD),
        Arguments.of("password", quoted("Passw0rd\n"), PASSWORD),
        Arguments.of("password", quoted("Пароль0ПАРОЛЬ"), PASSWORD),
        Arguments.of("password", quoted("Ⅷ Password"), PASSWORD),
        Arguments.of("password", quoted(""), PASSWORD),
        Arguments.of("email", quoted("no-at.example"), EMAIL),
        Arguments.of("email", quoted("a@nodot"), EMAIL),
        Arguments.of("email", quoted("@b.c"), EMAIL),
        Arguments.of("email", quoted("a@.c"), EMAIL),
        Arguments.of("email", quoted("a@b."), EMAIL),
        Arguments.of("email", quoted("a@b.c\n"), EMAIL),
        Arguments.of("email", quoted("two words@b.c"), EMAIL),
        Arguments.of("email", quoted("a@b@c.d"), EMAIL),
        Arguments.of("email", quoted("a@b.c, d@e.f"), EMAIL),
        Arguments.of("email", quoted("a".repeat(251) + "@b.c"), EMAIL),
        Arguments.of("email", quoted("@".repeat(60_000)), EMAIL),
        Arguments.of("email", quoted("a@-ya.ru"), EMAIL),
        Arguments.of("email", quoted("a@\u017ftrasse.de"), EMAIL),
        Arguments.of("first_name", quoted("И" + "и\u0306".repeat(256)), FIRST_NAME),
        Arguments.of("first_name", quoted("И" + "и\u0306".repeat(10_000)), FIRST_NAME),
        Arguments.of("first_name", quoted("Пётр\u0301"), FIRST_NAME),
        Arguments.of("first_name", quoted("Пё\u200bтр"), FIRST_NAME),
        Arguments.of("email", quoted(""), EMAIL),
        Arguments.of("first_name", quoted("пётр"), FIRST_NAME),
        Arguments.of("first_name", quoted("П"), FIRST_NAME),
        Arguments.of("first_name", quoted("Peter"), FIRST_NAME),
        Arguments.of("first_name", quoted("ПЁТР"), FIRST_NAME),
        Arguments.of("first_name", quoted("Анна-Мария"), FIRST_NAME),
        Arguments.of("first_name", quoted(" Пётр"), FIRST_NAME),
        Arguments.of("first_name", quoted("П" + "а".repeat(256)), FIRST_NAME),
        Arguments.of("first_name", quoted(""), FIRST_NAME),
        Arguments.of("last_name", quoted("Иванoв"), LAST_NAME),
        Arguments.of("last_name", quoted("Иванов\n"), LAST_NAME),
        Arguments.of("patronymic", quoted("ильич"), PATRONYMIC),
        Arguments.of("patronymic", quoted(" "), PATRONYMIC));
  }

  @ParameterizedTest
  @MethodSource("brokenRules")
  void aBrokenRuleIsNamed(String key, String json, String words) {
    assertThat(with(key, json).whole()).isEqualTo(error(400, words));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "login | 7 | 7",
        "login | null | None",
        "password | true | True",
        "password | 1.50 | 1.5",
        "email | [\"a@b.c\"] | [\"a@b.c\"]",
        "first_name | {\"a\":1} | {\"a\":1}",
        "last_name | false | False",
        "patronymic | 0 | 0",
      })
  void aValueOfAnotherTypeIsRepeatedAsPythonPrintsIt(String key, String json, String printed) {
    assertThat(with(key, json).whole())
        .isEqualTo(
            error(
                400,
                "Поле %s со значением: %s имеет некорректный тип данных".formatted(key, printed)));
  }

  @Test
  void aLongValueIsRepeatedOnlyInPart() {
    Reply reply = with("email", "[" + "1,".repeat(20_000) + "1]");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body().length()).isLessThan(1_200);
    assertThat(with("email", "1".repeat(4_000)).body().length()).isLessThan(1_200);
  }

  @Test
  void theFirstBrokenRuleIsTheAnswer() {
    Map<String, String> body = fresh();
    body.replaceAll((key, value) -> "7");
    String[] order = {"login", "password", "email", "first_name", "last_name", "patronymic"};
    Map<String, String> good = fresh();
    for (String key : order) {
      assertThat(register(SERVER, body).text("errorMessage")).startsWith("Поле " + key + " ");
      body.put(key, good.get(key));
    }
    assertThat(register(SERVER, body).status()).isEqualTo(200);
  }

  @Test
  void theLoginIsTrimmedAndLoweredFirst() {
    String login = SERVER.unique("mixed");
    Map<String, String> body =
        body("\u00a0 " + login.toUpperCase(Locale.ROOT) + " \u2028", login + "@b.c");
    assertThat(register(SERVER, body).text("login")).isEqualTo(login);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Aa3456789012345678 0",
        "Aa345678",
        "Aaaaaaa٣",
        "Aa1 😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀"
      })
  void goodPasswordsAreCountedInCodePointsAndAnyDigitCounts(String password) {
    Map<String, String> body = fresh();
    body.put("password", quoted(password));
    assertThat(register(SERVER, body).status()).isEqualTo(200);
    String login = body.get("login").replace("\"", "");
    assertThat(Student.signIn(SERVER, Student.byLogin(login, password)).status()).isEqualTo(200);
  }

  @Test
  void namesMayHaveYoBlanksAnd256Letters() {
    Map<String, String> body = fresh();
    String longest = "Ё" + "ё".repeat(255);
    body.put("first_name", quoted(longest));
    body.put("last_name", quoted("Ли  бо "));
    Reply reply = register(SERVER, body);
    assertThat(reply.text("first_name")).isEqualTo(longest);
    assertThat(reply.text("last_name")).isEqualTo("Ли  бо ");
  }

  @Test
  void noPatronymicIsEmptyHoweverItIsSaid() {
    for (String json : new String[] {"null", "\"\""}) {
      assertThat(with("patronymic", json).text("patronymic")).isEmpty();
    }
    Map<String, String> body = fresh();
    body.remove("patronymic");
    assertThat(register(SERVER, body).text("patronymic")).isEmpty();
  }

  @Test
  void aTakenLoginIsToldBeforeATakenAddress() {
    Student student = Student.registered(SERVER);
    SERVER.awaitMail(student.address());
    Map<String, String> both = body(student.login().toUpperCase(), student.address());
    assertThat(register(SERVER, both).whole()).isEqualTo(error(400, "Логин уже зарегистрирован."));
    Map<String, String> address = body(SERVER.unique("new"), student.address().toUpperCase());
    assertThat(register(SERVER, address).whole())
        .isEqualTo(error(400, "Электронный адрес уже зарегистрирован."));
    SERVER.assertNoMail(student.address());
  }

  @Test
  void strictPrivacyKeepsTheRefusalAsRegisteringSignsIn() {
    try (TestServer strict = TestServer.start("VESTIBULE_PRIVACY=strict")) {
      Student student = Student.registered(strict);
      strict.awaitMail(student.address());
      Map<String, String> body = body(strict.unique("new"), student.address());
      assertThat(register(strict, body).whole())
          .isEqualTo(error(400, "Электронный адрес уже зарегистрирован."));
      strict.assertNoMail(student.address());
    }
  }

  @Test
  void theOperatorsMinimumLengthIsNamed() {
    try (TestServer server = TestServer.start("VESTIBULE_PASSWORDS_MINIMUM_LENGTH=15")) {
      String login = server.unique("new");
      Map<String, String> body = body(login, login + "@example.org");
      assertThat(register(server, body).whole())
          .isEqualTo(error(400, "Пароль должен быть не короче 15 символов."));
      body.put("password", quoted("Passw0rdPassw0rd"));
      assertThat(register(server, body).status()).isEqualTo(200);
    }
  }

  /** As some keyboards send them: й and ё as a letter and its mark. */
  @Test
  void namesAreComposedFirst() {
    Map<String, String> body = fresh();
    body.put("first_name", quoted("Андре\u0438\u0306"));
    body.put("last_name", quoted("Королё\u0432".replace("ё", "\u0435\u0308")));
    body.put("patronymic", quoted("\u0415\u0308лкич"));
    Reply reply = register(SERVER, body);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    assertThat(reply.text("first_name")).isEqualTo("Андрей");
    assertThat(reply.text("last_name")).isEqualTo("Королёв");
    assertThat(reply.text("patronymic")).isEqualTo("Ёлкич");
  }

  @Test
  void theLongestNameMayBeSentInPieces() {
    Map<String, String> body = fresh();
    body.put("first_name", quoted("И\u0306" + "и\u0306".repeat(255)));
    Reply reply = register(SERVER, body);
    assertThat(reply.text("first_name")).isEqualTo("Й" + "й".repeat(255));
  }
}
