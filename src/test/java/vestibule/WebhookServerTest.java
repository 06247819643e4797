package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import vestibule.cli.Commands;
import vestibule.core.webhook.Webhooks;
import vestibule.webhook.FakeReceiver;
import vestibule.webhook.FakeReceiver.Told;

/** Events on their way from a door to the receiver of a webhook, by a server and its commands. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookServerTest {

  private static final Duration LONGEST = Duration.ofSeconds(30);

  private TestServer server;

  @BeforeAll
  void start() {
    server =
        TestServer.start(
            "VESTIBULE_EVENTS_KEPT=on",
            "VESTIBULE_WEBHOOKS_ALLOW_HTTP=on",
            "VESTIBULE_WEBHOOKS_ALLOW_PRIVATE=on",
            "VESTIBULE_LOG_LEVEL=warn");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private Webhooks webhooks() {
    return server.core().events().webhooks();
  }

  private TestPerson register() {
    TestPerson person = TestPerson.at(TestDoor.USER_ACCOUNT, server);
    person.cameInBy().register(server, person);
    return person;
  }

  private static void await(FakeReceiver receiver, int many) {
    Waiting.until("messages", LONGEST, () -> receiver.all().size() >= many);
  }

  @Test
  void aMessageIsSignedAndSaysWhatHappened() {
    try (FakeReceiver receiver = new FakeReceiver(0)) {
      Webhooks.Made made = webhooks().create(receiver.url(), Set.of());
      TestPerson person = register();
      await(receiver, 1);
      Told told = receiver.all().getFirst();
      assertThat(told.isSignedBy(made.secret())).isTrue();
      assertThat(told.signature()).doesNotContain(" ");
      assertThat(told.id()).matches("evt_[0-9]+");
      assertThat(Long.parseLong(told.timestamp()))
          .isCloseTo(server.clock().instant().getEpochSecond(), Offset.offset(60L));
      assertThat(told.body())
          .isEqualTo(
              ("""
              {"type":"account.created","timestamp":"%s","data":{\
              "door":"useraccount","account":{"id":"%s","status":"active",\
              "profile":{"username":"%s","name":"Admin A.A.",\
              "emails":[{"email":"%s","verified":false,"primary":true}],\
              "groups":[],"roles":[],"permissions":[]}}}}\
              """)
                  .formatted(
                      told.json().get("timestamp").asString(),
                      told.account(),
                      person.name(),
                      person.email()));
      String second = webhooks().rotate(made.webhook().id(), false);
      register();
      await(receiver, 2);
      Told signedTwice = receiver.all().getLast();
      assertThat(signedTwice.isSignedBy(made.secret())).isTrue();
      assertThat(signedTwice.isSignedBy(second)).isTrue();
      assertThat(told.isSignedBy(second)).as("a signature by another secret").isFalse();
      webhooks().delete(made.webhook().id());
    }
  }

  @Test
  void whatHappensWhileTheReceiverIsDownArrivesInOrder() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Webhooks.Made made = webhooks().create("http://localhost:" + port + "/events", Set.of());
    List<TestPerson> people = new ArrayList<>();
    for (int number = 0; number < 4; number++) {
      people.add(register());
    }
    for (int round = 0; round < 3; round++) {
      people.forEach(person -> person.cameInBy().signIn(server, person.name(), person.password()));
    }
    Waiting.until(
        "the receiver counts as down",
        LONGEST,
        () -> {
          server.clock().advance(Duration.ofSeconds(5));
          return server.core().events().deliveries().failing() > 0;
        });
    try (FakeReceiver receiver = new FakeReceiver(port)) {
      Waiting.until(
          "all",
          LONGEST,
          () -> {
            server.clock().advance(Duration.ofMinutes(5));
            return firstArrivals(receiver).size() >= 16;
          });
      Map<String, List<String>> told = new HashMap<>();
      firstArrivals(receiver)
          .forEach(
              one -> told.computeIfAbsent(one.account(), _ -> new ArrayList<>()).add(one.type()));
      assertThat(told).hasSize(4);
      assertThat(told.values())
          .allSatisfy(
              types ->
                  assertThat(types)
                      .containsExactly(
                          "account.created",
                          "account.signed_in",
                          "account.signed_in",
                          "account.signed_in"));
      assertThat(receiver.all()).allMatch(one -> one.isSignedBy(made.secret()));
      webhooks().delete(made.webhook().id());
    }
  }

  /** The clock is moved past leases too, so that a message may come once more. */
  private static List<Told> firstArrivals(FakeReceiver receiver) {
    Map<String, Told> first = new LinkedHashMap<>();
    receiver.all().forEach(told -> first.putIfAbsent(told.id(), told));
    return List.copyOf(first.values());
  }

  @Test
  void oneThatIsGoneIsToldNothingMore() {
    try (FakeReceiver receiver = new FakeReceiver(0)) {
      receiver.answers(_ -> 410);
      Webhooks.Made made = webhooks().create(receiver.url(), Set.of());
      register();
      Waiting.until(
          "its end",
          LONGEST,
          () -> webhooks().list().stream().anyMatch(webhook -> !webhook.isEnabled()));
      register();
      assertThat(Commands.run(server, "", "webhook", "list").out())
          .isEqualTo(
              "%8d  disabled  %s  all  status 410\n"
                  .formatted(made.webhook().id(), receiver.url()));
      assertThat(receiver.all()).hasSize(1);
      receiver.answers(_ -> 200);
      assertThat(
              Commands.run(server, "", "webhook", "enable", Long.toString(made.webhook().id()))
                  .code())
          .isZero();
      await(receiver, 2);
      webhooks().delete(made.webhook().id());
    }
  }
}
