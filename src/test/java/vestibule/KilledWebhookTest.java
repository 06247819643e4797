package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vestibule.webhook.FakeReceiver;
import vestibule.webhook.FakeReceiver.Told;

/** What was answered before {@code kill -9} is told to webhooks afterwards, in order. */
@Tag("processes")
class KilledWebhookTest {

  private static final int PEOPLE = 12;
  private static final Duration LONGEST = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void everyEventArrivesThoughTheServerIsKilledWhileItSends() throws Exception {
    int port = ServerProcess.freePort();
    Map<String, String> settings =
        Map.of(
            "VESTIBULE_HTTP_PORT", Integer.toString(port),
            "VESTIBULE_EVENTS_KEPT", "on",
            "VESTIBULE_WEBHOOKS_ALLOW_HTTP", "on",
            "VESTIBULE_WEBHOOKS_ALLOW_PRIVATE", "on");
    CountDownLatch killed = new CountDownLatch(1);
    Set<String> names = new TreeSet<>();
    try (FakeReceiver receiver = new FakeReceiver(0)) {
      // It takes some, and keeps others waiting for an answer that does not come in time.
      receiver.answers(told -> receiver.all().size() % 3 == 0 ? late(killed) : 204);
      try (ServerProcess server = ServerProcess.start(folder, settings)) {
        assertThat(
                ServerProcess.run(folder, settings, "", "webhook", "create", receiver.url()).code())
            .isZero();
        for (int number = 0; number < PEOPLE; number++) {
          String name = "told" + number;
          assertThat(post(port, "registration", name).status()).isEqualTo(200);
          assertThat(post(port, "login", name).status()).isEqualTo(200);
          names.add(name);
        }
        Waiting.until("some", LONGEST, () -> receiver.all().size() >= 6);
        server.kill();
      }
      killed.countDown();
      receiver.answers(_ -> 204);
      endLeases();
      try (ServerProcess again = ServerProcess.start(folder, settings)) {
        Waiting.until("all of them", LONGEST, () -> firstArrivals(receiver).size() == 2 * PEOPLE);
        assertThat(again.terminate()).isZero();
      }
      Map<String, List<String>> told = new LinkedHashMap<>();
      firstArrivals(receiver)
          .forEach(one -> told.computeIfAbsent(name(one), _ -> new ArrayList<>()).add(one.type()));
      assertThat(told.keySet()).containsExactlyInAnyOrderElementsOf(names);
      assertThat(told.values()).containsOnly(List.of("account.created", "account.signed_in"));
    }
  }

  private static int late(CountDownLatch killed) {
    try {
      killed.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return 500;
  }

  private static String name(Told told) {
    return told.json().at("/data/account/profile/username").asString();
  }

  private static List<Told> firstArrivals(FakeReceiver receiver) {
    return List.copyOf(
        receiver.all().stream()
            .collect(
                Collectors.toMap(Told::id, told -> told, (first, _) -> first, LinkedHashMap::new))
            .values());
  }

  /** As the time would: the killed one had messages in hand, for half a minute. */
  private void endLeases() throws SQLException {
    String database = "jdbc:sqlite:" + folder.resolve("data/vestibule.db");
    try (Connection connection = DriverManager.getConnection(database);
        Statement statement = connection.createStatement()) {
      assertThat(
              statement.executeUpdate(
                  "update event_delivery set lease_until = 0 where lease is not null"))
          .as("it was killed while it sent")
          .isPositive();
    }
  }

  private static Reply post(int port, String path, String name) {
    return TestServer.send(
        port,
        "POST",
        "/user_account/" + path,
        "{\"username\": \"%s\", \"email\": \"%s@example.org\", \"pwd\": \"1234\"}"
            .formatted(name, name),
        "Content-Type: application/json");
  }
}
