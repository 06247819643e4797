package vestibule.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.core.administration.Appointments;
import vestibule.core.operator.Duty;
import vestibule.v1.OwnPerson;
import vestibule.web.account.PlainBrowser;

/** A mailed code stands for a password, and is no second factor of an operator (decision 50). */
class MailedOperatorTest {

  private static final TestServer SERVER = TestServer.start("VESTIBULE_SIGN_IN_MAILED_CODES=on");
  private static final Pattern CODE = Pattern.compile("(?m)^([0-9]{8})$");

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  private static OwnPerson admin() {
    OwnPerson person = OwnPerson.confirmed(SERVER);
    assertThat(new Appointments(SERVER.core().rights()).appoint(Duty.ADMIN, person.id())).isTrue();
    // It is told of the permission.
    SERVER.awaitMail(person.email());
    return person;
  }

  private static String code(OwnPerson person) {
    Matcher code = CODE.matcher(SERVER.awaitMail(person.email()).text());
    assertThat(code.find()).isTrue();
    return code.group(1);
  }

  private static Reply post(String path, String body) {
    return SERVER.json("POST", path, body);
  }

  @Test
  void whoReadsAnAdminsMailboxIsShownNothingOverTheNetwork() {
    OwnPerson admin = admin();
    Reply asked = post("/v1/sessions/mailed", "{\"login\":\"" + admin.email() + "\"}");
    String right = "{\"ticket\":\"%s\",\"code\":\"%s\"}";
    Reply in =
        post("/v1/sessions/mailed/complete", right.formatted(asked.text("ticket"), code(admin)));
    assertThat(in.status()).isEqualTo(201);
    Reply refused = SERVER.get("/v1/admin/accounts", OwnPerson.bearer(in));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text("code")).isEqualTo("factor_missing");
  }

  @Test
  void whoReadsAnAdminsMailboxIsShownNothingOnPages() {
    OwnPerson admin = admin();
    PlainBrowser browser = new PlainBrowser(SERVER);
    Reply asked =
        browser.submit(browser.get("/sign-in/mailed"), "/sign-in/mailed", "login=" + admin.email());
    browser.submit(asked, "/sign-in/mailed/code", "answer=" + code(admin));
    assertThat(browser.get("/me").status()).isEqualTo(200);
    Reply refused = browser.get("/admin");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.body()).contains("Operators come in by a second factor");
  }
}
