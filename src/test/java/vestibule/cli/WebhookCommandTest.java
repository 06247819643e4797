package vestibule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import vestibule.TestServer;
import vestibule.Waiting;
import vestibule.cli.Commands.Ended;
import vestibule.webhook.FakeReceiver;

/** The commands on webhooks, beside a running server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookCommandTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private TestServer server;

  @BeforeAll
  void start() {
    server =
        TestServer.start(
            "VESTIBULE_EVENTS_KEPT=on",
            "VESTIBULE_WEBHOOKS_ALLOW_HTTP=on",
            "VESTIBULE_WEBHOOKS_ALLOW_PRIVATE=on",
            "VESTIBULE_LOG_LEVEL=error");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private Ended run(String... arguments) {
    return Commands.run(server, "", arguments);
  }

  private static String part(String out, String pattern) {
    assertThat(out).matches("(?s)" + pattern);
    return out.replaceFirst("(?s)" + pattern, "$1");
  }

  @Test
  void aWebhookIsMadeListedRotatedAndDeleted() {
    Ended made = run("webhook", "create", "https://shop.example/in", "--types", "account.deleted");
    String id = part(made.out(), "webhook (\\d+)\nsecret  whsec_[A-Za-z0-9+/]{43}=\n");
    assertThat(run("webhook", "list").out())
        .isEqualTo("%8s  ok        https://shop.example/in  account.deleted\n".formatted(id));
    assertThat(run("webhook", "list", "--json").out())
        .isEqualTo(
            ("{\"webhook\":%s,\"url\":\"https://shop.example/in\","
                    + "\"types\":[\"account.deleted\"],\"state\":\"ok\",\"overlapEnds\":\"\","
                    + "\"said\":\"\"}\n")
                .formatted(id));
    Ended rotated = run("webhook", "rotate", id, "--json");
    assertThat(rotated.out())
        .matches("\\{\"webhook\":" + id + ",\"secret\":\"whsec_[A-Za-z0-9+/]{43}=\"}\n");
    assertThat(made.out()).doesNotContain(part(rotated.out(), ".*(whsec_[^\"]*).*\n"));
    assertThat(run("webhook", "list").out()).contains("  two secrets until 20");
    assertThat(run("webhook", "rotate", id, "--now").code()).isZero();
    assertThat(run("webhook", "list").out()).doesNotContain("two secrets");
    assertThat(run("webhook", "delete", id))
        .isEqualTo(new Ended(0, "webhook " + id + " is gone\n", ""));
    assertThat(run("webhook", "delete", id))
        .isEqualTo(new Ended(1, "", "vestibule: there is no webhook of that id\n"));
  }

  @Test
  void whatCannotBeMadeIsRefusedInWords() {
    assertThat(run("webhook", "create", "https://shop.example/", "--types", "account.made"))
        .isEqualTo(new Ended(1, "", "vestibule: there are no events of type account.made\n"));
    assertThat(run("webhook", "create", "shop.example").code()).isEqualTo(1);
    Map<String, String> strict = new HashMap<>(server.commandSettings());
    strict.remove("VESTIBULE_WEBHOOKS_ALLOW_HTTP");
    strict.remove("VESTIBULE_WEBHOOKS_ALLOW_PRIVATE");
    assertThat(create(strict, "http://shop.example/"))
        .isEqualTo(
            "vestibule: only https:// is allowed; webhooks.allow-http lets messages go"
                + " unencrypted\n");
    assertThat(create(strict, "https://127.0.0.1/"))
        .isEqualTo(
            "vestibule: that is no public address; webhooks.allow-private lets messages go"
                + " there\n");
    strict.remove("VESTIBULE_EVENTS_KEPT");
    assertThat(create(strict, "https://shop.example/"))
        .isEqualTo(
            "vestibule: events are not kept: set events.kept to on, for the servers and for"
                + " commands\n");
  }

  private String create(Map<String, String> settings, String url) {
    Ended ended = Commands.run(server.folder(), settings, "", "webhook", "create", url);
    assertThat(ended.code()).isEqualTo(1);
    return ended.err();
  }

  @Test
  void aDeadEventIsShownAndSentAgain() {
    try (FakeReceiver receiver = new FakeReceiver(0)) {
      receiver.answers(_ -> 422);
      Ended made = run("webhook", "create", receiver.url());
      String id = part(made.out(), "webhook (\\d+)\n.*");
      String name = server.unique("dead");
      assertThat(run("account", "create", "--email", name + "@example.org", "--invite").code())
          .isZero();
      Waiting.until("a try", LONG, () -> !receiver.all().isEmpty());
      Waiting.until(
          "its end",
          LONG,
          () -> {
            server.clock().advance(Duration.ofDays(1));
            return !run("webhook", "dead", id).out().isEmpty();
          });
      String dead = run("webhook", "dead", id).out();
      String event =
          part(dead, " *(\\d+)  account\\.created     account \\d+  [0-9T:.Z-]+  status 422\n.*");
      assertThat(run("webhook", "resend", id).code()).isEqualTo(1);
      assertThat(run("webhook", "resend", id, event, "--all").code()).isEqualTo(1);
      assertThat(run("webhook", "resend", id, "999999999").code()).isEqualTo(1);
      receiver.answers(_ -> 200);
      int before = receiver.all().size();
      assertThat(run("webhook", "resend", id, event)).isEqualTo(new Ended(0, "events: 1\n", ""));
      Waiting.until(
          "the event",
          LONG,
          () -> {
            server.clock().advance(Duration.ofMinutes(1));
            return receiver.all().size() > before;
          });
      assertThat(receiver.all().getLast().id()).isEqualTo("evt_" + event);
      assertThat(receiver.all().getLast().type()).isEqualTo("account.created");
      server.core().events().deliveries().resend(Long.parseLong(id), OptionalLong.empty());
      run("webhook", "delete", id);
    }
  }
}
