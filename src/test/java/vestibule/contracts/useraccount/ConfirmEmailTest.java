package vestibule.contracts.useraccount;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.contracts.Member.bearer;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.contracts.Member;

/** GET /user_account/confirm_email/TOKEN. */
class ConfirmEmailTest {

  private static final TestServer SERVER = TestServer.shared();
  private static final String PATH = "/user_account/confirm_email/";
  private static final String CONFIRMED = "200 {\"msg\":\"Your email has been confirmed.\"}\n";
  private static final String WRONG = "400 {\"msg\":\"Wrong token\"}\n";

  @Test
  void theMailedLinkConfirmsAndASecondVisitChangesNothing() {
    Member member = Member.registered(SERVER);
    assertThat(isVerified(SERVER, member)).isFalse();
    Reply first = SERVER.get(member.confirmation().path(), "Accept: application/json");
    assertThat(first.whole()).isEqualTo(CONFIRMED);
    assertThat(first.headers("Set-Cookie")).isEmpty();
    assertThat(isVerified(SERVER, member)).isTrue();
    assertThat(SERVER.get(member.confirmation().path()).whole()).isEqualTo(CONFIRMED);
    assertThat(isVerified(SERVER, member)).isTrue();
    SERVER.assertNoMail(member.address());
  }

  @Test
  void headTellsTheSameButConfirmsNothing() {
    Member member = Member.registered(SERVER);
    Reply head = SERVER.send("HEAD", member.confirmation().path(), null);
    assertThat(head.whole()).isEqualTo("200 ");
    assertThat(isVerified(SERVER, member)).isFalse();
    assertThat(SERVER.send("HEAD", PATH + "wrong", null).whole()).isEqualTo("400 ");
    assertThat(SERVER.get(member.confirmation().path()).whole()).isEqualTo(CONFIRMED);
    assertThat(SERVER.send("HEAD", member.confirmation().path(), null).status()).isEqualTo(200);
  }

  @Test
  void whatWasNeverMailedIsWrong() {
    Member member = Member.registered(SERVER);
    String code = member.confirmation().code();
    for (String wrong :
        List.of(
            "x",
            code + "x",
            code.substring(1),
            code.substring(0, code.length() - 1),
            "%22",
            "%F0%9F%98%80",
            "x".repeat(4_000),
            member.resetCode())) {
      assertThat(SERVER.get(PATH + wrong).whole()).as(wrong).isEqualTo(WRONG);
    }
    assertThat(isVerified(SERVER, member)).isFalse();
  }

  @Test
  void aLinkLivesForADay() {
    try (TestServer server = TestServer.start()) {
      Member late = Member.registered(server);
      server.clock().advance(Duration.ofHours(24).minusMinutes(1));
      Member early = Member.registered(server);
      assertThat(server.get(early.confirmation().path()).whole()).isEqualTo(CONFIRMED);
      server.clock().advance(Duration.ofMinutes(2));
      assertThat(server.get(late.confirmation().path()).whole()).isEqualTo(WRONG);
      assertThat(isVerified(server, late)).isFalse();
      server.clock().advance(Duration.ofHours(24));
      assertThat(server.get(early.confirmation().path()).whole()).isEqualTo(WRONG);
    }
  }

  @Test
  void aCodeOfAWorksAtBAndUnderTheAlias() {
    Member member = Member.registered(SERVER);
    String code = member.confirmation().code();
    assertThat(SERVER.get("/api/confirm_email/" + code).body())
        .isEqualTo("{\"msg\":\"Your email has been confirmed.\",\"status\":\"OK\"}\n");
    assertThat(SERVER.get("/api/user_account/confirm_email/" + code).whole()).isEqualTo(CONFIRMED);
  }

  @Test
  void aDeletedAccountHasNoCodes() {
    Member member = Member.registered(SERVER);
    SERVER.core().administration().delete(member.account());
    assertThat(SERVER.get(member.confirmation().path()).whole()).isEqualTo(WRONG);
  }

  private static boolean isVerified(TestServer server, Member member) {
    return server
        .get("/user_account/profile_settings", bearer(member.token()))
        .json()
        .path("is_email_verified")
        .asBoolean();
  }
}
