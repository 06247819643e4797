package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.core.model.service.Scope;
import vestibule.v1.OwnPerson;

/** The ways round a second factor: each of them is shut. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FactorWaysTest {

  private static final String NEW = "N3wPassword";
  private static final String INACTIVE = "200 {\"active\":false}";

  private static final Map<TestDoor, String> THROTTLED =
      new EnumMap<>(
          Map.of(
              TestDoor.USER_ACCOUNT, "429 {\"msg\":\"Too Many Requests\"}\n",
              TestDoor.ENVELOPE, "429 {\"msg\":\"Too Many Requests\",\"status\":\"ERR\"}\n",
              TestDoor.CHAT,
                  "429 {\"detail\":\"Request was throttled. Expected available in 4 seconds.\"}",
              TestDoor.KNOW_ME,
                  "429 {\"detail\":\"Request was throttled. Expected available in 4 seconds.\"}",
              TestDoor.PERSONAL,
                  "429 {\"errorMessage\":\"Слишком много запросов. Повторите позже.\"}"));

  private final TestServer shared = TestServer.shared();
  private final TestServer limiting = started("otp", "VESTIBULE_LIMITS=on");
  private final TestServer passing = started("pass", "VESTIBULE_LIMITS=off");

  private static TestServer started(String mode, String limits) {
    return TestServer.start(
        Stream.concat(
                Stream.of("USERACCOUNT", "ENVELOPE", "CHAT", "KNOWME", "PERSONAL")
                    .map(door -> "VESTIBULE_FACTORS_" + door + "=" + mode),
                Stream.of(limits))
            .toArray(String[]::new));
  }

  @AfterAll
  void close() {
    limiting.close();
    passing.close();
  }

  /** A mailbox is not the device that the code is of. */
  @ParameterizedTest
  @ValueSource(strings = {"/user_account", "/api", "/v1"})
  void aResetByMailOpensNoDoor(String by) {
    EnrolledPerson enrolled = EnrolledPerson.at(TestDoor.USER_ACCOUNT, shared);
    TestPerson person = enrolled.person();
    shared.awaitMail(person.email());
    Reply reset = reset(by, person);
    assertThat(reset.status()).isBetween(200, 204);
    assertThat(reset.headers("Set-Cookie")).allSatisfy(line -> assertThat(line).contains("=;"));
    assertThat(reset.body()).doesNotContain("token", "access");
    assertThat(TestDoor.USER_ACCOUNT.whoami(shared, enrolled.token()).status()).isNotEqualTo(200);
    for (TestDoor door : TestDoor.values()) {
      assertThat(door.accepted(door.signIn(shared, person.email(), NEW))).as(door.name()).isFalse();
    }
    Reply wanted = TestDoor.V1.signIn(shared, person.email(), NEW);
    assertThat(wanted.text("code")).isEqualTo("factor_wanted");
    assertThat(complete(shared, wanted, enrolled.next()).status()).isEqualTo(201);
  }

  private Reply reset(String by, TestPerson person) {
    if (by.equals("/v1")) {
      shared.json("POST", "/v1/resets", "{\"login\":\"%s\"}".formatted(person.email()));
      String code = shared.awaitMail(person.email()).code();
      return shared.json(
          "POST",
          "/v1/resets/complete",
          "{\"code\":\"%s\",\"password\":\"%s\"}".formatted(code, NEW));
    }
    shared.json(
        "POST", by + "/reset_password_request", "{\"username\":\"%s\"}".formatted(person.name()));
    return shared.json(
        "POST", shared.awaitMail(person.email()).path(), "{\"new_pwd\":\"%s\"}".formatted(NEW));
  }

  private static Reply complete(TestServer server, Reply wanted, String answer) {
    return server.json(
        "POST",
        "/v1/sessions/complete",
        "{\"ticket\":\"%s\",\"answer\":\"%s\"}".formatted(wanted.text("ticket"), answer));
  }

  @Test
  void proxiesAndServicesBelieveNothingFromBefore() {
    String service =
        "Authorization: Bearer "
            + shared
                .core()
                .services()
                .create(shared.unique("shop"), EnumSet.of(Scope.INTROSPECT))
                .secret();
    OwnPerson person = OwnPerson.confirmed(shared);
    Reply pair = TestDoor.CHAT.signIn(shared, person.email(), OwnPerson.PASSWORD);
    Reply own = person.signIn();
    String cookie = person.signInBrowser().cookie("__Host-vestibule");
    List<String> bearers =
        Stream.of(TestDoor.values())
            .map(door -> door.token(door.signIn(shared, login(door, person), OwnPerson.PASSWORD)))
            .toList();
    assertThat(bearers).allSatisfy(token -> assertThat(auth(token)).isEqualTo("200 "));
    assertThat(whoamiByCookie(cookie)).isEqualTo(200);
    EnrolledPerson.enrolled(shared, person.bearer());
    assertThat(bearers).allSatisfy(token -> assertThat(auth(token)).startsWith("401 "));
    assertThat(whoamiByCookie(cookie)).isEqualTo(401);
    Stream.concat(bearers.stream().map(FactorWaysTest::bare), Stream.of(cookie))
        .forEach(token -> assertThat(ask(service, token, "")).isEqualTo(INACTIVE));
    for (Reply refresh : List.of(pair, own)) {
      String token = refresh == pair ? pair.text("refresh") : own.text("refresh_token");
      assertThat(ask(service, token, "&token_type_hint=refresh_token")).isEqualTo(INACTIVE);
    }
    assertThat(
            shared
                .json(
                    "POST",
                    "/v1/sessions/refresh",
                    "{\"refresh_token\":\"%s\"}".formatted(own.text("refresh_token")))
                .status())
        .isEqualTo(401);
  }

  private int whoamiByCookie(String cookie) {
    return shared.get("/v1/whoami", "Cookie: __Host-vestibule=" + cookie).status();
  }

  private static String login(TestDoor door, OwnPerson person) {
    return door.asksName() ? person.name() : person.email();
  }

  private static String bare(String token) {
    return token.substring(token.indexOf(' ') + 1);
  }

  private String auth(String token) {
    return shared.get("/v1/auth", "Authorization: " + token).whole();
  }

  private String ask(String service, String token, String more) {
    String escaped = URLEncoder.encode(token, StandardCharsets.UTF_8);
    return shared.form("POST", "/v1/introspect", "token=" + escaped + more, service).whole();
  }

  /** Six digits are soon guessed by somebody who may try at five doors in turn. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "V1")
  void wrongCodesCountTogetherWhicheverDoorTheyAreTriedAt(TestDoor last) {
    EnrolledPerson enrolled = EnrolledPerson.at(TestDoor.KNOW_ME, limiting);
    TestPerson person = enrolled.person();
    for (TestDoor door : THROTTLED.keySet()) {
      assertThat(OtpLogIn.at(limiting, door, person, "12345x").body()).contains("otp");
    }
    Reply throttled = OtpLogIn.at(limiting, last, person, enrolled.next());
    assertThat(throttled.whole()).isEqualTo(THROTTLED.get(last));
    assertThat(throttled.header("Retry-After")).contains("4");
    Reply wanted = TestDoor.V1.signIn(limiting, person.email(), person.password());
    assertThat(complete(limiting, wanted, enrolled.next()).text("code")).isEqualTo("throttled");
  }

  /** To remove a factor takes a factor, whichever door the session is of. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "V1")
  void aSessionThatProvedAPasswordAloneDoesNothingDangerous(TestDoor door) {
    TestPerson person = EnrolledPerson.at(TestDoor.KNOW_ME, passing).person();
    String header =
        "Authorization: " + door.token(door.signIn(passing, person.email(), person.password()));
    Reply list = passing.get("/v1/account/factors", header);
    assertWantsAProof(header, list.text("/items/0/id"));
    String password = "{\"password\":\"%s\"}".formatted(person.password());
    assertThat(passing.json("POST", "/v1/sessions/current/proof", password, header).status())
        .isEqualTo(204);
    assertWantsAProof(header, list.text("/items/0/id"));
    String withPassword =
        "{\"password\":\"%s\",\"new_password\":\"%s\"}".formatted(person.password(), NEW);
    for (String path : List.of("/v1/account/password", "/v1/account/deletion")) {
      assertThat(passing.json("POST", path, withPassword, header).text("code"))
          .isEqualTo("proof_wanted");
    }
  }

  private void assertWantsAProof(String header, String factor) {
    List<Reply> replies = new ArrayList<>();
    for (String path :
        List.of("factors/totp", "factors/passkeys", "factors/recovery-codes", "addresses")) {
      replies.add(passing.json("POST", "/v1/account/" + path, "{}", header));
    }
    replies.add(passing.send("DELETE", "/v1/account/factors/" + factor, "", header));
    replies.add(passing.json("POST", "/v1/account/username", "{}", header));
    replies.add(passing.get("/v1/account/export", header));
    assertThat(replies).extracting(reply -> reply.text("code")).containsOnly("proof_wanted");
  }
}
