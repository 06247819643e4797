package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import vestibule.challenge.FakeProvider;
import vestibule.challenge.FakeProvider.Says;
import vestibule.core.challenge.TestChallenges;

/** Challenges as clients of each document meet them, and as they solve them. */
class ChallengeServerTest {

  static final String ANSWER = "Vestibule-Challenge: ";
  private static final String WANTED = "Vestibule-Challenge-Wanted";
  static final String EASY = "VESTIBULE_CHALLENGE_DIFFICULTY=100";
  static final String ALWAYS = "VESTIBULE_CHALLENGE_REGISTRATION=always";
  private static final String THREE = "VESTIBULE_CHALLENGE_FAILURES=3";
  private static final String LIMITS = "VESTIBULE_LIMITS=on";
  private static final String PROXY = "VESTIBULE_TRUSTED_PROXIES=127.0.0.1";

  private static final Map<TestDoor, String> UNREGISTERED =
      new EnumMap<>(
          Map.of(
              TestDoor.USER_ACCOUNT, "403 {\"msg\":\"registration is not allowed\"}\n",
              TestDoor.ENVELOPE,
                  "200 {\"msg\":\"registration is not allowed.\",\"status\":\"ERR\"}\n",
              TestDoor.CHAT, "403 {\"detail\":\"Registration needs a solved challenge.\"}",
              TestDoor.KNOW_ME, "403 {\"detail\":\"Registration needs a solved challenge.\"}",
              TestDoor.PERSONAL, "403 {\"errorMessage\":\"Для регистрации решите задачу.\"}",
              TestDoor.V1,
                  "403 {\"type\":\"about:blank\",\"status\":403,\"code\":\"challenge_wanted\","
                      + "\"detail\":\"A challenge must be solved first.\"}"));

  private static final Map<TestDoor, String> THROTTLED =
      new EnumMap<>(
          Map.of(
              TestDoor.USER_ACCOUNT, "429 {\"msg\":\"Too Many Requests\"}\n",
              TestDoor.ENVELOPE, "429 {\"msg\":\"Too Many Requests\",\"status\":\"ERR\"}\n",
              TestDoor.CHAT,
                  "429 {\"detail\":\"Request was throttled. Expected available in N seconds.\"}",
              TestDoor.KNOW_ME,
                  "429 {\"detail\":\"Request was throttled. Expected available in N seconds.\"}",
              TestDoor.PERSONAL,
                  "429 {\"errorMessage\":\"Слишком много запросов. Повторите позже.\"}",
              TestDoor.V1,
                  "429 {\"type\":\"about:blank\",\"status\":429,\"code\":\"challenge_wanted\","
                      + "\"detail\":\"A challenge must be solved first.\"}"));

  private static TestPerson person(TestServer server, TestDoor door) {
    return TestPerson.at(door, server);
  }

  /** What a client sends that does as it is told. */
  static String solved(TestServer server, String where) {
    Reply puzzle = server.get(where);
    assertThat(puzzle.status()).isEqualTo(200);
    assertThat(puzzle.header("Cache-Control")).contains("no-store");
    long number =
        TestChallenges.number(
            puzzle.text("salt"),
            puzzle.text("challenge"),
            Integer.parseInt(puzzle.text("maxnumber")));
    return TestChallenges.answer(
        puzzle.text("algorithm"),
        puzzle.text("challenge"),
        puzzle.text("salt"),
        puzzle.text("signature"),
        number);
  }

  private static String wanted(Reply refused) {
    assertThat(refused.headers("Access-Control-Expose-Headers")).contains(WANTED);
    return refused.header(WANTED).orElseThrow();
  }

  static boolean isIn(Reply reply) {
    return reply.status() == 201
        || reply.status() == 200 && !reply.body().contains("\"status\":\"ERR\"");
  }

