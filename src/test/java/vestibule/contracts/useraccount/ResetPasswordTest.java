package vestibule.contracts.useraccount;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.contracts.Member.bearer;
import static vestibule.contracts.Member.inCookie;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.contracts.Member;

/** POST /user_account/reset_password/TOKEN, and GET as a browser follows its link. */
class ResetPasswordTest {

  private static final TestServer SERVER = TestServer.shared();
  private static final String PATH = "/user_account/reset_password/";
  private static final String RESET = "200 {\"msg\":\"Your password has been reset.\"}\n";
  private static final String WRONG = "400 {\"msg\":\"Wrong token\"}\n";
  private static final String REFUSED = "400 {\"msg\":\"pwd is not allowed\"}\n";
  private static final String NEW = "{\"new_pwd\":\"5678\"}";

  @Test
  void theNewPasswordTakesTheOldOnesPlaceAndEverySessionEnds() {
    Member member = Member.registered(SERVER);
    String token = member.token();
    Reply reset = post(member.resetCode(), NEW);
    assertThat(reset.whole()).isEqualTo(RESET);
    assertThat(reset.headers("Set-Cookie")).isEmpty();
    assertThat(member.login().status()).isEqualTo(401);
    assertThat(member.login("5678").status()).isEqualTo(200);
    assertThat(SERVER.get("/user_account/profile_settings", bearer(token)).whole())
        .isEqualTo("401 {\"msg\":\"Token has been revoked\"}\n");
    SERVER.assertNoMail(member.address());
  }

  @Test
  void followingTheLinkProvesTheMailbox() {
    Member member = Member.registered(SERVER);
    assertThat(post(member.resetCode(), NEW).whole()).isEqualTo(RESET);
    String token = member.login("5678").text("token");
    assertThat(
            SERVER.get("/user_account/profile_settings", bearer(token)).text("is_email_verified"))
        .isEqualTo("true");
  }

  /**
   * docs/contracts A.6: "voids its other open codes": even the address that the reset confirmed.
   */
  @Test
  void aResetVoidsTheOpenConfirmation() {
    String name = SERVER.unique("void");
    String address = name + "@example.org";
    SERVER.json(
        "POST",
        "/user_account/registration",
        Member.registration(name, address, "null", Member.PASSWORD));
    String confirmation = SERVER.awaitMail(address).path();
    SERVER.json("POST", "/user_account/reset_password_request", "{\"username\":\"" + name + "\"}");
    assertThat(post(SERVER.awaitMail(address).code(), NEW).whole()).isEqualTo(RESET);
    assertThat(SERVER.get(confirmation).whole()).isEqualTo(WRONG);
  }

  @Test
  void aCodeWorksOnce() {
    String code = Member.registered(SERVER).resetCode();
    assertThat(post(code, NEW).whole()).isEqualTo(RESET);
    assertThat(post(code, NEW).whole()).isEqualTo(WRONG);
  }

  @Test
  void ofManyWhoSpendOneCodeAtOnceOneSucceeds() throws Exception {
    Member member = Member.registered(SERVER);
    String code = member.resetCode();
    List<Callable<String>> attempts =
        IntStream.range(0, 8)
            .mapToObj(i -> "{\"new_pwd\":\"race" + i + "\"}")
            .<Callable<String>>map(body -> () -> post(code, body).whole())
            .toList();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<String> answers = threads.invokeAll(attempts).stream().map(Future::resultNow).toList();
      assertThat(answers).filteredOn(RESET::equals).hasSize(1);
      assertThat(answers).filteredOn(WRONG::equals).hasSize(7);
      assertThat(member.login("race" + answers.indexOf(RESET)).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"new_pwd\":\"\"}",
        "{\"new_pwd\":null}",
        "{\"new_pwd\":5678}",
        "{\"pwd\":\"\"}",
        "{\"new_pwd\":\"\",\"pwd\":\"5678\"}",
        "{\"password\":\"5678\"}"
      })
  void aPasswordThatIsNoneLeavesTheCodeValid(String body) {
    Member member = Member.registered(SERVER);
    String code = member.resetCode();
    assertThat(post(code, body).whole()).isEqualTo(REFUSED);
    assertThat(member.login().status()).isEqualTo(200);
    assertThat(post(code, NEW).whole()).isEqualTo(RESET);
  }

