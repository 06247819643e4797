package vestibule.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.v1.OwnPerson.post;
import static vestibule.v1.OwnPerson.problem;
import static vestibule.v1.OwnPerson.wrong;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import vestibule.Reply;
import vestibule.TestServer;

/** {@code POST /v1/sessions/mailed}: a code of a mail in the place of the password. */
class MailedSignInTest {

  private static final String BEGIN = "/v1/sessions/mailed";
  private static final String COMPLETE = BEGIN + "/complete";
  private static final TestServer SERVER = TestServer.start("VESTIBULE_SIGN_IN_MAILED_CODES=on");
  private static final Pattern CODE = Pattern.compile("(?m)^([0-9]{8})$");
  private static final String WRONG =
      problem(401, "credentials_wrong", "That does not let anybody in.");
  private static final String OFF =
      problem(403, "mailed_codes_off", "Nobody signs in by a mailed code here.");

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  private static String begin(String login) {
    Reply reply = post(SERVER, BEGIN, "'login':'%s'", login);
    String ticket = reply.text("ticket");
    assertThat(reply.whole()).isEqualTo("202 {\"ticket\":\"" + ticket + "\",\"expires_in\":600}");
    assertThat(ticket).matches("[0-9a-f]{78}");
    return ticket;
  }

  private static Reply complete(String ticket, String code) {
    return post(SERVER, COMPLETE, "'ticket':'%s','code':'%s'", ticket, code);
  }

  private static String code(String address) {
    Matcher code = CODE.matcher(SERVER.awaitMail(address).text());
    assertThat(code.find()).isTrue();
    return code.group(1);
  }

  @Test
  void theCodeOfTheMailSignsInOnce() {
    OwnPerson person = OwnPerson.confirmed(SERVER);
    String ticket = begin(person.email());
    String code = code(person.email());
    Reply reply = complete(ticket, code);
    assertThat(reply.status()).isEqualTo(201);
    String me = OwnPerson.bearer(reply);
    assertThat(SERVER.get("/v1/whoami", me).text("/factors/0/name")).isEqualTo("mail");
    assertThat(complete(ticket, code).whole()).isEqualTo(WRONG);
  }

  @Test
  void nobodyIsToldWhetherAnybodyIsThere() {
    OwnPerson unproved = OwnPerson.registered(SERVER);
    SERVER.awaitMail(unproved.email());
    for (String login : new String[] {unproved.email(), unproved.name(), "nobody@example.org"}) {
      String ticket = begin(login);
      assertThat(complete(ticket, "00000000").whole()).isEqualTo(WRONG);
    }
    SERVER.assertNoMail(unproved.email());
  }

  @Test
  void aPageOfThisServerGetsACookie() {
    OwnPerson person = OwnPerson.confirmed(SERVER);
    String ticket = begin(person.name());
    String body =
        OwnPerson.json("'ticket':'%s','code':'%s','cookies':true", ticket, code(person.email()));
    assertThat(SERVER.json("POST", COMPLETE, body, "Origin: https://evil.example").text("code"))
        .isEqualTo("origin_foreign");
    Reply reply = SERVER.json("POST", COMPLETE, body, "Sec-Fetch-Site: same-origin");
    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.cookie("__Host-vestibule")).isNotEmpty();
  }

  @Test
  void whatIsMissingIsTold() {
    assertThat(post(SERVER, BEGIN, "").whole())
        .isEqualTo(wrong("/login", "field_missing", "This is needed."));
    assertThat(post(SERVER, COMPLETE, "'ticket':'x'").whole())
        .isEqualTo(wrong("/code", "field_missing", "This is needed."));
    assertThat(complete("x", "y").whole()).isEqualTo(WRONG);
  }

  @Test
  void withoutTheSettingNobodySignsInSo() {
    TestServer server = TestServer.shared();
    assertThat(post(server, BEGIN, "'login':'x'").whole()).isEqualTo(OFF);
    assertThat(post(server, COMPLETE, "'ticket':'x','code':'y'").whole()).isEqualTo(OFF);
  }
}