  @ParameterizedTest
  @EnumSource
  void whoeverRegistersSolvesAChallengeWhichIsSpentOnce(TestDoor door) {
    try (TestServer server = TestServer.start(ALWAYS, EASY)) {
      TestPerson one = person(server, door);
      Reply refused = door.register(server, one);
      assertThat(refused.whole()).isEqualTo(UNREGISTERED.get(door));
      assertThat(wanted(refused)).isEqualTo("/v1/challenge?for=registration");
      server.carry(ANSWER + solved(server, wanted(refused)));
      assertThat(isIn(door.register(server, one))).isTrue();
      Reply replayed = door.register(server, person(server, door));
      assertThat(replayed.whole()).isEqualTo(UNREGISTERED.get(door));
      server.carry();
      door.confirm(server, one, server.awaitMail(one.email()));
      String login = door.asksName() ? one.name() : one.email();
      assertThat(isIn(door.signIn(server, login, one.password()))).as("no failures").isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void afterManyFailuresALogInSolvesOne(TestDoor door) {
    try (TestServer server = TestServer.start(THREE, EASY, LIMITS, PROXY)) {
      TestPerson one = person(server, door);
      server.carry("X-Forwarded-For: 203.0.113.200");
      assertThat(isIn(door.register(server, one))).isTrue();
      door.confirm(server, one, server.awaitMail(one.email()));
      String login = door.asksName() ? one.name() : one.email();
      for (int i = 0; i < 3; i++) {
        server.carry("X-Forwarded-For: 198.51." + i + ".1");
        assertThat(door.signIn(server, login, "wrong").status()).isNotEqualTo(429);
      }
      String here = "X-Forwarded-For: 192.0.2.1";
      server.carry(here);
      Reply refused = door.signIn(server, login, one.password());
      assertThrottled(refused, door);
      assertThat(refused.header("RateLimit")).isEmpty();
      assertThat(wanted(refused)).isEqualTo("/v1/challenge?for=attempt");
      server.carry(here, ANSWER + solved(server, wanted(refused)));
      assertThat(door.signIn(server, login, "wrong").status()).isNotEqualTo(429);
      assertThat(door.signIn(server, login, one.password()).status()).as("spent").isEqualTo(429);
      server.carry(here, ANSWER + solved(server, wanted(refused)));
      assertThat(isIn(door.signIn(server, login, one.password()))).isTrue();
    }
  }

  /** The seconds that pass meanwhile are not told. */
  private static void assertThrottled(Reply refused, TestDoor door) {
    assertThat(refused.whole().replaceAll("[0-9]+ seconds", "N seconds"))
        .isEqualTo(THROTTLED.get(door));
    assertThat(Integer.parseInt(refused.header("Retry-After").orElseThrow())).isBetween(60, 181);
  }

  @Test
  void whatIsTamperedWithExpiredOrForSomethingElseIsWorthNothing() {
    try (TestServer server = TestServer.start(ALWAYS, THREE, LIMITS, EASY)) {
      String good = solved(server, "/v1/challenge?for=registration");
      String flipped = (good.charAt(60) == 'A' ? "B" : "A") + good.substring(61);
      for (String answer :
          List.of(
              "",
              "x",
              good.substring(0, 60) + flipped,
              solved(server, "/v1/challenge?for=attempt"))) {
        assertRefused(server, answer);
      }
      server.clock().advance(Duration.ofMinutes(11));
      assertRefused(server, good);
      server.carry(ANSWER + solved(server, "/v1/challenge?for=registration"));
      assertThat(isIn(TestDoor.CHAT.register(server, person(server, TestDoor.CHAT)))).isTrue();
    }
  }

  private static void assertRefused(TestServer server, String answer) {
    server.carry(ANSWER + answer);
    assertThat(TestDoor.CHAT.register(server, person(server, TestDoor.CHAT)).whole())
        .as(answer)
        .isEqualTo(UNREGISTERED.get(TestDoor.CHAT));
    server.carry();
  }

  /** A person who mistypes an address does not have to solve another one. */
  @Test
  void aFormThatIsWrongSpendsNothing() {
    try (TestServer server = TestServer.start(ALWAYS, EASY)) {
      server.carry(ANSWER + solved(server, "/v1/challenge?for=registration"));
      TestPerson good = person(server, TestDoor.USER_ACCOUNT);
      TestPerson wrong =
          new TestPerson(TestDoor.USER_ACCOUNT, good.name(), "no-address", "S3cret!");
      assertThat(TestDoor.USER_ACCOUNT.register(server, wrong).whole())
          .isEqualTo("400 {\"msg\":\"email is not allowed\"}\n");
      assertThat(isIn(TestDoor.USER_ACCOUNT.register(server, good))).isTrue();
    }
  }

  @Test
  void aMarkedDeviceIsNotAsked() {
    try (TestServer server = TestServer.start(THREE, EASY, LIMITS, PROXY)) {
      TestPerson one = person(server, TestDoor.USER_ACCOUNT);
      TestDoor.USER_ACCOUNT.register(server, one);
      server.carry("X-Forwarded-For: 203.0.113.200");
      Reply first = TestDoor.USER_ACCOUNT.signIn(server, one.name(), one.password());
      String device = "Cookie: vestibule_device=" + first.cookie("vestibule_device");
      for (int i = 0; i < 3; i++) {
        server.carry("X-Forwarded-For: 198.51." + i + ".1");
        TestDoor.USER_ACCOUNT.signIn(server, one.name(), "wrong");
      }
      server.carry("X-Forwarded-For: 192.0.2.1");
      assertThat(TestDoor.USER_ACCOUNT.signIn(server, one.name(), one.password()).status())
          .isEqualTo(429);
      server.carry("X-Forwarded-For: 192.0.2.1", device);
      assertThat(TestDoor.USER_ACCOUNT.signIn(server, one.name(), one.password()).status())
          .isEqualTo(200);
    }
  }

  /** To the letter, headers and all, under strict privacy as under the documents'. */
  @ParameterizedTest
  @CsvSource({"documented", "strict"})
  void aNameThatNobodyHasIsAskedAsOneThatSomebodyHas(String privacy) {
    try (TestServer server =
        TestServer.start(THREE, EASY, LIMITS, PROXY, "VESTIBULE_PRIVACY=" + privacy)) {
      TestPerson one = person(server, TestDoor.USER_ACCOUNT);
      TestDoor.USER_ACCOUNT.register(server, one);
      for (String name : List.of(one.name(), server.unique("nobody"))) {
        for (int i = 0; i < 3; i++) {
          server.carry("X-Forwarded-For: 198.51." + i + "." + (name.length() % 200));
          assertThat(TestDoor.USER_ACCOUNT.signIn(server, name, "wrong").status()).isEqualTo(401);
        }
        server.carry("X-Forwarded-For: 192.0.2.1");
        Reply refused = TestDoor.USER_ACCOUNT.signIn(server, name, "wrong");
        assertThrottled(refused, TestDoor.USER_ACCOUNT);
        assertThat(wanted(refused)).isEqualTo("/v1/challenge?for=attempt");
        server.carry("X-Forwarded-For: 192.0.2.1", ANSWER + solved(server, wanted(refused)));
        assertThat(TestDoor.USER_ACCOUNT.signIn(server, name, "wrong").status()).isEqualTo(401);
      }
    }
  }

  @Test
  void requestsForMailsSolveOneAfterFailuresOfTheirNetwork() {
    try (TestServer server = TestServer.start(THREE, EASY, LIMITS)) {
      for (int i = 0; i < 3; i++) {
        TestDoor.USER_ACCOUNT.signIn(server, server.unique("nobody"), "wrong");
      }
      Reply reset = reset(server);
      assertThat(reset.status()).isEqualTo(429);
      assertThat(wanted(reset)).isEqualTo("/v1/challenge?for=attempt");
      Reply confirmation = confirmation(server);
      assertThat(confirmation.status()).isEqualTo(429);
      assertThat(wanted(confirmation)).isEqualTo("/v1/challenge?for=attempt");
      server.carry(ANSWER + solved(server, wanted(reset)));
      assertThat(reset(server).status()).isNotEqualTo(429);
      server.carry(ANSWER + solved(server, wanted(reset)));
      assertThat(confirmation(server).whole()).isEqualTo("202 {}");
    }
  }

  private static Reply reset(TestServer server) {
    return server.json(
        "POST", "/user_account/reset_password_request", "{\"username\": \"somebody\"}");
  }

  private static Reply confirmation(TestServer server) {
    return server.json("POST", "/v1/confirmations", "{\"email\": \"x@example.org\"}");
  }

  @Test
  void nothingIsAskedWhereTheSettingsDoNotWantIt() {
    try (TestServer server = TestServer.start(LIMITS)) {
      assertThat(server.get("/v1/challenge?for=registration").whole())
          .isEqualTo(
              "404 {\"type\":\"about:blank\",\"status\":404,\"code\":\"challenge_off\",\"detail\":"
                  + "\"No challenge is ever asked for that here.\"}");
      for (String query : List.of("", "?for=", "?for=everything")) {
        Reply unknown = server.get("/v1/challenge" + query);
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.text("/errors/0/pointer")).isEqualTo("/for");
      }
      server.carry(ANSWER + "whatever");
      assertThat(isIn(TestDoor.CHAT.register(server, person(server, TestDoor.CHAT)))).isTrue();
    }
  }

  /** A provider that tells neither true nor false is as good as away. */
  @ParameterizedTest
  @CsvSource({
    "TRUE, refuse, 201",
    "FALSE, refuse, 403",
    "FALSE, admit, 403",
    "FAILED, refuse, 503",
    "FAILED, admit, 201",
    "GARBAGE, refuse, 503",
    "HUGE, admit, 201",
    "REDIRECT, refuse, 503"
  })
  void aProviderIsAskedAndMayBeAway(Says says, String onOutage, int status) {
    try (FakeProvider provider = new FakeProvider();
        TestServer server =
            TestServer.start(
                ALWAYS,
                "VESTIBULE_CHALLENGE_PROVIDER=turnstile",
                "VESTIBULE_CHALLENGE_SITE_KEY=0x4AAA",
                "VESTIBULE_CHALLENGE_SECRET=0x4BBB",
                "VESTIBULE_CHALLENGE_VERIFY_URL=" + provider.uri(),
                "VESTIBULE_CHALLENGE_ON_OUTAGE=" + onOutage)) {
      provider.says(says);
      assertThat(server.get("/v1/challenge?for=registration").whole())
          .isEqualTo("200 {\"provider\":\"turnstile\",\"site_key\":\"0x4AAA\"}");
      server.carry(ANSWER + "0.token");
      Reply reply = TestDoor.CHAT.register(server, person(server, TestDoor.CHAT));
      assertThat(reply.status()).isEqualTo(status);
      assertThat(provider.asked())
          .containsExactly("secret=0x4BBB&response=0.token&remoteip=127.0.0.1");
      assertThat(reply.header(WANTED).isPresent()).isEqualTo(status == 403);
    }
  }
}
