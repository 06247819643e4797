package vestibule.contracts.knowme;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vestibule.Reply;
import vestibule.TestServer;

/** {@code POST /account/verify-email/}. */
class VerifyEmailTest {

  private static final String PATH = "/account/verify-email/";
  private static final String INVALID = "400 {\"key\":[\"This key is invalid.\"]}";
  private static final String WRONG =
      "400 {\"non_field_errors\":[\"The provided credentials were invalid.\"]}";

  private final TestServer server = TestServer.shared();
  private final String address = server.unique("verify") + "@example.com";
  private final long id = KnowMeMember.registered(server, address);
  private final String key = server.awaitMail(address).code();

  @Test
  void confirmsOnce() {
    assertThat(key).matches("[A-Za-z0-9]{64}");
    assertThat(post(key, KnowMeMember.PASSWORD).whole()).isEqualTo("200 {}");
    assertThat(login().status()).isEqualTo(200);
    assertThat(post(key, KnowMeMember.PASSWORD).whole()).isEqualTo(INVALID);
    server.assertNoMail(address);
  }

  @Test
  void takesFormsWithoutTheSlashToo() {
    String form = "key=+" + key + "&password=" + KnowMeMember.PASSWORD + "++";
    assertThat(server.form("POST", "/account/verify-email", form).whole()).isEqualTo("200 {}");
  }

  /** "We require the user's password to prevent mistyped email addresses from being verified." */
  @Test
  void aWrongPasswordLeavesTheKeyValid() {
    assertThat(post(key, "wrong").whole()).isEqualTo(WRONG);
    assertThat(post(key, KnowMeMember.PASSWORD).whole()).isEqualTo("200 {}");
  }

  @Test
  void refusesADisabledAccountAlike() {
    server.core().administration().disable(id);
    assertThat(post(key, KnowMeMember.PASSWORD).whole()).isEqualTo(WRONG);
  }

  @Test
  void refusesWhatIsNoKey() {
    assertThat(post("x", KnowMeMember.PASSWORD).whole()).isEqualTo(INVALID);
    assertThat(post("a".repeat(64), KnowMeMember.PASSWORD).whole()).isEqualTo(INVALID);
    assertThat(post("a".repeat(65), KnowMeMember.PASSWORD).whole())
        .isEqualTo("400 {\"key\":[\"Ensure this field has no more than 64 characters.\"]}");
  }

  @Test
  void reportsAllBadFieldsTogether() {
    assertThat(server.json("POST", PATH, "{}").whole())
        .isEqualTo(
            "400 {\"key\":[\"This field is required.\"],"
                + "\"password\":[\"This field is required.\"]}");
    assertThat(post("x", "").whole())
        .isEqualTo(
            "400 {\"key\":[\"This key is invalid.\"],"
                + "\"password\":[\"This field may not be blank.\"]}");
    assertThat(post(key, "").whole())
        .isEqualTo("400 {\"password\":[\"This field may not be blank.\"]}");
  }

  @Test
  void endsAfterADay() {
    try (TestServer own = TestServer.start()) {
      String late = own.unique("late") + "@example.com";
      KnowMeMember.registered(own, late);
      String body = KnowMeMember.verification(own.awaitMail(late).code(), KnowMeMember.PASSWORD);
      own.clock().advance(Duration.ofDays(1));
      String sentence = "This key has expired. Please send a new verification email and try again.";
      assertThat(own.json("POST", PATH, body).whole())
          .isEqualTo("400 {\"key\":[\"" + sentence + "\"]}");
      assertThat(own.json("POST", PATH, body.replace(KnowMeMember.PASSWORD, "")).whole())
          .isEqualTo(
              "400 {\"key\":[\""
                  + sentence
                  + "\"],\"password\":[\"This field may not be blank.\"]}");
    }
  }

  /** A D key never works at a GET link (docs/contracts 0.9). */
  @Test
  void aKeyWorksAtNoLink() {
    assertThat(server.get("/api/register/confirm/" + key).status()).isEqualTo(400);
    assertThat(server.get("/user_account/confirm_email/" + key).status()).isEqualTo(400);
    assertThat(login().status()).isEqualTo(400);
  }

  @Test
  void worksOnceForManyAtOnce() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> replies =
          IntStream.range(0, 6)
              .mapToObj(_ -> threads.submit(() -> post(key, KnowMeMember.PASSWORD).whole()))
              .toList();
      int good = 0;
      for (Future<String> reply : replies) {
        if (reply.get().equals("200 {}")) {
          good++;
        } else {
          assertThat(reply.get()).isEqualTo(INVALID);
        }
      }
      assertThat(good).isEqualTo(1);
    }
  }

  @Test
  void getIsNotServed() {
    assertThat(server.get(PATH).whole())
        .isEqualTo("405 {\"detail\":\"Method \\\"GET\\\" not allowed.\"}");
  }

  private Reply post(String code, String password) {
    return server.json("POST", PATH, KnowMeMember.verification(code, password));
  }

  private Reply login() {
    return KnowMeMember.login(server, address, KnowMeMember.PASSWORD);
  }
}
