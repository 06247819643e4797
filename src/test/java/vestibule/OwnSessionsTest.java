package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import vestibule.contracts.Member;
import vestibule.contracts.flask.TokenCookies;

/** {@code /v1/sessions}: looked at and ended by the credential of any door, and by no other. */
class OwnSessionsTest {

  private static final String ALL = "/v1/sessions";
  private static final String CURRENT = ALL + "/current";

  private final TestServer server = TestServer.shared();
  private final TestPerson person = TestPerson.at(TestDoor.USER_ACCOUNT, server);

  @ParameterizedTest
  @EnumSource
  void everyDoorsCredentialShowsTheSessionsOfAllDoors(TestDoor mine) {
    Map<TestDoor, String> tokens = everywhere();
    Reply reply = list(tokens.get(mine), "");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Content-Type")).contains("application/json");
    assertThat(reply.header("Cache-Control")).contains("no-store");
    List<JsonNode> items = items(reply);
    assertThat(items)
        .extracting(item -> item.get("door").asString())
        .containsExactly("v1", "personal", "knowme", "chat", "envelope", "useraccount");
    assertThat(items)
        .filteredOn(item -> item.get("current").asBoolean())
        .extracting(item -> item.get("door").asString())
        .containsExactly(doorOf(mine));
    JsonNode first = items.get(1);
    assertThat(first.propertyNames())
        .containsExactly(
            "id",
            "door",
            "browser",
            "network_address",
            "created",
            "last_used",
            "expires",
            "current");
    assertThat(first.get("id").isString()).isTrue();
    assertThat(first.get("browser").asString()).isEqualTo("Chrome 121");
    assertThat(first.get("network_address").asString()).isEqualTo("127.0.0.1");
    assertThat(first.get("created").asString()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
    assertThat(reply.json().get("next").isNull()).isTrue();
    assertThat(reply.header("Link")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void everyDoorsCredentialEndsItselfAndNothingElse(TestDoor mine) {
    Map<TestDoor, String> tokens = everywhere();
    assertThat(delete(CURRENT, tokens.get(mine)).whole()).isEqualTo("204 ");
    assertThat(mine.whoami(server, tokens.get(mine)).status()).isGreaterThanOrEqualTo(400);
    assertThat(list(tokens.get(mine), "").text("code")).isEqualTo("session_ended");
    for (TestDoor other : TestDoor.values()) {
      assertThat(other.whoami(server, tokens.get(other)).status())
          .as(other.name())
          .satisfies(status -> assertThat(status == 200).isEqualTo(other != mine));
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneIsEndedByItsIdAndFeltAtItsDoor(TestDoor theirs) {
    Map<TestDoor, String> tokens = everywhere();
    TestDoor mine = TestDoor.values()[(theirs.ordinal() + 1) % TestDoor.values().length];
    String id =
        items(list(tokens.get(mine), "")).stream()
            .filter(item -> item.get("door").asString().equals(doorOf(theirs)))
            .findFirst()
            .orElseThrow()
            .get("id")
            .asString();
    assertThat(delete(ALL + "/" + id, tokens.get(mine)).whole()).isEqualTo("204 ");
    assertThat(theirs.whoami(server, tokens.get(theirs)).status()).isNotEqualTo(200);
    Reply again = delete(ALL + "/" + id, tokens.get(mine));
    assertThat(again.status()).isEqualTo(404);
    assertThat(again.text("code")).isEqualTo("session_unknown");
  }

  @Test
  void allOthersAreEndedAtOnce() {
    Map<TestDoor, String> tokens = everywhere();
    assertThat(delete(ALL, tokens.get(TestDoor.CHAT)).whole()).isEqualTo("204 ");
    assertThat(items(list(tokens.get(TestDoor.CHAT), "")))
        .extracting(item -> item.get("door").asString())
        .containsExactly("chat");
    assertThat(list(tokens.get(TestDoor.PERSONAL), "").status()).isEqualTo(401);
  }

  @Test
  void nobodySeesOrEndsTheSessionsOfOthers() {
    String mine = everywhere().get(TestDoor.CHAT);
    String id = items(list(mine, "")).getFirst().get("id").asString();
    TestPerson other = TestPerson.at(TestDoor.CHAT, server);
    TestDoor.CHAT.register(server, other);
    String theirs =
        TestDoor.CHAT.token(TestDoor.CHAT.signIn(server, other.email(), other.password()));
    assertThat(items(list(theirs, ""))).hasSize(1);
    assertThat(delete(ALL + "/" + id, theirs).status()).isEqualTo(404);
    assertThat(delete(ALL, theirs).status()).isEqualTo(204);
    assertThat(items(list(mine, ""))).hasSize(6);
  }

  @Test
  void cRefreshesNoMoreOnceItIsSignedOut() {
    everywhere();
    Reply pair = TestDoor.CHAT.signIn(server, person.email(), person.password());
    assertThat(delete(CURRENT, TestDoor.CHAT.token(pair)).status()).isEqualTo(204);
    assertThat(
            server.form("POST", "/api/token/refresh/", "refresh=" + pair.text("refresh")).status())
        .isEqualTo(401);
  }

  @Test
  void aListComesInPages() {
    Map<TestDoor, String> tokens = everywhere();
    List<String> seen = new ArrayList<>();
    String query = "?limit=2";
    for (int page = 0; page < 3; page++) {
      Reply reply = list(tokens.get(TestDoor.CHAT), query);
      items(reply).forEach(item -> seen.add(item.get("door").asString()));
      JsonNode next = reply.json().get("next");
      query = "?after=" + next.asString() + "&limit=2";
      assertThat(next.isNull()).isEqualTo(page == 2);
      assertThat(reply.header("Link"))
          .isEqualTo(
              page == 2 ? Optional.empty() : Optional.of("<" + ALL + query + ">; rel=\"next\""));
    }
    assertThat(seen).containsExactly("v1", "personal", "knowme", "chat", "envelope", "useraccount");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?limit=0",
        "?limit=201",
        "?limit=x",
        "?limit=-1",
        "?after=x",
        "?limit=99999999999"
      })
  void aWrongParameterIsNamed(String query) {
    Reply reply = list(everywhere().get(TestDoor.CHAT), query);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.header("Content-Type")).contains("application/problem+json");
    assertThat(reply.text("code")).isEqualTo("parameter_invalid");
    assertThat(reply.text("/errors/0/pointer")).isEqualTo("/" + query.substring(1).split("=")[0]);
  }

  @Test
  void whoShowsNothingGoodIsTurnedAway() {
    Reply missing = server.get(ALL);
    assertThat(missing.whole())
        .isEqualTo(
            "401 {\"type\":\"about:blank\",\"status\":401,\"code\":\"credential_missing\","
                + "\"detail\":\"The request shows no credential.\"}");
    assertThat(missing.header("WWW-Authenticate")).contains("Bearer");
    for (String bad : List.of("Bearer x", "Token " + "0".repeat(40), "", "0".repeat(64), "x y z")) {
      assertThat(list(bad, "").text("code")).as(bad).isEqualTo("token_invalid");
    }
    Reply pair = TestDoor.CHAT.signIn(server, registered().email(), person.password());
    assertThat(list("Bearer " + pair.text("refresh"), "").text("code")).isEqualTo("token_invalid");
  }

  /** A header that is worth nothing is not mended by a cookie. */
  @Test
  void theHeaderIsLookedAtFirst() {
    Reply login = TestDoor.USER_ACCOUNT.signIn(server, registered().name(), person.password());
    String cookie = Member.inCookie(login.cookie(TokenCookies.ACCESS));
    assertThat(server.get(ALL, cookie).status()).isEqualTo(200);
    assertThat(server.get(ALL, cookie, "Authorization: Bearer x").status()).isEqualTo(401);
    assertThat(server.get(ALL, cookie + "; " + TokenCookies.ACCESS + "=x").text("code"))
        .isEqualTo("token_invalid");
  }

  @Test
  void aCookieChangesSomethingOnlyForAPageOfOursThatShowsTheCsrfValue() {
    Reply login = TestDoor.USER_ACCOUNT.signIn(server, registered().name(), person.password());
    String cookie = Member.inCookie(login.cookie(TokenCookies.ACCESS));
    String csrf = "X-CSRF-TOKEN: " + login.cookie(TokenCookies.CSRF);
    for (String path : List.of(ALL, CURRENT, ALL + "/1")) {
      assertThat(delete(path, cookie, "X-A: b").text("code")).isEqualTo("csrf_mismatch");
      assertThat(delete(path, cookie, csrf + "x").text("code")).isEqualTo("csrf_mismatch");
      assertThat(delete(path, cookie, csrf, "Origin: https://evil.example").text("code"))
          .isEqualTo("origin_foreign");
      assertThat(delete(path, cookie, csrf, "Sec-Fetch-Site: same-site").text("code"))
          .isEqualTo("origin_foreign");
    }
    assertThat(server.get(ALL, cookie).status()).isEqualTo(200);
    Reply ended = delete(CURRENT, cookie, csrf, "Origin: http://localhost");
    assertThat(ended.status()).isEqualTo(204);
    assertThat(ended.setCookie(TokenCookies.ACCESS)).contains("Expires=Thu, 01");
    assertThat(server.get(ALL, cookie).text("code")).isEqualTo("session_ended");
  }

  @Test
  void whatIsSentOnceMoreUnderItsKeyIsDoneOnce() {
    Map<TestDoor, String> tokens = everywhere();
    String mine = "Authorization: " + tokens.get(TestDoor.CHAT);
    String theirs = items(list(tokens.get(TestDoor.CHAT), "")).getFirst().get("id").asString();
    String key = "Idempotency-Key: 8e03978e-40d5-43dd-bc93-6894a57f9324";
    Reply first = server.send("DELETE", ALL + "/" + theirs, null, mine, key);
    Reply second = server.send("DELETE", ALL + "/" + theirs, null, mine, key);
    assertThat(first.whole()).isEqualTo("204 ");
    assertThat(first.header("Idempotent-Replayed")).isEmpty();
    assertThat(second.whole()).isEqualTo("204 ");
    assertThat(second.header("Idempotent-Replayed")).contains("true");
    assertThat(server.send("DELETE", ALL + "/" + theirs, null, mine).status()).isEqualTo(404);
    Reply other = server.send("DELETE", ALL + "/1", null, mine, key);
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.text("code")).isEqualTo("idempotency_key_reused");
    String others = "Authorization: " + tokens.get(TestDoor.KNOW_ME);
    assertThat(server.send("DELETE", ALL + "/1", null, others, key).text("code"))
        .isEqualTo("idempotency_key_reused");
    assertThat(server.send("DELETE", ALL + "/1", null, mine, "Idempotency-Key: free").status())
        .isEqualTo(404);
    assertThat(server.send("DELETE", ALL, null, mine, "Idempotency-Key: free").status())
        .isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 256})
  void aKeyThatIsNoneIsRefusedAndNothingIsDone(int length) {
    Map<TestDoor, String> tokens = everywhere();
    String mine = "Authorization: " + tokens.get(TestDoor.CHAT);
    for (String key : List.of("k".repeat(length), "a b", "a\tb")) {
      Reply reply = server.send("DELETE", ALL, null, mine, "Idempotency-Key: " + key);
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.text("code")).isEqualTo("idempotency_key_invalid");
    }
    String twice = "Idempotency-Key: a";
    assertThat(server.send("DELETE", ALL, null, mine, twice, twice).text("code"))
        .isEqualTo("idempotency_key_invalid");
    assertThat(items(list(tokens.get(TestDoor.CHAT), ""))).hasSize(6);
  }

