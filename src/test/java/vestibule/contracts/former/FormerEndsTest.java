package vestibule.contracts.former;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import vestibule.Reply;
import vestibule.Together;
import vestibule.Waiting;
import vestibule.contracts.Member;
import vestibule.core.model.AuditEvent;
import vestibule.store.Housekeeping;

/** An old token's session: one, seen by its owner, and ended like every other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FormerEndsTest {

  private static final String PROFILE = "/user_account/profile_settings";
  private static final String SESSIONS = "/v1/sessions";
  private static final String REVOKED = "401 {\"msg\":\"Token has been revoked\"}\n";

  private final FormerTokenWorld world = new FormerTokenWorld();

  @AfterAll
  void close() {
    world.close();
  }

  private Reply ask(String token) {
    return world.server.get(PROFILE, Member.bearer(token));
  }

  private List<JsonNode> sessions(String token) {
    return world
        .server
        .get(SESSIONS, Member.bearer(token))
        .json()
        .get("items")
        .valueStream()
        .toList();
  }

  /** What ends all sessions of somebody, but maybe the one that asks for it. */
  private enum End {
    RESET,
    CHANGE,
    OTHERS,
    OPERATOR,
    DISABLED
  }

  @ParameterizedTest
  @EnumSource
  void whatEndsAllSessionsEndsUsedAndUnusedTokens(End end) {
    String id = UUID.randomUUID().toString();
    Member member = world.moved("shop", id);
    String used = world.shop(id);
    String unused = world.shop(id);
    assertThat(ask(used).status()).isEqualTo(200);
    end(end, member);
    assertThat(ask(used).whole()).isEqualTo(REVOKED);
    assertThat(ask(unused).whole()).isEqualTo(REVOKED);
    assertThat(ask(world.shop(id)).whole()).isEqualTo(REVOKED);
  }

  private void end(End end, Member member) {
    switch (end) {
      case RESET ->
          assertThat(
                  world
                      .server
                      .json(
                          "POST",
                          "/user_account/reset_password/" + member.resetCode(),
                          "{\"new_pwd\":\"another one\"}")
                      .status())
              .isEqualTo(200);
      case CHANGE -> {
        String body = "{\"email\":\"" + member.address() + "\",\"password\":\"1234\"}";
        String key = world.server.json("POST", "/auth/login/", body).text("token");
        assertThat(
                world
                    .server
                    .json(
                        "POST",
                        "/account/change-password/",
                        "{\"old_password\":\"1234\",\"new_password\":\"Passw0rdLong\"}",
                        "Authorization: Token " + key)
                    .whole())
            .isEqualTo("200 {}");
      }
      case OTHERS ->
          assertThat(
                  world
                      .server
                      .send("DELETE", SESSIONS, null, Member.bearer(member.token()))
                      .status())
              .isEqualTo(204);
      case OPERATOR -> world.server.core().administration().endSessions(member.account());
      case DISABLED -> {
        world.server.core().administration().disable(member.account());
        world.server.core().administration().enable(member.account());
      }
    }
  }

  /** The caller's own stays, whose token is old. */
  @Test
  void whoEndsAllOthersByAnOldTokenKeepsIt() {
    String id = UUID.randomUUID().toString();
    Member member = world.moved("shop", id);
    String mine = world.shop(id);
    String other = world.shop(id);
    String unused = world.shop(id);
    String signedIn = member.token();
    assertThat(ask(other).status()).isEqualTo(200);
    assertThat(world.server.send("DELETE", SESSIONS, null, Member.bearer(mine)).status())
        .isEqualTo(204);
    assertThat(ask(mine).status()).isEqualTo(200);
    for (String ended : List.of(other, unused, signedIn)) {
      assertThat(ask(ended).whole()).isEqualTo(REVOKED);
    }
  }

  @Test
  void itIsOneOfTheOwnersSessions() {
    String id = UUID.randomUUID().toString();
    Member member = world.moved("shop", id);
    String token = world.shop(id);
    world.server.get(PROFILE, Member.bearer(token), "User-Agent: Their browser 7");
    List<JsonNode> seen = sessions(member.token());
    assertThat(seen)
        .extracting(one -> one.get("door").asString())
        .hasSize(2)
        .containsOnly("useraccount");
    JsonNode old = seen.getLast();
    assertThat(old.get("browser").asString()).isEqualTo("Their browser 7");
    assertThat(old.get("network_address").asString()).isEqualTo("127.0.0.1");
    assertThat(old.get("current").asBoolean()).isFalse();
    assertThat(
            world
                .server
                .send(
                    "DELETE",
                    SESSIONS + "/" + old.get("id").asString(),
                    null,
                    Member.bearer(member.token()))
                .status())
        .isEqualTo(204);
    assertThat(ask(token).whole()).isEqualTo(REVOKED);
    assertThat(ask(world.shop(id)).status()).as("another token of theirs").isEqualTo(200);
  }

  /** Nothing was proved for it here, so what asks for a fresh proof finds none. */
  @Test
  void nothingWasProvedForIt() {
    String id = UUID.randomUUID().toString();
    Member member = world.moved("shop", id);
    assertThat(ask(world.shop(id)).status()).isEqualTo(200);
    long session = world.count("select max(id) from session where account = " + member.account());
    assertThat(
            world
                .server
                .transactions()
                .read(stores -> stores.sessions().find(member.account(), session))
                .orElseThrow()
                .proofs())
        .isEmpty();
    List<AuditEvent> events =
        world.server.transactions().read(stores -> stores.audit().of(member.account(), 10));
    assertThat(events)
        .filteredOn(event -> event.kind() == AuditEvent.Kind.SIGNED_IN)
        .singleElement()
        .satisfies(event -> assertThat(event.detail()).isEqualTo("a token of shop"));
    world.server.assertNoMail(member.address());
  }

  @Test
  void fiftyThreadsBeginOneSession() {
    String id = UUID.randomUUID().toString();
    Member member = world.moved("shop", id);
    String token = world.shop(id);
    List<String> answers = Together.run(50, _ -> ask(token).whole());
    assertThat(answers).hasSize(50).containsOnly(answers.getFirst());
    assertThat(answers.getFirst()).startsWith("200 ");
    assertThat(world.count("select count(*) from session where account = " + member.account()))
        .isEqualTo(1);
    assertThat(world.count("select count(*) from former_token where account = " + member.account()))
        .isEqualTo(1);
  }

  /** Of a first use and an end of all that overlap, no session is left. */
  @Test
  void aFirstUseThatOverlapsTheEndOfAllLeavesNothing() {
    for (int round = 0; round < 20; round++) {
      String id = UUID.randomUUID().toString();
      Member member = world.moved("shop", id);
      String token = world.shop(id);
      Together.run(
          2,
          thread ->
              thread == 0
                  ? ask(token).status()
                  : world.server.core().administration().endSessions(member.account()));
      assertThat(ask(token).whole()).isEqualTo(REVOKED);
    }
  }

  /** Long after the row of the ended session is gone. */
  @Test
  void anEndedOneStaysEndedWhenHousekeepingHasBeenThere() {
    try (FormerTokenWorld own = new FormerTokenWorld()) {
      own.moved("shop", "7");
      long end = own.cutOver.plus(Duration.ofDays(20)).getEpochSecond();
      String token = own.shop("7", "exp", end);
      assertThat(own.server.get("/user_account/logout", Member.bearer(token)).status())
          .isEqualTo(200);
      own.server.clock().advance(Duration.ofDays(3));
      Housekeeping housekeeping =
          new Housekeeping(
              own.server.server().foundation().storage().database(), own.server.clock(), "test");
      Waiting.until(
          "the housekeeping of the server or ours",
          Duration.ofSeconds(60),
          () -> {
            housekeeping.run();
            return own.count("select count(*) from session") == 0;
          });
      assertThat(own.server.get(PROFILE, Member.bearer(token)).whole()).isEqualTo(REVOKED);
      assertThat(own.count("select count(*) from former_token")).isEqualTo(1);
    }
  }
}
