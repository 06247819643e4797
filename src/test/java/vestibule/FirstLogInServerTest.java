package vestibule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.config.Config;
import vestibule.core.store.ArrivalStore.FormerId;
import vestibule.hook.FakeOldSystem;
import vestibule.hook.FakeOldSystem.Manner;
import vestibule.ops.Logging;
import vestibule.wiring.Foundation;
import vestibule.wiring.Server;
import vestibule.wiring.TestMode;
import vestibule.wiring.Wiring;

/** People of another system who sign in here for the first time, at every door. */
class FirstLogInServerTest {

  private static final String PASSWORD = "Passw0rdLong";
  private static final Path LOG = Path.of(System.getProperty("vestibule.log.file", "none"));

  private static FakeOldSystem system;
  private static TestServer server;

  @BeforeAll
  static void start() {
    system = new FakeOldSystem();
    server = asking(system);
  }

  @AfterAll
  static void stop() {
    server.close();
    system.close();
  }

  @AfterEach
  void answerAsUsual() {
    system.manner(Manner.USUAL);
    system.answersTogether(Optional.empty());
  }

  private static TestServer asking(FakeOldSystem system, String... more) {
    String[] settings = List.of(settings(system)).toArray(new String[4 + more.length]);
    System.arraycopy(more, 0, settings, 4, more.length);
    return TestServer.start(settings);
  }

  private static String[] settings(FakeOldSystem system) {
    return new String[] {
      "VESTIBULE_FIRST_LOG_IN_URL=" + system.uri(),
      "VESTIBULE_FIRST_LOG_IN_SECRET=" + FakeOldSystem.SECRET,
      "VESTIBULE_FIRST_LOG_IN_SOURCE=shop",
      "VESTIBULE_FIRST_LOG_IN_TIMEOUT=30s"
    };
  }

  /** Somebody whom the old system knows, by name and address. */
  private static TestPerson known(boolean verified) {
    TestPerson person = TestPerson.at(TestDoor.USER_ACCOUNT, server);
    String line =
        """
        {"id": "old-%1$s", "username": "%1$s", "full_name": "%2$s", "emails":
         [{"address": "%3$s", "verified": %4$s, "primary": true}], "roles": ["admin"]}\
        """
            .formatted(person.name(), person.fullName(), person.email(), verified);
    system.knows(person.name(), person.password(), line);
    system.knows(person.email(), person.password(), line);
    return person;
  }

  private static List<String> askedSince(int before) {
    List<String> all = system.asked();
    return all.subList(before, all.size());
  }

  @ParameterizedTest
  @EnumSource
  void theFirstLogInIsAnsweredAsAnyOtherAndTheNextAsksNobody(TestDoor door) {
    int before = system.asked().size();
    TestPerson person = known(true);
    Reply first = door.signIn(server, person.email(), person.password());
    assertThat(door.accepted(first)).as(first.whole()).isTrue();
    Reply second = door.signIn(server, person.email(), person.password());
    assertThat(shape(first)).isEqualTo(shape(second));
    assertThat(askedSince(before)).containsExactly(person.email());
    long id = server.core().accounts().named(person.email()).orElseThrow().id();
    String shown = door.wordOf(person, id, true);
    assertThat(door.whoami(server, door.token(first)).body()).startsWith(shown);
    assertThat(server.core().accounts().named(person.email()).orElseThrow().rights().roles())
        .isEmpty();
    server.assertNoMail(person.email());
  }

  /** A body whose tokens and times are put out. */
  private static String shape(Reply reply) {
    return reply
        .whole()
        .replaceAll("[A-Za-z0-9_-]{20,}", "#")
        .replaceAll("#[#.]*", "#")
        .replaceAll("\"session\":\"\\d+\"", "\"session\":\"#\"");
  }

  @ParameterizedTest
  @EnumSource(names = {"USER_ACCOUNT", "ENVELOPE", "PERSONAL"})
  void theyComeByNameToo(TestDoor door) {
    TestPerson person = known(false);
    assertThat(door.accepted(door.signIn(server, person.name(), person.password()))).isTrue();
    assertThat(server.core().accounts().named(person.email()).orElseThrow().account().username())
        .contains(person.name());
  }

