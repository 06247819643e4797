package vestibule.v1.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.core.operator.Duty;
import vestibule.v1.OwnPerson;

/** Limits that turned somebody away, as operators see and release them. */
class LimitPathsTest {

  private static final TestServer SERVER = TestServer.start("VESTIBULE_LIMITS=on");

  private static TestOperator support;

  @BeforeAll
  static void somebodyWhoMay() {
    support = TestOperator.of(SERVER, Duty.SUPPORT);
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  private static Reply wrong(OwnPerson person) {
    return SERVER.json(
        "POST",
        "/v1/sessions",
        "{\"login\":\"%s\",\"password\":\"wrong\"}".formatted(person.name()));
  }

  private static String newest() {
    return support.get("/v1/admin/events?limit=1&kind=limit_released").text("/items/0/detail");
  }

  @Test
  void whomAnAccountsLimitTurnedAwayIsShownAndReleased() {
    OwnPerson person = OwnPerson.confirmed(SERVER);
    for (int i = 0; i < 10; i++) {
      assertThat(wrong(person).status()).isEqualTo(401);
    }
    assertThat(wrong(person).status()).isEqualTo(429);
    SERVER.server().reports().tell();
    JsonNode struck = struck(Long.toString(person.id()));
    assertThat(struck.path("limit").asString()).isEqualTo("account");
    assertThat(struck.path("times").asLong()).isEqualTo(1);
    assertThat(struck.path("network").isNull()).isTrue();
    String release = "/v1/admin/accounts/" + person.id() + "/limits/release";
    assertThat(support.send("POST", release, "{}").whole()).isEqualTo("204 ");
    assertThat(newest()).isEqualTo("by account " + support.id());
    assertThat(person.signIn().status()).isEqualTo(201);
    assertThat(support.get("/v1/admin/limits").body())
        .doesNotContain("\"account\":\"" + person.id() + "\"");
    assertThat(
            support
                .send("POST", "/v1/admin/accounts/9007199254740990/limits/release", "{}")
                .text("code"))
        .isEqualTo("account_unknown");
  }

  private static JsonNode struck(String account) {
    return support
        .get("/v1/admin/limits")
        .json()
        .path("items")
        .valueStream()
        .filter(one -> one.path("account").asString("").equals(account))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aNetworkIsReleasedByAnAddressOfIt() {
    for (String network : List.of("192.0.2.7", "2001:db8:1:2::3", "2001:db8:1:2:0:0:0:0/64")) {
      assertThat(
              support
                  .send("POST", "/v1/admin/limits/release", "{'network':'" + network + "'}")
                  .whole())
          .isEqualTo("204 ");
    }
    assertThat(newest()).isEqualTo("network; by account " + support.id());
    for (String none : List.of("", "host.example", "192.0.2.0/24")) {
      Reply refused =
          support.send("POST", "/v1/admin/limits/release", "{'network':'" + none + "'}");
      assertThat(refused.status() + refused.text("/errors/0/code")).isEqualTo("422network_invalid");
    }
  }
}
