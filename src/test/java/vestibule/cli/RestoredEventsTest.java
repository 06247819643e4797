package vestibule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vestibule.TestServer;
import vestibule.Waiting;
import vestibule.core.event.EventFeed;

/** The feed of events after a restore: its readers are told once that something is missing. */
class RestoredEventsTest {

  private static final String KEPT = "VESTIBULE_EVENTS_KEPT=on";
  private static final Duration LONGEST = Duration.ofSeconds(30);

  @TempDir Path folder;

  private static void register(TestServer server, String name) {
    String body =
        "{\"username\": \"%s\", \"email\": \"%s@example.org\", \"pwd\": \"1234\"}"
            .formatted(name, name);
    assertThat(server.json("POST", "/user_account/registration", body).status()).isEqualTo(200);
  }

  private static EventFeed.Page read(TestServer server, OptionalLong after) {
    return server.core().events().feed().read(after, 50);
  }

  private static List<Long> positions(TestServer server, int many) {
    Waiting.until(
        "events", LONGEST, () -> read(server, OptionalLong.empty()).events().size() == many);
    return read(server, OptionalLong.empty()).events().stream()
        .map(told -> told.placed().position())
        .toList();
  }

  @Test
  void aReaderOfTheLostTimeIsToldOnceAndReadsOnWithoutAHole() throws Exception {
    Path old = Files.createDirectories(folder.resolve("old"));
    Path next = Files.createDirectories(folder.resolve("next/data")).getParent();
    String file = folder.resolve("e.backup").toString();
    List<Long> before;
    try (TestServer server = TestServer.in(old, KEPT)) {
      register(server, "first");
      register(server, "second");
      before = positions(server, 2);
    }
    assertThat(Commands.run(old, Map.of(), "", "backup", file).code()).isZero();
    Files.copy(old.resolve("data/master.key"), next.resolve("data/master.key"));
    assertThat(Commands.run(next, Map.of(), "", "restore", file).code()).isZero();
    try (TestServer server = TestServer.in(next, KEPT)) {
      OptionalLong seen = OptionalLong.of(before.getLast());
      assertThat(read(server, seen).whole()).isFalse();
      EventFeed.Page anew = read(server, OptionalLong.empty());
      assertThat(anew.whole()).isTrue();
      assertThat(anew.events()).isEmpty();
      register(server, "third");
      register(server, "fourth");
      List<Long> after = positions(server, 2);
      assertThat(after.getFirst()).isGreaterThan(before.getLast() + 100_000);
      assertThat(read(server, seen).whole()).isFalse();
      assertThat(read(server, OptionalLong.of(after.getFirst())).whole()).isTrue();
    }
  }
}