  @Test
  void theyComeByTheOtherKeysOfTheContractsToo() {
    TestPerson ann = known(true);
    String named = "{\"username\": \"%s\", \"password\": \"%s\"}";
    assertThat(server.json("POST", "/api/token/", named.formatted(ann.name(), PASSWORD)).status())
        .isEqualTo(200);
    TestPerson bob = known(true);
    String mailed = "{\"email\": \"%s\", \"password\": \"%s\"}";
    assertThat(
            server
                .json(
                    "POST",
                    "/account/login",
                    mailed.formatted(bob.email(), PASSWORD),
                    "browser: Chrome 121")
                .status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource
  void whoeverIsRefusedIsRefusedAlikeAndInTheContractsWords(TestDoor door) {
    TestPerson here = known(true);
    assertThat(door.accepted(door.signIn(server, here.email(), PASSWORD))).isTrue();
    TestPerson there = known(true);
    int before = system.asked().size();
    Reply wrongHere = door.signIn(server, here.email(), "wrong");
    Reply wrongThere = door.signIn(server, there.email(), "wrong");
    Reply nobody = door.signIn(server, "nobody.at.all@example.org", "wrong");
    Reply plain = door.signIn(TestServer.shared(), "nobody.at.all@example.org", "wrong");
    for (Reply reply : List.of(wrongHere, wrongThere, nobody)) {
      assertThat(reply.whole()).isEqualTo(plain.whole());
      assertThat(reply.headers().map().keySet()).isEqualTo(plain.headers().map().keySet());
    }
    assertThat(askedSince(before)).containsExactly(there.email(), "nobody.at.all@example.org");
  }

  @ParameterizedTest
  @ValueSource(strings = {"documented", "strict"})
  void whileItIsAwayNobodyIsToldApartAndAllDoorsSayComeLater(String privacy) {
    try (FakeOldSystem away = new FakeOldSystem();
        TestServer asking = asking(away, "VESTIBULE_PRIVACY=" + privacy)) {
      String line =
          "{\"id\": 1, \"emails\": [{\"address\": \"ada@example.org\", \"verified\": true}]}";
      away.knows("ada@example.org", PASSWORD, line);
      TestDoor first = TestDoor.CHAT;
      assertThat(first.accepted(first.signIn(asking, "ada@example.org", PASSWORD))).isTrue();
      away.manner(Manner.FAILED);
      for (int i = 0; i < 5; i++) {
        assertThat(first.signIn(asking, "bob@example.org", PASSWORD).status()).isEqualTo(503);
      }
      int calls = away.calls().size();
      for (TestDoor door : TestDoor.values()) {
        for (String login : List.of("bob@example.org", "ada@example.org")) {
          Reply reply = door.signIn(asking, login, "wrong");
          assertThat(reply.whole().strip()).as(door + " " + login).isEqualTo(unavailable(door));
          assertThat(reply.header("Retry-After").orElseThrow()).matches("[1-5]");
        }
        assertThat(door.accepted(door.signIn(asking, "ada@example.org", PASSWORD))).isTrue();
      }
      assertThat(away.calls()).as("it is left in peace").hasSize(calls);
    }
  }

  @Test
  void whenItAnswersAgainPeopleComeIn() {
    TestDoor door = TestDoor.CHAT;
    try (FakeOldSystem away = new FakeOldSystem();
        TestServer asking = asking(away)) {
      away.manner(Manner.UNAVAILABLE);
      assertThat(door.signIn(asking, "bob@example.org", PASSWORD).status()).isEqualTo(503);
      away.manner(Manner.USUAL);
      away.knows(
          "bob@example.org",
          PASSWORD,
          "{\"id\": 2, \"emails\": [{\"address\": \"bob@example.org\"}]}");
      Waiting.until(
          "the old system",
          Duration.ofSeconds(60),
          () -> door.accepted(door.signIn(asking, "bob@example.org", PASSWORD)));
      assertThat(away.asked()).containsExactly("bob@example.org");
    }
  }

  private static String unavailable(TestDoor door) {
    return switch (door) {
      case USER_ACCOUNT -> "503 {\"msg\":\"Service Unavailable\"}";
      case ENVELOPE -> "503 {\"msg\":\"Service Unavailable\",\"status\":\"ERR\"}";
      case CHAT, KNOW_ME ->
          "503 {\"detail\":\"Service temporarily unavailable, try again later.\"}";
      case PERSONAL -> "503 {\"errorMessage\":\"Сервис временно недоступен.\"}";
      case V1 ->
          "503 {\"type\":\"about:blank\",\"status\":503,\"code\":\"unavailable\","
              + "\"detail\":\"That cannot be done now; please try again later.\"}";
    };
  }

  @Test
  void twoFirstLogInsAtOnceByTwoDoorsBothSucceed() {
    for (int i = 0; i < 50; i++) {
      TestPerson person = known(true);
      system.answersTogether(Optional.of(new CyclicBarrier(2)));
      TestDoor[] doors = {TestDoor.USER_ACCOUNT, TestDoor.CHAT};
      List<Boolean> both =
          Together.run(
              2,
              number ->
                  doors[number].accepted(
                      doors[number].signIn(
                          server, number == 0 ? person.name() : person.email(), PASSWORD)));
      assertThat(both).containsExactly(true, true);
      long account = server.core().accounts().named(person.name()).orElseThrow().id();
      assertThat(server.core().accounts().named(person.email()).orElseThrow().id())
          .isEqualTo(account);
      assertThat(former("old-" + person.name()).map(FormerId::account)).contains(account);
    }
  }

  private static Optional<FormerId> former(String oldId) {
    return server.transactions().read(stores -> stores.arrivals().find("shop", oldId));
  }

  @Test
  void underStrictPrivacyOnlyAProvedAddressSignsInAndAllOthersAreRefusedAlike() {
    try (FakeOldSystem asked = new FakeOldSystem();
        TestServer strict = asking(asked, "VESTIBULE_PRIVACY=strict")) {
      String line =
          "{\"id\": 1, \"emails\": [{\"address\": \"ada@example.org\", \"verified\": false}]}";
      asked.knows("ada@example.org", PASSWORD, line);
      for (TestDoor door : TestDoor.values()) {
        String nobody = door.signIn(strict, "nobody@example.org", PASSWORD).whole();
        assertThat(door.signIn(strict, "ada@example.org", PASSWORD).whole()).isEqualTo(nobody);
        assertThat(door.signIn(strict, "ada@example.org", "wrong").whole()).isEqualTo(nobody);
      }
      assertThat(asked.asked().stream().filter("ada@example.org"::equals)).hasSize(1);
      assertThat(strict.awaitMail("ada@example.org")).isNotNull();
    }
  }

  @Test
  void whatItCameToIsCounted() {
    String name = "vestibule_first_log_in_calls_total{outcome=\"somebody\"} ";
    double before = figure(name);
    TestPerson person = known(true);
    TestDoor.CHAT.signIn(server, person.email(), PASSWORD);
    assertThat(figure(name)).isEqualTo(before + 1);
    assertThat(figure("vestibule_first_log_in_shut ")).isZero();
    assertThat(figure("vestibule_first_log_in_waiting ")).isZero();
    assertThat(figure("vestibule_events_total{door=\"chat\",kind=\"imported\"} ")).isPositive();
  }

  private static double figure(String which) {
    return server
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(which))
        .map(line -> Double.parseDouble(line.substring(which.length())))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + which));
  }

  @Test
  void theLogTellsOfTroubleAndOfNobody() throws IOException {
    Logging.flush(Duration.ofSeconds(10));
    int begin = (int) Files.size(LOG);
    TestPerson person = known(true);
    for (Manner manner : List.of(Manner.GARBAGE, Manner.HTML, Manner.REDIRECT)) {
      system.manner(manner);
      TestDoor.CHAT.signIn(server, person.email(), "some-secret-or-other");
    }
    system.manner(Manner.USUAL);
    TestDoor.CHAT.signIn(server, person.email(), PASSWORD);
    Logging.flush(Duration.ofSeconds(10));
    byte[] log = Files.readAllBytes(LOG);
    String said = new String(log, begin, log.length - begin, StandardCharsets.UTF_8);
    assertThat(said)
        .contains("The old system answered with what is no line of our form: no JSON")
        .containsPattern("The old system could not be asked \\(msg_[0-9a-f]{32}\\): status 302")
        .contains("a reply that is not application/json")
        .contains("an answer gives no rights")
        .doesNotContain(person.name())
        .doesNotContain("some-secret-or-other")
        .doesNotContain(PASSWORD);
  }

  @Test
  void aServerInTestModeAsksNobodyWhateverItsSettings(@TempDir Path folder)
      throws IOException, Config.Invalid {
    Map<String, String> hook =
        Map.of(
            "VESTIBULE_HTTP_PORT",
            "0",
            "VESTIBULE_FIRST_LOG_IN_URL",
            system.uri().toString(),
            "VESTIBULE_FIRST_LOG_IN_SECRET",
            FakeOldSystem.SECRET,
            "VESTIBULE_FIRST_LOG_IN_SOURCE",
            "shop");
    assertThatThrownBy(() -> TestMode.config(hook, folder))
        .isInstanceOf(Foundation.UnusableException.class)
        .hasMessageStartingWith("VESTIBULE_FIRST_LOG_IN_");
    TestPerson person = known(true);
    int before = system.calls().size();
    TestMode.MovableClock clock = new TestMode.MovableClock();
    Config config = Wiring.config(hook, folder);
    assertThat(config.firstLogIn().hook()).isPresent();
    try (Server test = Server.start(config, TestMode.surroundings(clock), Optional.of(clock))) {
      Reply reply =
          TestServer.send(
              test.port(),
              "POST",
              "/user_account/login",
              "{\"username\": \"%s\", \"pwd\": \"%s\"}".formatted(person.name(), PASSWORD),
              "Content-Type: application/json");
      assertThat(reply.status()).isEqualTo(401);
    }
    assertThat(system.calls()).hasSize(before);
  }
}
