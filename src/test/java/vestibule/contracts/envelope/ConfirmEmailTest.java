package vestibule.contracts.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.contracts.Member.bearer;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import vestibule.TestServer;
import vestibule.contracts.Member;

/** GET /api/confirm_email/TOKEN. */
class ConfirmEmailTest {

  private static final TestServer SERVER = TestServer.shared();
  private static final String PATH = "/api/confirm_email/";
  private static final String CONFIRMED =
      "200 {\"msg\":\"Your email has been confirmed.\",\"status\":\"OK\"}\n";
  private static final String UNKNOWN = "200 {\"msg\":\"user not found.\",\"status\":\"ERR\"}\n";

  @Test
  void theMailedLinkConfirmsAndASecondVisitChangesNothing() {
    String name = SERVER.unique("confirm");
    String address = name + "@example.org";
    SERVER.json(
        "POST", "/api/registration", Member.registration(name, address, "null", Member.PASSWORD));
    Member member = new Member(SERVER, name, address, SERVER.awaitMail(address));
    assertThat(SERVER.send("HEAD", member.confirmation().path(), null).whole()).isEqualTo("200 ");
    assertThat(isVerified(member)).isFalse();
    assertThat(SERVER.get(member.confirmation().path()).whole()).isEqualTo(CONFIRMED);
    assertThat(isVerified(member)).isTrue();
    assertThat(SERVER.get(member.confirmation().path()).whole()).isEqualTo(CONFIRMED);
    assertThat(SERVER.get("/user_account/confirm_email/" + member.confirmation().code()).status())
        .isEqualTo(200);
  }

  @Test
  void whatWasNeverMailedOrIsTooOldIsUnknown() {
    try (TestServer server = TestServer.start()) {
      Member member = Member.registered(server);
      String code = member.confirmation().code();
      for (String wrong : List.of("x", code + "x", code.substring(1), member.resetCode())) {
        assertThat(server.get(PATH + wrong).whole()).isEqualTo(UNKNOWN);
      }
      server.clock().advance(Duration.ofHours(25));
      assertThat(server.get(PATH + code).whole()).isEqualTo(UNKNOWN);
    }
  }

  private static boolean isVerified(Member member) {
    return SERVER
        .get("/api/profile_settings", bearer(member.token()))
        .json()
        .at("/data/is_email_verified")
        .asBoolean();
  }
}
