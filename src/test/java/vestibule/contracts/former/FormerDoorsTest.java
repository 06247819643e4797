package vestibule.contracts.former;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vestibule.Reply;
import vestibule.contracts.Member;

/**
 * Which doors take the tokens of which installation, and what they say to those that are good no
 * more (decision 34).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FormerDoorsTest {

  private final FormerTokenWorld world = new FormerTokenWorld();

  @AfterAll
  void close() {
    world.close();
  }

  private enum Door {
    A("/user_account/profile_settings"),
    B("/api/profile_settings"),
    C("/api/user/"),
    D("/account/profile/"),
    E("/account/me"),
    V1("/v1/sessions");

    private final String path;

    Door(String path) {
      this.path = path;
    }
  }

  private Reply ask(Door door, String token) {
    return world.server.get(door.path, Member.bearer(token));
  }

  private String token(String source, String oldId, Object... more) {
    return switch (source) {
      case "shop" -> world.shop(oldId, more);
      case "club" -> world.club(oldId, more);
      case "bare" -> world.bare(oldId, more);
      default -> world.base(oldId, more);
    };
  }

  private static String id() {
    return UUID.randomUUID().toString();
  }

  /** What our own token of the same person is answered, whole. */
  private String own(Member member, Door door) {
    String own =
        door == Door.C || door == Door.D
            ? world
                .server
                .json(
                    "POST",
                    "/api/token/",
                    "{\"email\":\"" + member.address() + "\",\"password\":\"1234\"}")
                .text("access")
            : member.token();
    return ask(door, own).whole();
  }

  @ParameterizedTest
  @CsvSource({
    "shop, A", "shop, B", "shop, D", "club, C", "club, D", "bare, A", "bare, B", "bare, C",
    "bare, D", "base, A", "base, B", "base, C", "base, D"
  })
  void anOldAccessTokenIsAnsweredAsOursIs(String source, Door door) {
    String oldId = id();
    Member member = world.moved(source, oldId);
    String token = token(source, oldId);
    Reply first = ask(door, token);
    assertThat(first.whole()).startsWith("200 ").isEqualTo(own(member, door));
    assertThat(first.headers("Set-Cookie")).isEmpty();
    assertThat(ask(door, token).whole()).isEqualTo(first.whole());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "club | A | 422 {\"msg\":\"The specified alg value is not allowed\"}",
        "club | B | 401 {\"msg\":\"The specified alg value is not allowed\",\"status\":\"ERR\"}",
        "shop | C | 401 {\"detail\":\"Given token not valid for any token type\","
            + "\"code\":\"token_not_valid\",\"messages\":[{\"token_class\":\"AccessToken\","
            + "\"token_type\":\"access\",\"message\":\"Token is invalid or expired\"}]}",
        "shop | E | 403 {\"errorMessage\":\"Undefined token\"}",
        "bare | E | 403 {\"errorMessage\":\"Undefined token\"}"
      })
  void anotherDoorDoesNotKnowIt(String source, Door door, String words) {
    String oldId = id();
    world.moved(source, oldId);
    assertThat(ask(door, token(source, oldId)).whole().strip()).isEqualTo(words);
    assertThat(ask(door, token(source, oldId)).whole().strip()).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({"shop", "club", "bare", "base"})
  void ourOwnPathsTakeAll(String source) {
    String oldId = id();
    Member member = world.moved(source, oldId);
    Reply reply = ask(Door.V1, token(source, oldId));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text("/items/0/door"))
        .isEqualTo(source.equals("club") ? "chat" : "useraccount");
    assertThat(reply.text("/items/0/current")).isEqualTo("true");
    assertThat(member.token()).isNotEmpty();
  }

  /** Document D's key is asked of nobody else, and its door lets in confirmed people alone. */
  @ParameterizedTest
  @CsvSource({"shop", "club", "bare", "base"})
  void documentDAsksForAConfirmedAddressAgainAndAgain(String source) {
    String oldId = id();
    Member member = Member.registered(world.server);
    world.remember(source, oldId, member.account());
    String token = token(source, oldId);
    String words = "403 {\"detail\":\"You must verify this email address before logging in.\"}";
    assertThat(ask(Door.D, token).whole()).isEqualTo(words);
    assertThat(ask(Door.D, token).whole()).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A | shop | 401 {\"msg\":\"Error loading the user %s\"}",
        "B | shop | 401 {\"msg\":\"Error loading the user %s\",\"status\":\"ERR\"}",
        "C | club | 401 {\"detail\":\"User not found\",\"code\":\"user_not_found\"}",
        "D | bare | 403 {\"detail\":\"Invalid token.\"}",
        "V1 | base | 401 {\"type\":\"about:blank\",\"status\":401,"
            + "\"code\":\"holder_unknown\","
            + "\"detail\":\"The credential is of somebody who is not here.\"}"
      })
  void whoIsNotHereIsNobody(Door door, String source, String words) {
    String nobody = id();
    String theirs = id();
    world.moved(source.equals("shop") ? "club" : "shop", theirs);
    for (String oldId : new String[] {nobody, theirs}) {
      assertThat(ask(door, token(source, oldId)).whole().strip())
          .isEqualTo(words.replace("%s", oldId));
    }
    long account = world.moved(source, oldIdOf(source)).account();
    String deleted = token(source, oldIdOf(source));
    assertThat(ask(door, deleted).status()).isEqualTo(200);
    world.server.core().administration().delete(account);
    assertThat(ask(door, deleted).status()).isIn(401, 403);
    assertThat(ask(door, token(source, oldIdOf(source))).whole().strip())
        .isEqualTo(words.replace("%s", oldIdOf(source)));
  }

  private static String oldIdOf(String source) {
    return "the deleted one of " + source;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A | shop | 401 {\"msg\":\"Error loading the user %d\"}",
        "B | shop | 401 {\"msg\":\"Error loading the user %d\",\"status\":\"ERR\"}",
        "C | club | 401 {\"detail\":\"User is inactive\",\"code\":\"user_inactive\"}",
        "D | bare | 403 {\"detail\":\"User inactive or deleted.\"}",
        "V1 | base | 401 {\"type\":\"about:blank\",\"status\":401,"
            + "\"code\":\"account_disabled\",\"detail\":\"The account is disabled.\"}"
      })
  void whoIsDisabledIsToldSoAndStaysOutWhenEnabled(Door door, String source, String words) {
    String oldId = id();
    Member member = world.moved(source, oldId);
    String used = token(source, oldId);
    assertThat(ask(door, used).status()).isEqualTo(200);
    world.server.core().administration().disable(member.account());
    String unused = token(source, oldId);
    String said = words.replace("%d", Long.toString(member.account()));
    assertThat(ask(door, used).whole().strip()).isEqualTo(said);
    assertThat(ask(door, unused).whole().strip()).isEqualTo(said);
    world.server.core().administration().enable(member.account());
    assertThat(ask(door, used).status()).isIn(401, 403);
    assertThat(ask(door, unused).whole()).isEqualTo(ask(door, used).whole());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A | shop | 422 {\"msg\":\"Only non-refresh tokens are allowed\"}",
        "C | club | 401 {\"detail\":\"Given token not valid for any token type\","
            + "\"code\":\"token_not_valid\",\"messages\":[{\"token_class\":\"AccessToken\","
            + "\"token_type\":\"access\",\"message\":\"Token has wrong type\"}]}",
        "D | club | 403 {\"detail\":\"Invalid token.\"}"
      })
  void aRefreshTokenLetsNobodyIn(Door door, String source, String words) {
    String oldId = id();
    world.moved(source, oldId);
    String refresh = token(source, oldId, source.equals("shop") ? "type" : "token_type", "refresh");
    long before = world.count("select count(*) from session");
    assertThat(ask(door, refresh).whole().strip()).isEqualTo(words);
    assertThat(world.count("select count(*) from session")).isEqualTo(before);
  }

  /** Django keeps them so in MySQL and SQLite. */
  @Test
  void aUuidIsTheSameWithoutDashes() {
    String oldId = id();
    Member member = world.moved("club", oldId.replace("-", ""));
    assertThat(ask(Door.C, world.club(oldId)).whole())
        .startsWith("200 ")
        .isEqualTo(own(member, Door.C));
    assertThat(ask(Door.C, world.club(oldId.replaceFirst("-", ""))).status()).isEqualTo(401);
    assertThat(ask(Door.C, world.club(id())).status()).isEqualTo(401);
  }

  @Test
  void anExpiredOneIsExpired() {
    String oldId = id();
    world.moved("shop", oldId);
    String over = world.shop(oldId, "exp", world.cutOver.getEpochSecond() - 1);
    assertThat(ask(Door.A, over).whole()).isEqualTo("403 {\"msg\":\"Token has expired\"}\n");
    assertThat(ask(Door.B, over).whole())
        .isEqualTo("401 {\"msg\":\"Token has expired\",\"status\":\"ERR\"}\n");
  }

  @Test
  void nothingIsTakenAfterTheLastDay() {
    try (FormerTokenWorld later = new FormerTokenWorld()) {
      Member member = later.moved("shop", "7");
      long end = later.cutOver.plus(Duration.ofDays(200)).getEpochSecond();
      String used = later.shop("7", "exp", end);
      String unused = later.shop("7", "exp", end);
      assertThat(later.server.get(Door.A.path, Member.bearer(used)).status()).isEqualTo(200);
      Duration toTheEnd =
          Duration.between(
              later.server.clock().instant(),
              later.lastDay().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
      later.server.clock().advance(toTheEnd.minusSeconds(30));
      assertThat(later.server.get(Door.A.path, Member.bearer(used)).status()).isEqualTo(200);
      later.server.clock().advance(Duration.ofSeconds(31));
      for (String token : new String[] {used, unused}) {
        assertThat(later.server.get(Door.A.path, Member.bearer(token)).whole())
            .isEqualTo("403 {\"msg\":\"Token has expired\"}\n");
      }
      assertThat(member.token()).isNotEmpty();
    }
  }

  /** Documents C, D and E ignore cookies (docs/contracts 0.5). */
  @ParameterizedTest
  @CsvSource({"C, club", "D, shop", "E, shop"})
  void aCookieIsIgnoredWhereOursIs(Door door, String source) {
    String oldId = id();
    world.moved(source, oldId);
    String cookie = Member.inCookie(token(source, oldId));
    assertThat(world.server.get(door.path, cookie).whole())
        .isEqualTo(world.server.get(door.path).whole());
  }
}
