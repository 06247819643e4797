package vestibule.v1.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.core.model.Language;
import vestibule.core.model.Mail;
import vestibule.core.operator.Duty;

/** What belongs to all, as operators see and change it. */
class SystemPathsTest {

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

  @Test
  void aServiceIsMadeRotatedAndDeleted() {
    Reply made = admin.send("POST", "/v1/admin/services", "{'name':'shop','scope':'introspect'}");
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    String id = made.text("id");
    assertThat(made.text("secret")).startsWith("vsk_");
    assertThat(newest("service_made"))
        .isEqualTo("service " + id + ": introspect; by account " + admin.id());
    assertThat(asks(made.text("secret"))).isEqualTo(200);
    Reply listed = admin.get("/v1/admin/services");
    assertThat(listed.text("/items/0/name")).isEqualTo("shop");
    assertThat(listed.body()).doesNotContain("vsk_").doesNotContain("secret\":");
    Reply rotated =
        admin.send("POST", "/v1/admin/services/" + id + "/rotation", "{'at_once':true}");
    assertThat(rotated.status()).isEqualTo(200);
    assertThat(asks(rotated.text("secret"))).isEqualTo(200);
    assertThat(asks(made.text("secret"))).isEqualTo(401);
    assertThat(
            admin
                .send("POST", "/v1/admin/services", "{'name':'shop','scope':'introspect'}")
                .text("code"))
        .isEqualTo("service_refused");
    for (String scope : List.of("", "all", "introspect introspect", "introspect  events:read")) {
      assertThat(
              admin
                  .send("POST", "/v1/admin/services", "{'name':'x','scope':'" + scope + "'}")
                  .text("/errors/0/code"))
          .as(scope)
          .isEqualTo("scope_unknown");
    }
    assertThat(admin.send("DELETE", "/v1/admin/services/" + id, "").whole()).isEqualTo("204 ");
    assertThat(admin.send("DELETE", "/v1/admin/services/" + id, "").text("code"))
        .isEqualTo("service_unknown");
    assertThat(asks(rotated.text("secret"))).isEqualTo(401);
  }

  private static int asks(String secret) {
    return SERVER
        .form("POST", "/v1/introspect", "token=none", "Authorization: Bearer " + secret)
        .status();
  }

  @Test
  void keysAreListedRotatedAndRevoked() {
    JsonNode keys = admin.get("/v1/admin/keys").json().path("items");
    assertThat(keys.valueStream().map(key -> key.path("family").asString())).contains("v1");
    assertThat(keys.toString()).doesNotContain("BEGIN").doesNotContain("sealed");
    Reply rotated = admin.send("POST", "/v1/admin/keys/chat/rotation", "{}");
    assertThat(rotated.status()).as(rotated.body()).isEqualTo(200);
    assertThat(admin.send("POST", "/v1/admin/keys/none/rotation", "{}").text("code"))
        .isEqualTo("key_unknown");
    assertThat(admin.send("DELETE", "/v1/admin/keys/none", "").text("code"))
        .isEqualTo("key_unknown");
    assertThat(admin.send("DELETE", "/v1/admin/keys/" + rotated.text("id"), "").whole())
        .isEqualTo("204 ");
    assertThat(newest("key_revoked")).isEqualTo(rotated.text("id") + "; by account " + admin.id());
  }

  @Test
  void settingsAreShownWithoutASecret() {
    Reply settings = admin.get("/v1/admin/settings");
    assertThat(settings.json().path("items").valueStream())
        .anySatisfy(
            one -> {
              assertThat(one.path("key").asString()).isEqualTo("events.kept");
              assertThat(one.path("value").asString()).isEqualTo("on");
              assertThat(one.path("from").asString()).isEqualTo("VESTIBULE_EVENTS_KEPT");
            });
    assertThat(settings.json().path("items").size())
        .isEqualTo(SERVER.config().report().effective().size());
  }

  @Test
  void aMailThatWasGivenUpIsSentAgain() {
    SERVER.awaitEmptyOutbox();
    Mail owed = mail();
    Mail mail =
        SERVER
            .transactions()
            .write(
                stores -> {
                  stores.outbox().insert(owed);
                  Mail claimed =
                      stores
                          .outbox()
                          .claim("mine", owed.tries().due(), Instant.parse("2999-01-01T00:00:00Z"))
                          .orElseThrow();
                  stores.outbox().bury(claimed, "mine", "550 no such user", owed.tries().due());
                  return owed;
                });
    Reply mails = admin.get("/v1/admin/mails");
    assertThat(mails.text("/items/0/state")).isEqualTo("dead");
    assertThat(mails.text("/items/0/said")).isEqualTo("550 no such user");
    assertThat(mails.text("/items/0/to")).isEqualTo(admin.person().email());
    String path = "/v1/admin/mails/" + mail.id() + "/retry";
    assertThat(admin.send("POST", path, "{}").whole()).isEqualTo("204 ");
    assertThat(newest("mail_retried"))
        .isEqualTo("mail " + mail.id() + "; by account " + admin.id());
    assertThat(admin.send("POST", "/v1/admin/mails/9007199254740990/retry", "{}").text("code"))
        .isEqualTo("mail_unknown");
    SERVER.awaitMail(admin.person().email());
  }

  @Test
  void allMailsAreSentAtOnce() {
    SERVER.awaitEmptyOutbox();
    String retry = "/v1/admin/mails/retry";
    assertThat(admin.send("POST", retry, "{}").body()).isEqualTo("{\"mails\":0}");
    String none = newest("mail_retried");
    assertThat(none).doesNotStartWith("all");
    Mail now = mail();
    Instant later = Instant.parse("2999-01-01T00:00:00Z");
    Mail.Tries waiting = new Mail.Tries(now.tries().created(), 0, later);
    Mail owed =
        new Mail(now.id() + 1, now.account(), now.purpose(), now.recipient(), "v1", waiting);
    SERVER
        .transactions()
        .write(
            stores -> {
              stores.outbox().insert(owed);
              return owed;
            });
    assertThat(admin.get("/v1/admin/mails").text("/items/0/state")).isEqualTo("waiting");
    assertThat(admin.send("POST", retry, "{}").body()).isEqualTo("{\"mails\":1}");
    assertThat(newest("mail_retried")).isEqualTo("all mails; by account " + admin.id());
    SERVER.awaitMail(admin.person().email());
  }

  private static Mail mail() {
    var person = SERVER.core().records().find(admin.id()).orElseThrow();
    Instant now = SERVER.clock().instant();
    return new Mail(
        9_007_199_254_740_000L,
        admin.id(),
        Mail.Purpose.PASSWORD_CHANGED,
        new Mail.Recipient(
            person.primary().orElseThrow().id(), admin.person().email(), Language.ENGLISH),
        "v1",
        new Mail.Tries(now, 0, now));
  }
}
