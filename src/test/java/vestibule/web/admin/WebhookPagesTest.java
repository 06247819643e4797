package vestibule.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.core.operator.Duty;
import vestibule.core.store.event.AccountEvent;
import vestibule.core.store.event.EventDelivery;
import vestibule.core.store.event.Webhook;

/** Webhooks and what was given up of theirs, in the console. */
class WebhookPagesTest {

  private static final String ALL = "/admin/webhooks";
  private static final Pattern SECRET = Pattern.compile("<code>(whsec_[0-9A-Za-z+/=]+)</code>");

  private static final TestServer SERVER = TestServer.start("VESTIBULE_EVENTS_KEPT=on");

  private static DeskOperator admin;

  @BeforeAll
  static void somebodyWhoMay() {
    admin = DeskOperator.of(SERVER, Duty.ADMIN);
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  private static String secret(Reply reply) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    assertThat(reply.header("Cache-Control")).contains("no-store");
    Matcher secret = SECRET.matcher(reply.body());
    assertThat(secret.find()).as(reply.body()).isTrue();
    return secret.group(1);
  }

  private static Reply make(String... typed) {
    return admin.submit(admin.get(ALL), ALL, typed);
  }

  private static Webhook only() {
    List<Webhook> all = SERVER.core().events().webhooks().list();
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  @Test
  void aWebhookIsMadeSteeredAndDeleted() {
    String first = secret(make("url=https://hooks.example.org/x", "account.imported=on"));
    assertThat(only().types()).isEqualTo(Set.of(AccountEvent.Type.ACCOUNT_IMPORTED));
    assertThat(admin.get(ALL).body())
        .contains("https://hooks.example.org/x", "works")
        .doesNotContain("whsec_");
    String path = ALL + "/" + only().id();
    Reply page = admin.get(path);
    assertThat(page.body()).contains("account.imported").doesNotContain("whsec_");
    assertThat(secret(admin.submit(page, path + "/rotation"))).isNotEqualTo(first);
    assertThat(admin.get(path).body()).contains("The secret before works until");
    Reply disabled = admin.done(page, path + "/disable");
    assertThat(disabled.body()).contains("told nothing more.", "disabled by an operator");
    bury(only().id(), 9_000_001, 9_000_002, 9_000_003);
    Reply dead = admin.get(path);
    assertThat(dead.body())
        .contains("the receiver said 500", "9000001", "9000003", "Given up:", "There is none.");
    Reply one = admin.done(dead, path + "/dead/9000002/retry");
    assertThat(one.body())
        .contains("are sent again.", "/9000001/", "9000002", "Next try:")
        .doesNotContain("/9000002/", "There is none.");
    assertThat(admin.done(one, path + "/dead/retry").body())
        .contains("There is none.", "9000001", "9000003")
        .doesNotContain("Given up:");
    assertThat(admin.done(disabled, path + "/enable").body()).contains("is told again.");
    assertThat(only().isEnabled()).isTrue();
    DeskOperator reader = DeskOperator.of(SERVER, Duty.READ);
    assertThat(reader.get(path).body())
        .contains("https://hooks.example.org/x")
        .doesNotContain("/disable", "/rotation", "/removal");
    assertThat(reader.get(ALL).body()).doesNotContain("name=\"url\"");
    assertThat(admin.done(page, path + "/removal").body()).contains("The webhook is deleted.");
    assertThat(admin.get(path).status()).isEqualTo(404);
    assertThat(admin.submit(disabled, path + "/enable").status()).isEqualTo(404);
  }

  @Test
  void whatIsWrongIsSaidWhereItIs() {
    Reply http = make("url=http://hooks.example.org/", "account.deleted=on");
    assertThat(http.status()).isEqualTo(422);
    assertThat(http.body())
        .contains("<p class=\"wrong\">Only https:// is allowed here.</p>")
        .contains("value=\"http://hooks.example.org/\"", "name=\"account.deleted\" checked>");
    assertThat(make("url=https://10.0.0.1/").body()).contains("This is no public address.");
    assertThat(make("url=somewhere").body()).contains("<p class=\"wrong\">An https:// address");
  }

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
