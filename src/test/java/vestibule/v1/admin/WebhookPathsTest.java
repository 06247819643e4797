package vestibule.v1.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.core.operator.Duty;
import vestibule.core.store.event.AccountEvent;
import vestibule.core.store.event.EventDelivery;

/** Webhooks, as operators make, steer and remove them. */
class WebhookPathsTest {

  private static final String ALL = "/v1/admin/webhooks";
  private static final String UNKNOWN_ID = ALL + "/9007199254740990";

  private static final TestServer SERVER = TestServer.start("VESTIBULE_EVENTS_KEPT=on");

  private static TestOperator admin;

  @BeforeAll
  static void somebodyWhoMay() {
    admin = TestOperator.of(SERVER, Duty.ADMIN);
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  private static String newest(String kind) {
    return admin.get("/v1/admin/events?limit=1&kind=" + kind).text("/items/0/detail");
  }

  /** Of a receiver that is not there, so that nothing is sent; of no event that happens here. */
  private static Reply made() {
    return admin.send(
        "POST", ALL, "{'url':'https://hooks.example.org/x','types':'account.imported'}");
  }

  private static Reply post(String path) {
    return admin.send("POST", path, "{}");
  }

  @Test
  void aWebhookIsMadeRotatedAndRemoved() {
    Reply made = made();
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    assertThat(made.text("secret")).startsWith("whsec_");
    assertThat(made.text("/types/0")).isEqualTo("account.imported");
    String one = ALL + "/" + made.text("id");
    assertThat(newest("webhook_made"))
        .isEqualTo("webhook " + made.text("id") + "; by account " + admin.id());
    Reply listed = admin.get(ALL);
    assertThat(listed.body()).contains("https://hooks.example.org/x").doesNotContain("whsec_");
    Reply rotated = admin.send("POST", one + "/rotation", "{'at_once':true}");
    assertThat(rotated.status()).isEqualTo(200);
    assertThat(rotated.text("secret")).startsWith("whsec_").isNotEqualTo(made.text("secret"));
    assertThat(admin.send("DELETE", one, "").whole()).isEqualTo("204 ");
    assertThat(newest("webhook_deleted"))
        .isEqualTo("webhook " + made.text("id") + "; by account " + admin.id());
    assertThat(admin.send("DELETE", one, "").text("code")).isEqualTo("webhook_unknown");
  }

  @Test
  void noWebhookIsMadeOfWhatNothingIsSentTo() {
    Reply http = admin.send("POST", ALL, "{'url':'http://hooks.example.org/'}");
    assertThat(http.status() + http.text("code")).isEqualTo("409webhook_refused");
    assertThat(admin.send("POST", ALL, "{'url':'https://10.0.0.1/'}").text("code"))
        .isEqualTo("webhook_refused");
    for (String types : List.of("account", "account.created,account.deleted", " ")) {
      Reply refused =
          admin.send("POST", ALL, "{'url':'https://a.example/','types':'" + types + "'}");
      assertThat(refused.status() + refused.text("/errors/0/code"))
          .as(types)
          .isEqualTo("422type_unknown");
    }
    assertThat(admin.send("POST", ALL, "{}").text("/errors/0/code")).isEqualTo("field_missing");
  }

  @Test
  void aWebhookIsDisabledAndToldAgain() {
    String id = made().text("id");
    String one = ALL + "/" + id;
    assertThat(post(one + "/disable").whole()).isEqualTo("204 ");
    assertThat(state(id)).isEqualTo("disabled");
    assertThat(newest("webhook_changed")).isEqualTo("webhook " + id + "; by account " + admin.id());
    assertThat(post(one + "/enable").whole()).isEqualTo("204 ");
    assertThat(state(id)).isEqualTo("ok");
    for (String act : List.of("/disable", "/enable", "/rotation")) {
      assertThat(post(UNKNOWN_ID + act).text("code")).isEqualTo("webhook_unknown");
    }
    admin.send("DELETE", one, "");
  }

  private static String state(String id) {
    return admin
        .get(ALL)
        .json()
        .path("items")
        .valueStream()
        .filter(one -> one.path("id").asString().equals(id))
        .map(one -> one.path("state").asString())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatWasGivenUpIsSentAgain() {
    String id = made().text("id");
    String dead = ALL + "/" + id + "/dead";
    // Before the events are sent again nothing leaves, as its receiver is told nothing.
    post(ALL + "/" + id + "/disable");
    bury(Long.parseLong(id), 9_000_001, 9_000_002, 9_000_003);
    Reply listed = admin.get(dead);
    assertThat(listed.json().path("items").size()).isEqualTo(3);
    assertThat(listed.text("/items/0/why")).isEqualTo("the receiver said 500");
    assertThat(listed.text("/items/0/account")).isEqualTo(Long.toString(admin.id()));
    for (String of : List.of("/dead", "/waiting")) {
      assertThat(admin.get(UNKNOWN_ID + of).text("code")).isEqualTo("webhook_unknown");
    }
    assertThat(post(dead + "/9000002/retry").whole()).isEqualTo("204 ");
    assertThat(newest("webhook_changed"))
        .isEqualTo("webhook " + id + ", events sent again; by account " + admin.id());
    assertThat(post(dead + "/9000002/retry").text("code")).isEqualTo("event_unknown");
    assertThat(post(dead + "/retry").body()).isEqualTo("{\"events\":2}");
    assertThat(admin.get(dead).body()).isEqualTo("{\"items\":[],\"next\":null}");
    Reply waiting = admin.get(ALL + "/" + id + "/waiting?limit=1");
    assertThat(waiting.body())
        .isEqualTo(
            """
            {"items":[{"id":"9000002","type":"account.imported","account":"%d","due":"%s",\
            "failed":0,"why":"the receiver said 500"}],"next":null}\
            """
                .formatted(admin.id(), waiting.text("/items/0/due")));
    assertThat(admin.get(ALL + "/" + id + "/waiting").json().path("items").size()).isEqualTo(3);
    admin.send("DELETE", ALL + "/" + id, "");
  }

  /** Events that the receiver of a webhook did not take for days. */
  private static void bury(long webhook, long... positions) {
    Instant now = SERVER.clock().instant();
    for (long position : positions) {
      AccountEvent event =
          new AccountEvent(position, AccountEvent.Type.ACCOUNT_IMPORTED, admin.id(), 1, now, "v1");
      EventDelivery owed =
          new EventDelivery(
              webhook,
              new AccountEvent.Placed(position, event),
              new EventDelivery.Tries(now, 0, now));
      SERVER
          .transactions()
          .write(
              stores -> {
                stores.eventDeliveries().insertAll(List.of(owed));
                stores.eventDeliveries().lease(owed, "mine", now, now.plusSeconds(30));
                return stores.eventDeliveries().bury(owed, "mine", "the receiver said 500", now);
              });
    }
  }
}
