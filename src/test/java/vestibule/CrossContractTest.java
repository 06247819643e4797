package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A person who came in by one door is known at the others (docs/contracts F). */
class CrossContractTest {

  private final TestServer server = TestServer.shared();

  static Stream<Arguments> pairs() {
    return Stream.of(TestDoor.values())
        .flatMap(in -> Stream.of(TestDoor.values()).map(door -> Arguments.of(in, door)));
  }

  @ParameterizedTest(name = "registered at {0}, signed in at {1}")
  @MethodSource("pairs")
  void whoRegisteredAtOneDoorSignsInAtAnother(TestDoor in, TestDoor door) {
    TestPerson person = registered(in);
    boolean verified = door == TestDoor.KNOW_ME;
    if (verified) {
      in.confirm(server, person, server.awaitMail(person.email()));
    }
    for (String login : logins(person, door)) {
      Reply signedIn = door.signIn(server, login, person.password());
      assertThat(door.accepted(signedIn)).as(signedIn.whole()).isTrue();
      Reply me = door.whoami(server, door.token(signedIn));
      assertThat(me.status()).isEqualTo(200);
      assertThat(me.body()).startsWith(door.wordOf(person, id(person), verified));
    }
    Reply wrong = door.signIn(server, person.email(), "Passw0rdWrong");
    assertThat(door.accepted(wrong)).isFalse();
  }

  @ParameterizedTest(name = "confirmed at {0}")
  @EnumSource
  void anAddressConfirmedAtOneDoorIsConfirmedAtAll(TestDoor in) {
    TestPerson person = registered(in);
    in.confirm(server, person, server.awaitMail(person.email()));
    for (TestDoor door : TestDoor.values()) {
      Reply me =
          door.whoami(server, door.token(door.signIn(server, person.email(), person.password())));
      assertThat(me.body()).startsWith(door.wordOf(person, id(person), true));
    }
    Reply addresses =
        server.get(
            "/account/emails/",
            "Authorization: "
                + TestDoor.KNOW_ME.token(
                    TestDoor.KNOW_ME.signIn(server, person.email(), person.password())));
    assertThat(addresses.body())
        .matches(
            "\\[\\{\"id\":\\d+,\"email\":\"%s\",\"verified\":true,\"primary\":true}]"
                .formatted(person.email()));
  }

  @ParameterizedTest(name = "registered at {0}")
  @EnumSource
  void aResetEndsTheSessionsOfAllDoors(TestDoor in) {
    TestPerson person = registered(in);
    in.confirm(server, person, server.awaitMail(person.email()));
    List<String> tokens = new ArrayList<>();
    for (TestDoor door : TestDoor.values()) {
      tokens.add(door.token(door.signIn(server, person.email(), person.password())));
    }
    assertThat(server.awaitMail(person.email()).path()).startsWith("/v1/not-me/");
    server.json(
        "POST",
        "/user_account/reset_password_request",
        "{\"username\": \"%s\"}".formatted(person.email()));
    String reset = server.awaitMail(person.email()).path();
    assertThat(server.json("POST", reset, "{\"new_pwd\": \"N3wPassword\"}").whole())
        .isEqualTo("200 {\"msg\":\"Your password has been reset.\"}\n");
    for (TestDoor door : TestDoor.values()) {
      Reply ended = door.whoami(server, tokens.get(door.ordinal()));
      assertThat(ended.whole()).isEqualTo(sessionEnded(door));
      assertThat(door.accepted(door.signIn(server, person.email(), person.password()))).isFalse();
      assertThat(door.accepted(door.signIn(server, person.email(), "N3wPassword"))).isTrue();
    }
  }

  @Test
  void oneLoginStringNeverMeansTwoAccounts() {
    TestPerson first = registered(TestDoor.USER_ACCOUNT);
    for (TestDoor door : TestDoor.values()) {
      TestPerson again =
          new TestPerson(
              door, server.unique("q"), first.email().toUpperCase(Locale.ROOT), first.password());
      assertThat(door.register(server, again).body()).doesNotContain("Check your email");
      assertThat(server.core().accounts().named(again.name())).isEmpty();
    }
  }

  private TestPerson registered(TestDoor in) {
    TestPerson person = TestPerson.at(in, server);
    Reply reply = in.register(server, person);
    assertThat(reply.status()).as(reply.body()).isBetween(200, 201);
    return person;
  }

  private long id(TestPerson person) {
    return server.core().accounts().named(person.email()).orElseThrow().id();
  }

  /** Every text that names the account at that door. */
  private static List<String> logins(TestPerson person, TestDoor door) {
    boolean named = person.cameInBy().asksName() && door.asksName();
    return named ? List.of(person.name(), person.email()) : List.of(person.email());
  }

  /** docs/contracts 0.10, "session ended". */
  private static String sessionEnded(TestDoor door) {
    return switch (door) {
      case USER_ACCOUNT -> "401 {\"msg\":\"Token has been revoked\"}\n";
      case ENVELOPE -> "401 {\"msg\":\"Token has been revoked\",\"status\":\"ERR\"}\n";
      case CHAT ->
          "401 {\"detail\":\"Given token not valid for any token type\","
              + "\"code\":\"token_not_valid\",\"messages\":[{\"token_class\":\"AccessToken\","
              + "\"token_type\":\"access\",\"message\":\"Token is invalid or expired\"}]}";
      case KNOW_ME -> "403 {\"detail\":\"Invalid token.\"}";
      case PERSONAL -> "403 {\"errorMessage\":\"Нет доступа!\"}";
      case V1 ->
          "401 {\"type\":\"about:blank\",\"status\":401,\"code\":\"session_ended\","
              + "\"detail\":\"The session has ended.\"}";
    };
  }
}
