package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The limits of a server, as clients of each document meet them. */
class LimitsServerTest {

  private static final Map<TestDoor, String> THROTTLED =
      new EnumMap<>(
          Map.of(
              TestDoor.USER_ACCOUNT, "429 {\"msg\":\"Too Many Requests\"}\n",
              TestDoor.ENVELOPE, "429 {\"msg\":\"Too Many Requests\",\"status\":\"ERR\"}\n",
              TestDoor.CHAT,
                  "429 {\"detail\":\"Request was throttled. Expected available in 1 seconds.\"}",
              TestDoor.KNOW_ME,
                  "429 {\"detail\":\"Request was throttled. Expected available in 1 seconds.\"}",
              TestDoor.PERSONAL,
                  "429 {\"errorMessage\":\"Слишком много запросов. Повторите позже.\"}",
              TestDoor.V1,
                  "429 {\"type\":\"about:blank\",\"status\":429,\"code\":\"throttled\","
                      + "\"detail\":\"Too many tries; the limit is account.\"}"));

  private final TestServer server =
      TestServer.start("VESTIBULE_LIMITS=on", "VESTIBULE_TRUSTED_PROXIES=127.0.0.1");

  @AfterEach
  void stop() {
    server.close();
  }

  private TestPerson registered(TestDoor door) {
    TestPerson person = TestPerson.at(door, server);
    assertThat(door.register(server, person).status()).isBetween(200, 201);
    return person;
  }

  private Reply signIn(String name, String password, String network, String... more) {
    String[] headers = new String[more.length + 1];
    System.arraycopy(more, 0, headers, 1, more.length);
    headers[0] = "X-Forwarded-For: " + network;
    return server.json(
        "POST",
        "/user_account/login",
        "{\"username\": \"%s\", \"pwd\": \"%s\"}".formatted(name, password),
        headers);
  }

  @ParameterizedTest
  @EnumSource
  void tooManyWrongPasswordsAreThrottledInTheWordsOfTheDocument(TestDoor door) {
    TestPerson person = registered(door);
    String login =
        door == TestDoor.KNOW_ME || door == TestDoor.CHAT ? person.email() : person.name();
    // Registering at E signs in, so that the network is one of the account's.
    boolean familiar = door == TestDoor.PERSONAL;
    for (int i = 0; i < (familiar ? 15 : 10); i++) {
      assertThat(door.signIn(server, login, "wrong").status()).isNotEqualTo(429);
    }
    Reply throttled = door.signIn(server, login, "wrong");
    assertThat(throttled.whole()).isEqualTo(THROTTLED.get(door));
    assertThat(throttled.header("Retry-After")).contains(familiar ? "60" : "1");
    assertThat(throttled.header("RateLimit"))
        .contains(familiar ? "\"familiar-network\";r=0;t=60" : "\"account\";r=0;t=1");
  }

  @Test
  void aKnownBrowserGetsInWhileOthersAreTurnedAway() {
    TestPerson person = registered(TestDoor.USER_ACCOUNT);
    Reply first = signIn(person.name(), person.password(), "192.0.2.1");
    String line = first.setCookie("vestibule_device");
    assertThat(line).contains("; HttpOnly").contains("; SameSite=Lax").contains("; Path=/");
    String device = "Cookie: vestibule_device=" + first.cookie("vestibule_device");
    for (int i = 0; i < 40; i++) {
      signIn(person.name(), "wrong", "198.51.100." + i);
    }
    assertThat(signIn(person.name(), person.password(), "203.0.113.1").status()).isEqualTo(429);
    Reply again = signIn(person.name(), person.password(), "203.0.113.1", device);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.headers("Set-Cookie")).noneMatch(set -> set.startsWith("vestibule_device"));
  }

  @Test
  void aFloodOfResetRequestsSendsOneMailAndItsLinkWorks() {
    TestPerson person = registered(TestDoor.USER_ACCOUNT);
    server.awaitMail(person.email());
    for (int i = 0; i < 100; i++) {
      Reply asked =
          server.json(
              "POST",
              "/user_account/reset_password_request",
              "{\"username\": \"%s\"}".formatted(person.name()),
              "X-Forwarded-For: 192.0.2." + i);
      assertThat(asked.whole()).isEqualTo("200 {\"msg\":\"Check your email...\"}\n");
    }
    server.awaitEmptyOutbox();
    String path = server.awaitMail(person.email()).path();
    server.assertNoMail(person.email());
    assertThat(server.json("POST", path, "{\"pwd\": \"Another0ne\"}").whole())
        .isEqualTo("200 {\"msg\":\"Your password has been reset.\"}\n");
  }

  @Test
  void threeHundredHonestPeopleOfOneAddressMeetNoLimit() {
    List<Integer> answers =
        Together.run(
            20,
            thread ->
                IntStream.range(0, 15)
                    .map(
                        i -> {
                          TestPerson person = TestPerson.at(TestDoor.PERSONAL, server);
                          int made = TestDoor.PERSONAL.register(server, person).status();
                          String name = person.name();
                          int in =
                              TestDoor.PERSONAL.signIn(server, name, person.password()).status();
                          return Math.max(made, in);
                        })
                    .max()
                    .orElseThrow());
    assertThat(answers).allMatch(status -> status == 200 || status == 201);
  }

  /** The limits cost an unknown name what they cost a known one. */
  @Test
  void anUnknownNameIsThrottledAsAKnownOne() {
    TestPerson person = registered(TestDoor.USER_ACCOUNT);
    for (String name : List.of(person.name(), server.unique("nobody"))) {
      for (int i = 0; i < 10; i++) {
        signIn(name, "wrong", "192.0.2.1");
      }
      assertThat(signIn(name, "wrong", "192.0.2.1").whole())
          .isEqualTo(THROTTLED.get(TestDoor.USER_ACCOUNT));
    }
  }
}
