package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vestibule.core.factor.App;

/** What each door does with a person who has one-time codes (docs/contracts 0.14). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FactorDoorsTest {

  private static final List<TestDoor> DOCUMENTED =
      List.copyOf(EnumSet.complementOf(EnumSet.of(TestDoor.V1)));

  private static final Map<TestDoor, String> WITHOUT =
      new EnumMap<>(
          Map.of(
              TestDoor.USER_ACCOUNT,
              "401 {\"msg\":\"Wrong username or password\",\"otp\":\"required\"}\n",
              TestDoor.ENVELOPE,
              "200 {\"msg\":\"Wrong username or password\",\"otp\":\"required\","
                  + "\"status\":\"ERR\"}\n",
              TestDoor.CHAT,
              "401 {\"detail\":\"No active account found with the given credentials\","
                  + "\"code\":\"otp_required\"}",
              TestDoor.KNOW_ME,
              "400 {\"non_field_errors\":[\"Invalid credentials. Check your email and password and"
                  + " tryagain.\"],\"otp\":[\"This field is required.\"]}",
              TestDoor.PERSONAL,
              "400 {\"errorMessage\":\"Аккаунт с таким именем пользователя и паролем не"
                  + " найден.\",\"otp\":\"required\"}"));

  private static final Map<String, String> OF_A_WRONG_ONE =
      Map.of(
          "\"otp\":\"required\"", "\"otp\":\"wrong\"",
          "otp_required", "otp_wrong",
          "This field is required.", "This code is invalid.");

  private final TestServer refusing = TestServer.shared();
  private final TestServer asking = started("otp");
  private final TestServer passing = started("pass");

  private TestPerson person;
  private App app;

  private static TestServer started(String mode) {
    return TestServer.start(
        Arrays.stream(new String[] {"USERACCOUNT", "ENVELOPE", "CHAT", "KNOWME", "PERSONAL"})
            .map(door -> "VESTIBULE_FACTORS_" + door + "=" + mode)
            .toArray(String[]::new));
  }

  @AfterAll
  void close() {
    asking.close();
    passing.close();
  }

  private void enrol(TestServer server, TestDoor door) {
    EnrolledPerson enrolled = EnrolledPerson.at(door, server);
    person = enrolled.person();
    app = enrolled.app();
  }

  @ParameterizedTest
  @EnumSource
  void byDefaultARightPasswordReadsLikeAWrongOne(TestDoor from) {
    enrol(refusing, from);
    for (TestDoor door : DOCUMENTED) {
      Reply right = door.signIn(refusing, person.email(), person.password());
      Reply wrong = door.signIn(refusing, person.email(), "Passw0rdWrong");
      assertThat(right.whole()).isEqualTo(wrong.whole());
      assertThat(right.headers().map().keySet()).isEqualTo(wrong.headers().map().keySet());
      assertThat(door.accepted(right)).isFalse();
      assertThat(
              withOtp(refusing, door, person.email(), app.next(refusing.clock().instant())).whole())
          .satisfies(body -> assertThat(body).doesNotContain("otp", "\"token\"", "access"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDoorThatTakesCodesAsksForOneAndTakesEachOnce(TestDoor door) {
    if (door == TestDoor.V1) {
      return;
    }
    enrol(asking, door);
    String login = door.asksName() ? person.name() : person.email();
    assertThat(door.signIn(asking, login, person.password()).whole()).isEqualTo(WITHOUT.get(door));
    assertThat(withOtp(asking, door, login, "12345").whole()).isEqualTo(ofAWrongOne(door));
    String code = app.next(asking.clock().instant());
    Reply in = withOtp(asking, door, login, code);
    assertThat(door.accepted(in)).isTrue();
    assertThat(door.whoami(asking, door.token(in)).status()).isEqualTo(200);
    assertThat(withOtp(asking, door, login, code).whole()).isEqualTo(ofAWrongOne(door));
    assertThat(door.signIn(asking, login, "Passw0rdWrong").whole()).doesNotContain("otp");
  }

  private static String ofAWrongOne(TestDoor door) {
    String words = WITHOUT.get(door);
    for (Map.Entry<String, String> change : OF_A_WRONG_ONE.entrySet()) {
      words = words.replace(change.getKey(), change.getValue());
    }
    return words;
  }

  @Test
  void aDoorThatLetsPassAsksForNothing() {
    enrol(passing, TestDoor.USER_ACCOUNT);
    for (TestDoor door : DOCUMENTED) {
      assertThat(door.accepted(door.signIn(passing, person.email(), person.password()))).isTrue();
    }
    assertThat(TestDoor.V1.signIn(passing, person.email(), person.password()).text("code"))
        .isEqualTo("factor_wanted");
  }

  @ParameterizedTest
  @EnumSource
  void whatWasHandedOutBeforeIsWorthNothingButToWhoAddedTheFactor(TestDoor door) {
    person = TestPerson.at(door, passing);
    door.register(passing, person);
    door.confirm(passing, person, passing.awaitMail(person.email()));
    Map<TestDoor, String> before = new EnumMap<>(TestDoor.class);
    for (TestDoor each : TestDoor.values()) {
      before.put(each, each.token(each.signIn(passing, person.email(), person.password())));
    }
    Reply pair = TestDoor.CHAT.signIn(passing, person.email(), person.password());
    String own = before.get(TestDoor.V1);
    EnrolledPerson.of(passing, person, own);
    before.forEach(
        (each, token) ->
            assertThat(each.whoami(passing, token).status() == 200)
                .as(each.name())
                .isEqualTo(each == TestDoor.V1));
    assertThat(
            passing.form("POST", "/api/token/refresh/", "refresh=" + pair.text("refresh")).status())
        .isEqualTo(401);
  }

  /** E knows no such key where it is not asked for; C and D take a number as well. */
  @Test
  void theFieldIsKnownWhereItIsAskedForAlone() {
    enrol(refusing, TestDoor.PERSONAL);
    assertThat(withOtp(refusing, TestDoor.PERSONAL, person.name(), "123456").whole())
        .isEqualTo(
            "400 {\"errorMessage\":\"Недопустимые значения полей. Смотрите документацию.\"}");
    enrol(asking, TestDoor.PERSONAL);
    assertThat(
            asking
                .json(
                    "POST",
                    "/account/login",
                    "{\"login\": \"%s\", \"password\": \"%s\", \"otp\": 123456}"
                        .formatted(person.name(), person.password()),
                    "browser: Chrome 121")
                .whole())
        .isEqualTo(
            "400 {\"errorMessage\":\"Поле otp со значением: 123456 имеет некорректный тип"
                + " данных\"}");
    enrol(asking, TestDoor.CHAT);
    while (!app.next(asking.clock().instant()).startsWith("0")) {
      asking.clock().advance(Duration.ofSeconds(30));
    }
    String code = app.next(asking.clock().instant());
    String number = code.replaceAll("^0+(?=.)", "");
    Reply numeric =
        asking.json(
            "POST",
            "/api/token/",
            "{\"email\": \"%s\", \"password\": \"%s\", \"otp\": %s}"
                .formatted(person.email(), person.password(), number));
    assertThat(numeric.status()).isEqualTo(200);
    for (String odd : List.of("null", "[]", "{}", "true")) {
      assertThat(
              asking
                  .json(
                      "POST",
                      "/api/token/",
                      "{\"email\": \"%s\", \"password\": \"%s\", \"otp\": %s}"
                          .formatted(person.email(), person.password(), odd))
                  .whole())
          .isEqualTo(WITHOUT.get(TestDoor.CHAT));
    }
  }

  private Reply withOtp(TestServer server, TestDoor door, String login, String otp) {
    return OtpLogIn.at(server, door, login, person.password(), otp);
  }
}
