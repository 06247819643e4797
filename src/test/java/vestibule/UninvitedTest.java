package vestibule;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import vestibule.cli.Commands;

/**
 * Nobody makes a session, a key or a token for an account by naming it: a session comes from its
 * password, from a registration of one's own, and from nothing else that a request holds.
 */
class UninvitedTest {

  private static final TestServer SERVER = TestServer.start();

  /** What is put in for a password: nothing, other types, what queries and templates would read. */
  private static final List<String> NO_PASSWORDS =
      List.of(
          "null",
          "true",
          "0",
          "[]",
          "{}",
          "[\"Passw0rdLong\"]",
          "{\"$ne\": \"\"}",
          "\"' or '1'='1\"",
          "\"*\"",
          "\"%\"",
          "\"\"",
          "\"$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHRzb21lc2FsdA\"");

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  private static TestPerson victim() {
    TestPerson person = TestPerson.at(TestDoor.USER_ACCOUNT, SERVER);
    TestDoor.USER_ACCOUNT.register(SERVER, person);
    TestDoor.USER_ACCOUNT.confirm(SERVER, person, SERVER.awaitMail(person.email()));
    return person;
  }

  private static long sessions(TestPerson person) {
    return Commands.run(SERVER, "", "session", "list", person.email()).out().lines().count();
  }

  private static String id(TestPerson person) {
    String shown = Commands.run(SERVER, "", "account", "show", person.email()).out();
    return shown.replaceFirst("(?s)^\\D*(\\d+).*$", "$1");
  }

  private static Reply signIn(TestDoor door, TestPerson person, String rest) {
    String login = "\"" + person.email() + "\", " + rest;
    return switch (door) {
      case USER_ACCOUNT ->
          SERVER.json("POST", "/user_account/login", "{\"username\": " + login + "}");
      case ENVELOPE -> SERVER.json("POST", "/api/login", "{\"username\": " + login + "}");
      case CHAT -> SERVER.json("POST", "/api/token/", "{\"email\": " + login + "}");
      case KNOW_ME -> SERVER.json("POST", "/auth/login/", "{\"email\": " + login + "}");
      case PERSONAL ->
          SERVER.json("POST", "/account/login", "{\"login\": " + login + "}", "browser: b");
      case V1 -> SERVER.json("POST", "/v1/sessions", "{\"login\": " + login + "}");
    };
  }

  private static String password(TestDoor door) {
    return switch (door) {
      case USER_ACCOUNT, ENVELOPE -> "pwd";
      case CHAT, KNOW_ME, PERSONAL, V1 -> "password";
    };
  }