  @Test
  void laterClientsSendPwdTwice() {
    Member member = Member.registered(SERVER);
    assertThat(post(member.resetCode(), "{\"pwd\":\"9\",\"pwd_repeat\":\"9\"}").whole())
        .isEqualTo(RESET);
    assertThat(member.login("9").status()).isEqualTo(200);
    assertThat(post(member.resetCode(), "{\"new_pwd\":\"8\",\"pwd\":\"7\"}").whole())
        .isEqualTo(RESET);
    assertThat(member.login("8").status()).isEqualTo(200);
  }

  @Test
  void theTokenIsLookedAtBeforeThePassword() {
    Member member = Member.registered(SERVER);
    for (String wrong : List.of("x", member.confirmation().code(), "y".repeat(5_000))) {
      assertThat(post(wrong, NEW).whole()).isEqualTo(WRONG);
      assertThat(post(wrong, "{}").whole()).isEqualTo(WRONG);
    }
  }

  @Test
  void whoeverIsAuthenticatedIsKickedOutBeforeTheTokenIsLookedAt() {
    Member member = Member.registered(SERVER);
    String code = member.resetCode();
    String token = member.token();
    String kicked = "403 {\"msg\":\"user is already authenticated\"}\n";
    assertThat(post(code, NEW, bearer(token)).whole()).isEqualTo(kicked);
    assertThat(post(code, NEW, inCookie(token)).whole()).isEqualTo(kicked);
    assertThat(post(code, NEW, inCookie(token), "X-CSRF-TOKEN: wrong").whole()).isEqualTo(kicked);
    assertThat(post("x", NEW, bearer(token)).whole()).isEqualTo(kicked);
    assertThat(post(code, NEW, bearer("nonsense")).whole()).isEqualTo(RESET);
  }

  @Test
  void aCodeLivesForAnHour() {
    try (TestServer server = TestServer.start()) {
      Member member = Member.registered(server);
      String late = member.resetCode();
      server.clock().advance(Duration.ofMinutes(61));
      assertThat(server.json("POST", PATH + late, NEW).whole()).isEqualTo(WRONG);
      String early = member.resetCode();
      server.clock().advance(Duration.ofMinutes(59));
      assertThat(server.json("POST", PATH + early, NEW).whole()).isEqualTo(RESET);
    }
  }

  @Test
  void anOperatorsMinimumRefusesInTheContractsWords() {
    try (TestServer server = TestServer.start("VESTIBULE_PASSWORDS_MINIMUM_LENGTH=15")) {
      String name = server.unique("long");
      String address = name + "@example.org";
      String password = "a".repeat(15);
      server.json(
          "POST",
          "/user_account/registration",
          Member.registration(name, address, "null", password));
      Member member = new Member(server, name, address, server.awaitMail(address));
      String code = member.resetCode();
      assertThat(server.json("POST", PATH + code, NEW).whole()).isEqualTo(REFUSED);
      String good = "{\"new_pwd\":\"" + "\uD83D\uDE00".repeat(15) + "\"}";
      assertThat(server.json("POST", PATH + code, good).whole()).isEqualTo(RESET);
    }
  }

  @Test
  void aBrowserThatFollowsTheLinkGetsAPageAndSpendsNothing() {
    String code = Member.registered(SERVER).resetCode();
    Reply page = SERVER.get(PATH + code, "Accept: text/html,application/xhtml+xml,*/*;q=0.8");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(post(code, NEW).whole()).isEqualTo(RESET);
  }

  @Test
  void anyOtherGetIsNotAllowed() {
    String code = Member.registered(SERVER).resetCode();
    for (String accept : List.of("Accept: */*", "Accept: application/json", "X-None: x")) {
      Reply reply = SERVER.get(PATH + code, accept);
      assertThat(reply.whole()).isEqualTo("405 {\"msg\":\"Method Not Allowed\"}\n");
      assertThat(reply.headers("Allow")).containsExactly("POST, OPTIONS");
    }
  }

  private static Reply post(String code, String body, String... headers) {
    return SERVER.json("POST", PATH + code, body, headers);
  }
}
