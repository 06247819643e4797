package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import vestibule.core.model.service.Scope;

/** {@code GET /v1/events}: read by services with leave for it and by nobody else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventFeedTest {

  private static final Duration LONGEST = Duration.ofSeconds(30);

  private TestServer server;
  private String secret;

  @BeforeAll
  void start() {
    server = TestServer.start("VESTIBULE_EVENTS_KEPT=on");
    secret = serviceWith(Scope.EVENTS_READ);
  }

  private String serviceWith(Scope scope) {
    String name = scope.name().toLowerCase(Locale.ROOT);
    return server.core().services().create(name, Set.of(scope)).secret();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private Reply read(String query) {
    return server.get("/v1/events" + query, "Authorization: Bearer " + secret);
  }

  /** All items, page by page of two, as a reader takes them. */
  private List<JsonNode> all() {
    List<JsonNode> items = new ArrayList<>();
    String after = "";
    for (boolean more = true; more; ) {
      Reply page = read("?limit=2" + after);
      assertThat(page.status()).isEqualTo(200);
      page.json().get("items").forEach(items::add);
      more = !page.json().get("next").isNull();
      after = items.isEmpty() ? "" : "&after=" + items.getLast().get("id").asString();
    }
    return items;
  }

  private List<JsonNode> about(TestPerson person, int many) {
    return Waiting.forResult(
            "the events of " + person.name(),
            LONGEST,
            () -> {
              List<JsonNode> found =
                  all().stream()
                      .filter(
                          item ->
                              item.at("/data/account/profile/username")
                                  .asString("")
                                  .equals(person.name()))
                      .toList();
              return Optional.of(found).filter(list -> list.size() >= many);
            })
        .orElseThrow();
  }

  @Test
  void whatHappensAtADoorIsReadWholeAndPageByPage() {
    TestPerson person = TestPerson.at(TestDoor.USER_ACCOUNT, server);
    person.cameInBy().register(server, person);
    person.cameInBy().signIn(server, person.name(), person.password());
    List<JsonNode> items = about(person, 2);
    assertThat(items)
        .extracting(item -> item.get("type").asString())
        .containsExactly("account.created", "account.signed_in");
    JsonNode first = items.getFirst();
    String at = first.get("timestamp").asString();
    String account = first.at("/data/account/id").asString();
    assertThat(at).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
    assertThat(first.toString())
        .isEqualTo(
            ("""
            {"id":"%s","type":"account.created","timestamp":"%s","data":{\
            "door":"useraccount","account":{"id":"%s","status":"active",\
            "profile":{"username":"%s","name":"Admin A.A.",\
            "emails":[{"email":"%s","verified":false,"primary":true}],\
            "groups":[],"roles":[],"permissions":[]}}}}\
            """)
                .formatted(first.get("id").asString(), at, account, person.name(), person.email()));
    assertThat(all())
        .extracting(item -> item.get("id").asLong())
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void nobodyElseReadsIt() {
    TestPerson person = TestPerson.at(TestDoor.CHAT, server);
    TestDoor.CHAT.register(server, person);
    String token =
        TestDoor.CHAT.token(TestDoor.CHAT.signIn(server, person.email(), person.password()));
    Reply bare = server.get("/v1/events");
    assertThat(bare.whole())
        .isEqualTo(
            "401 {\"type\":\"about:blank\",\"status\":401,\"code\":\"credential_missing\","
                + "\"detail\":\"The request shows no credential of a service.\","
                + "\"error\":\"invalid_client\"}");
    for (String shown :
        List.of(
            "Bearer " + token,
            "Bearer " + secret.toLowerCase(Locale.ROOT),
            "Bearer " + secret + "x",
            "Bearer",
            "Token " + secret,
            secret)) {
      Reply reply = server.get("/v1/events", "Authorization: " + shown);
      assertThat(reply.status()).as(shown).isEqualTo(401);
      assertThat(reply.text("code")).isEqualTo("service_unknown");
    }
    assertThat(server.get("/v1/events", "Cookie: access_token_cookie=" + secret).status())
        .isEqualTo(401);
    assertThat(read("").status()).isEqualTo(200);
  }

  @Test
  void aServiceWithoutLeaveForItReadsNothing() {
    String other = serviceWith(Scope.INTROSPECT);
    assertThat(server.get("/v1/events", "Authorization: Bearer " + other).whole())
        .isEqualTo(
            "403 {\"type\":\"about:blank\",\"status\":403,\"code\":\"scope_missing\","
                + "\"detail\":\"The service has no leave for this; it needs the scope"
                + " events:read.\",\"error\":\"insufficient_scope\"}");
  }

  @Test
  void aWrongParameterIsToldAndAnUnknownCursorToo() {
    assertThat(read("?limit=0").text("code")).isEqualTo("parameter_invalid");
    assertThat(read("?limit=201").status()).isEqualTo(400);
    assertThat(read("?after=x").status()).isEqualTo(400);
    assertThat(read("?after=-1").status()).isEqualTo(400);
    assertThat(read("?after=9007199254740991").whole())
        .isEqualTo(
            "410 {\"type\":\"about:blank\",\"status\":410,\"code\":\"events_gone\","
                + "\"detail\":\"Events behind this id are not kept any more, or it is none of"
                + " this server's.\"}");
    assertThat(read("?after=0").status()).isEqualTo(200);
    assertThat(server.send("POST", "/v1/events", "{}", "Authorization: Bearer " + secret).status())
        .isEqualTo(405);
  }
}
