package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import vestibule.core.model.Email;
import vestibule.core.model.Person;
import vestibule.store.LiveSessions;

/**
 * What must hold when many ask for the same thing at the same moment, each through a real
 * connection.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RaceTest {

  private static final int CROWD = 50;

  private TestServer server;

  @BeforeAll
  void start() {
    server = TestServer.withSlowHashes();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void fiftyRegistrationsOfOneNameMakeOneAccount() {
    String name = server.unique("race");
    List<Reply> replies =
        Together.run(
            CROWD,
            i ->
                TestDoor.USER_ACCOUNT.register(
                    server,
                    new TestPerson(
                        TestDoor.USER_ACCOUNT, name, name + i + "@example.org", "Passw0rdLong")));
    assertThat(count(replies, "200 {\"msg\":\"Check your email...\"}\n")).isEqualTo(1);
    assertThat(count(replies, "400 {\"msg\":\"username is not allowed\"}\n") + busy(replies))
        .isEqualTo(CROWD - 1);
    assertThat(accountsWith(name)).isEqualTo(1);
  }

  @Test
  void fiftyRegistrationsOfOneAddressThroughAllDoorsMakeOneAccount() {
    String address = server.unique("race") + "@example.org";
    TestDoor[] doors = TestDoor.values();
    List<Boolean> made =
        Together.run(
            CROWD,
            i -> {
              TestDoor door = doors[i % doors.length];
              String name = server.unique("crowd");
              Reply reply =
                  door.register(server, new TestPerson(door, name, address, "Passw0rdLong"));
              assertThat(reply.status()).isIn(200, 201, 400, 422, 503);
              return reply.status() < 300 && !reply.body().contains("ERR");
            });
    assertThat(made.stream().filter(one -> one).count()).isEqualTo(1);
    assertThat(accountsWith(address)).isEqualTo(1);
  }

  @Test
  void fiftyUsesOfOneResetTokenMakeOneReset() {
    TestPerson person = TestPerson.at(TestDoor.USER_ACCOUNT, server);
    person.cameInBy().register(server, person);
    server.awaitMail(person.email());
    server.json(
        "POST",
        "/user_account/reset_password_request",
        "{\"username\": \"%s\"}".formatted(person.name()));
    String reset = server.awaitMail(person.email()).path();
    List<Reply> replies =
        Together.run(
            CROWD,
            i -> server.json("POST", reset, "{\"new_pwd\": \"new password %s\"}".formatted(i)));
    assertThat(count(replies, "200 {\"msg\":\"Your password has been reset.\"}\n")).isEqualTo(1);
    assertThat(count(replies, "400 {\"msg\":\"Wrong token\"}\n") + busy(replies))
        .isEqualTo(CROWD - 1);
    int winner =
        replies.indexOf(
            replies.stream().filter(reply -> reply.status() == 200).findFirst().orElseThrow());
    assertThat(
            TestDoor.USER_ACCOUNT.signIn(server, person.name(), "new password " + winner).status())
        .isEqualTo(200);
  }

  @Test
  void fiftyPrimarySwitchesAndDeletionsLeaveExactlyOnePrimary() {
    TestPerson person = TestPerson.at(TestDoor.KNOW_ME, server);
    person.cameInBy().register(server, person);
    person.cameInBy().confirm(server, person, server.awaitMail(person.email()));
    String token =
        "Authorization: "
            + TestDoor.KNOW_ME.token(
                TestDoor.KNOW_ME.signIn(server, person.email(), person.password()));
    for (int i = 0; i < 5; i++) {
      String address = server.unique("more") + "@example.org";
      server.json("POST", "/account/emails/", "{\"email\": \"%s\"}".formatted(address), token);
      person.cameInBy().confirm(server, person, server.awaitMail(address));
    }
    List<Email> addresses = person(person.email()).emails();
    Together.run(
        CROWD,
        i -> {
          String path = "/account/emails/" + addresses.get(i % addresses.size()).id() + "/";
          Reply reply =
              i % 2 == 0
                  ? server.json("PATCH", path, "{\"primary\": true}", token)
                  : server.send("DELETE", path, null, token);
          assertThat(reply.status()).isIn(200, 204, 404, 409);
          return reply;
        });
    String list = server.get("/account/emails/", token).body();
    assertThat(list.split("\"primary\":true", -1)).hasSize(2);
    String primary = server.get("/account/profile/", token).text("email");
    assertThat(list)
        .contains("\"email\":\"%s\",\"verified\":true,\"primary\":true".formatted(primary));
  }

  @Test
  void fiftyRequestsInsideTheRenewalWindowAllSucceed() {
    try (TestServer own = TestServer.start()) {
      TestPerson person = TestPerson.at(TestDoor.USER_ACCOUNT, own);
      person.cameInBy().register(own, person);
      Reply signedIn = person.cameInBy().signIn(own, person.name(), person.password());
      String cookies = cookies(signedIn);
      own.clock().advance(Duration.ofMinutes(45));
      List<Reply> replies =
          Together.run(
              CROWD,
              i ->
                  own.get(
                      "/user_account/profile_settings",
                      "Cookie: " + cookies,
                      "X-CSRF-TOKEN: " + signedIn.cookie("csrf_access_token")));
      for (Reply reply : replies) {
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.cookie("csrf_access_token"))
            .isEqualTo(signedIn.cookie("csrf_access_token"));
        assertThat(reply.cookie("access_token_cookie"))
            .isNotEqualTo(signedIn.cookie("access_token_cookie"));
        assertThat(own.get("/user_account/profile_settings", "Cookie: " + cookies(reply)).status())
            .isEqualTo(200);
      }
    }
  }

  @Test
  void aLogInWithTheOldPasswordThatOverlapsAResetLeavesNoSession() {
    for (int round = 0; round < 5; round++) {
      TestPerson person = TestPerson.at(TestDoor.USER_ACCOUNT, server);
      person.cameInBy().register(server, person);
      server.awaitMail(person.email());
      server.json(
          "POST",
          "/user_account/reset_password_request",
          "{\"username\": \"%s\"}".formatted(person.name()));
      String reset = server.awaitMail(person.email()).path();
      List<Reply> replies =
          Together.run(
              12,
              i ->
                  i == 0
                      ? server.json("POST", reset, "{\"new_pwd\": \"another\"}")
                      : person.cameInBy().signIn(server, person.name(), person.password()));
      assertThat(replies.getFirst().status()).isEqualTo(200);
      for (Reply reply : replies.subList(1, replies.size())) {
        if (reply.status() == 200) {
          Reply me = person.cameInBy().whoami(server, "Bearer " + reply.text("token"));
          assertThat(me.whole()).isEqualTo("401 {\"msg\":\"Token has been revoked\"}\n");
        }
      }
      assertThat(liveSessions(person.name())).isZero();
    }
  }

  private static String cookies(Reply reply) {
    return reply.headers("Set-Cookie").stream()
        .map(line -> line.substring(0, line.indexOf(';')))
        .collect(Collectors.joining("; "));
  }

  private long accountsWith(String login) {
    return server.core().administration().list(0, 100_000).stream()
        .filter(
            one ->
                one.account().username().filter(login::equals).isPresent()
                    || one.emails().stream().anyMatch(email -> email.address().equals(login)))
        .count();
  }

  private long liveSessions(String login) {
    long account = person(login).id();
    return server
        .transactions()
        .read(stores -> LiveSessions.of(stores, account, server.clock().instant()))
        .size();
  }

  private Person person(String login) {
    return server.core().accounts().named(login).orElseThrow();
  }

  /** The hashing pool takes 20 waiting hashes a core; on two cores some of a crowd are refused. */
  private static long busy(List<Reply> replies) {
    return replies.stream()
        .filter(reply -> reply.whole().equals("503 {\"msg\":\"Service Unavailable\"}\n"))
        .filter(reply -> reply.header("Retry-After").isPresent())
        .count();
  }

  private static long count(List<Reply> replies, String whole) {
    return replies.stream().filter(reply -> reply.whole().equals(whole)).count();
  }
}