  @Test
  void aWrongMethodIsAProblemToo() {
    Reply reply = server.send("PUT", ALL, null);
    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.text("code")).isEqualTo("method_not_allowed");
  }

  private TestPerson registered() {
    assertThat(TestDoor.USER_ACCOUNT.register(server, person).status()).isEqualTo(200);
    return person;
  }

  /** One session at each door, in their order. */
  private Map<TestDoor, String> everywhere() {
    registered();
    TestDoor.USER_ACCOUNT.confirm(server, person, server.awaitMail(person.email()));
    Map<TestDoor, String> tokens = new EnumMap<>(TestDoor.class);
    for (TestDoor door : TestDoor.values()) {
      Reply signedIn = door.signIn(server, person.email(), person.password());
      assertThat(door.accepted(signedIn)).as(signedIn.body()).isTrue();
      tokens.put(door, door.token(signedIn));
    }
    return tokens;
  }

  private static String doorOf(TestDoor door) {
    return door.name().toLowerCase(Locale.ROOT).replace("_", "");
  }

  private Reply list(String authorization, String query) {
    return server.get(ALL + query, "Authorization: " + authorization);
  }

  private Reply delete(String path, String authorization) {
    return server.send("DELETE", path, null, "Authorization: " + authorization);
  }

  private Reply delete(String path, String cookie, String... more) {
    String[] headers = Arrays.copyOf(more, more.length + 1);
    headers[more.length] = cookie;
    return server.send("DELETE", path, null, headers);
  }

  private static List<JsonNode> items(Reply reply) {
    List<JsonNode> items = new ArrayList<>();
    reply.json().get("items").forEach(items::add);
    return items;
  }
}