  @ParameterizedTest
  @EnumSource(TestDoor.class)
  void aLogInWithoutThePasswordOpensNothingWhateverElseItHolds(TestDoor door) {
    TestPerson victim = victim();
    String id = id(victim);
    String others =
        """
        , "id": %1$s, "user_id": %1$s, "userId": "%1$s", "account": %1$s, "sub": "%1$s",
         "is_staff": true, "verified": true, "remember": true\
        """
            .formatted(id);
    long before = sessions(victim);
    Stream<String> bodies =
        Stream.concat(
            NO_PASSWORDS.stream().map(text -> "\"" + password(door) + "\": " + text + others),
            Stream.of("\"x\": 1" + others));
    bodies.forEach(
        body -> {
          Reply reply = signIn(door, victim, body);
          assertThat(door.accepted(reply)).as(body).isFalse();
          assertThat(reply.headers("Set-Cookie")).as(body).noneMatch(one -> one.contains("token"));
        });
    assertThat(sessions(victim)).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(TestDoor.class)
  void aRegistrationThatNamesAnotherAccountIsNotThatAccount(TestDoor door) {
    TestPerson victim = victim();
    long before = sessions(victim);
    String id = id(victim);
    TestPerson thief =
        new TestPerson(door, victim.name(), victim.email(), "Th1efsPassword\", \"id\": " + id);
    door.register(SERVER, thief);
    assertThat(sessions(victim)).isEqualTo(before);
    assertThat(door.accepted(door.signIn(SERVER, victim.email(), "Th1efsPassword"))).isFalse();
    assertThat(door.accepted(door.signIn(SERVER, victim.email(), victim.password()))).isTrue();
  }

  /** Each path that is somebody's, without a credential and with what is none. */
  @ParameterizedTest
  @CsvSource({
    "GET, /user_account/profile_settings",
    "GET, /user_account/logout",
    "GET, /api/profile_settings",
    "GET, /api/logout",
    "GET, /api/user/",
    "GET, /account/profile/",
    "PUT, /account/profile/",
    "PATCH, /account/profile/",
    "POST, /account/change-password/",
    "GET, /account/emails/",
    "POST, /account/emails/",
    "PATCH, /account/emails/1/",
    "DELETE, /account/emails/1/",
    "GET, /account/me",
    "PUT, /account/emails/1/",
    "GET, /v1/sessions",
    "DELETE, /v1/sessions",
    "DELETE, /v1/sessions/1",
    "DELETE, /v1/sessions/current",
    "POST, /v1/sessions/current/proof",
    "GET, /v1/whoami",
    "GET, /v1/auth",
    "GET, /v1/auth/forms",
    "GET, /v1/account",
    "PATCH, /v1/account",
    "POST, /v1/account/password",
    "GET, /v1/account/export",
    "POST, /v1/account/deletion",
    "GET, /v1/account/addresses",
    "POST, /v1/account/addresses",
    "POST, /v1/account/addresses/1/primary",
    "DELETE, /v1/account/addresses/1"
  })
  void whatIsSomebodysIsNobodysWithoutACredential(String method, String path) {
    TestPerson victim = victim();
    TestDoor.CHAT.signIn(SERVER, victim.email(), victim.password());
    String id = id(victim);
    long before = sessions(victim);
    String unsigned =
        "Bearer eyJhbGciOiJub25lIn0."
            + Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("{\"sub\":" + id + ",\"user_id\":" + id + "}").getBytes(US_ASCII))
            + ".";
    for (String header :
        List.of(
            "X-None: 1",
            "Authorization: ",
            "Authorization: Bearer",
            "Authorization: Bearer null",
            "Authorization: Token " + "0".repeat(40),
            "Authorization: " + "0".repeat(64),
            "Authorization: Basic YWRtaW46YWRtaW4=",
            "Authorization: " + unsigned,
            "X-User-Id: " + id,
            "X-Forwarded-User: " + victim.email(),
            "Remote-User: " + victim.email(),
            "Cookie: access_token_cookie=; user_id=" + id,
            "Cookie: __Host-vestibule=" + id)) {
      Reply reply =
          method.equals("GET") || method.equals("DELETE")
              ? SERVER.send(method, path, null, header)
              : SERVER.json(method, path, "{\"id\": " + id + "}", header);
      String whole = reply.whole();
      assertThat(reply.status()).as(header).isIn(400, 401, 403, 422);
      assertThat(whole).as(header).doesNotContain(victim.email(), victim.name());
    }
    assertThat(sessions(victim)).isEqualTo(before);
  }

  @Test
  void aNewServerHasNoAccount() {
    try (TestServer empty = TestServer.start()) {
      assertThat(Commands.run(empty, "", "account", "list").out().lines()).isEmpty();
    }
  }

  @Test
  void aRefreshTokenOfNobodyMakesNoAccess() {
    for (String refresh : List.of("", "null", "a.b.c", "eyJhbGciOiJub25lIn0.e30.")) {
      Reply reply =
          SERVER.json("POST", "/api/token/refresh/", "{\"refresh\": \"%s\"}".formatted(refresh));
      assertThat(reply.status()).as(refresh).isIn(400, 401);
      assertThat(reply.whole()).doesNotContain("access\":");
    }
  }
}
