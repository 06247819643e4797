package vestibule.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.core.model.SigningKey;
import vestibule.core.operator.Duty;
import vestibule.core.ring.KeyRotation.Listed;
import vestibule.core.secret.Ring;

/** The keys that sign, and the settings in force, in the console. */
class KeyPagesTest {

  private static final String SECRET = "a-secret-of-the-settings";

  private static final TestServer SERVER =
      TestServer.start(
          "VESTIBULE_FOREIGN_HASHES_CLUB_SCHEME=flask-security",
          "VESTIBULE_FOREIGN_HASHES_CLUB_PASSWORD_SALT=" + SECRET,
          "VESTIBULE_MAIL_SERVICE_NAME=<b>Example</b> & Sons");

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  private static SigningKey signing(String family) {
    return SERVER.core().keys().list().stream()
        .filter(one -> one.key().isOf(family) && one.state() == Ring.State.CURRENT)
        .map(Listed::key)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void keysAreShownWithTheirAgeAndGiveWay() {
    DeskOperator admin = DeskOperator.of(SERVER, Duty.ADMIN);
    Reply page = admin.get("/admin/keys");
    assertThat(page.body()).contains("0\u00a0d\u00a0old", "signs · ", "published");
    for (String family : SERVER.core().keys().families()) {
      assertThat(page.body()).contains("<h2>" + family + "</h2>");
    }
    String before = signing("useraccount").name().kid();
    assertThat(page.body()).contains("<strong>" + before + "</strong>");
    Reply rotated = admin.done(page, "/admin/keys/useraccount/rotation");
    assertThat(rotated.body()).contains("The next key signs, at once or as soon as");
    String taken = "/admin/keys/" + before + "/removal";
    Reply revoked = admin.done(rotated, taken);
    assertThat(revoked.body())
        .contains("The key is taken away.")
        .doesNotContain("<strong>" + before + "</strong>");
    assertThat(admin.submit(page, taken).status()).isEqualTo(409);
  }

  @Test
  void whoOnlyReadsSeesKeysAndNoForm() {
    DeskOperator reader = DeskOperator.of(SERVER, Duty.READ);
    assertThat(reader.get("/admin/keys").body())
        .contains(signing("v1").name().kid())
        .doesNotContain("action=\"/admin/");
  }

  @Test
  void aKeyIsTakenAwayByWhoHasJustProvedWhoTheyAre() {
    try (TestServer apart = TestServer.start()) {
      DeskOperator admin = DeskOperator.of(apart, Duty.ADMIN);
      apart.clock().advance(Duration.ofMinutes(11));
      String rotation = "/admin/keys/chat/rotation";
      Reply led = admin.submit(admin.get("/admin/keys"), rotation);
      assertThat(led.header("Location")).contains("/me/proof?to=/admin/keys");
    }
  }

  @Test
  void settingsAreShownToAdminsWithoutSecrets() {
    DeskOperator admin = DeskOperator.of(SERVER, Duty.ADMIN);
    Reply page = admin.get("/admin/settings");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body())
        .contains(
            "foreign-hashes.club.password-salt",
            "mail.service-name",
            "&lt;b&gt;Example&lt;/b&gt; &amp; Sons")
        .doesNotContain(SECRET, "<b>");
    for (Duty lesser : List.of(Duty.READ, Duty.SUPPORT)) {
      assertThat(DeskOperator.of(SERVER, lesser).get("/admin/settings").status()).isEqualTo(403);
    }
  }
}
