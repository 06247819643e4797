package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses every door takes, whose they are, and where their mail goes. */
class AddressDoorsTest {

  private static final String A_REFUSED = "400 {\"msg\":\"email is not allowed\"}\n";
  private static final String B_REFUSED =
      "200 {\"msg\":\"email is not allowed.\",\"status\":\"ERR\"}\n";
  private static final String DRF_REFUSED = "400 {\"email\":[\"Enter a valid email address.\"]}";
  private static final String V1_REFUSED =
      "422 {\"type\":\"about:blank\",\"status\":422,\"code\":\"fields_invalid\","
          + "\"detail\":\"Fields of the body are wrong; see errors.\",\"errors\":"
          + "[{\"pointer\":\"/email\",\"code\":\"email_invalid\","
          + "\"detail\":\"No mail can be sent to that.\"}]}";

  private static final String E_REFUSED =
      "400 {\"errorMessage\":\"Неверный формат электронной почты.\"}";

  private final TestServer server = TestServer.shared();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@-ya.ru",
        "a@ya-.ru",
        "a@ya..ru",
        "a@ya.ru.",
        "a@y_a.ru",
        "a@127.0.0.1",
        "a@ya.123",
        "a@xn--a.ru",
        "a@\u017ftrasse.de",
        "a@\u212aelvin.de",
        "a@exa\u00admple.org",
        "a@\uff45xample.org",
        "a@a\u200db.ru",
        "a@b\u3002.ru",
        "\u212a@ya.ru",
        "\u017f@ya.ru",
        "a\u200b@ya.ru"
      })
  void aDomainThatCannotBeIsRefusedAtEveryDoor(String address) {
    for (TestDoor door : TestDoor.values()) {
      String refused =
          switch (door) {
            case USER_ACCOUNT -> A_REFUSED;
            case ENVELOPE -> B_REFUSED;
            case CHAT, KNOW_ME -> DRF_REFUSED;
            case PERSONAL -> E_REFUSED;
            case V1 -> V1_REFUSED;
          };
      TestPerson person = new TestPerson(door, server.unique("p"), address, "Passw0rdLong");
      assertThat(door.register(server, person).whole()).as(door.name()).isEqualTo(refused);
    }
    TestPerson dora = TestPerson.at(TestDoor.KNOW_ME, server);
    dora.cameInBy().register(server, dora);
    dora.cameInBy().confirm(server, dora, server.awaitMail(dora.email()));
    String token =
        dora.cameInBy().token(dora.cameInBy().signIn(server, dora.email(), dora.password()));
    assertThat(
            server
                .json(
                    "POST",
                    "/account/emails/",
                    "{\"email\":\"%s\"}".formatted(address),
                    "Authorization: " + token)
                .whole())
        .isEqualTo(DRF_REFUSED);
    server.assertNoMail(address);
  }

  @Test
  void twoMailboxesThatOnceWereOneAreTwoPeople() {
    String local = server.unique("z");
    List<String> addresses = List.of(local + "@straße.de", local + "@strasse.de");
    for (String address : addresses) {
      TestPerson person = person(TestDoor.USER_ACCOUNT, address);
      assertThat(person.cameInBy().register(server, person).status()).isEqualTo(200);
      assertThat(server.json("POST", "/api/register/", chat(local + "@XN--STRAE-OQA.de")).whole())
          .isEqualTo("400 {\"email\":[\"user with this email already exists.\"]}");
    }
    TestMails.Received sharp = server.awaitMail(local + "@xn--strae-oqa.de");
    server.awaitMail(local + "@strasse.de");
    TestDoor.USER_ACCOUNT.confirm(server, person(TestDoor.USER_ACCOUNT, addresses.get(0)), sharp);
    for (String address : addresses) {
      Reply signedIn = TestDoor.ENVELOPE.signIn(server, address, address + "-Passw0rd");
      assertThat(TestDoor.ENVELOPE.accepted(signedIn)).as(signedIn.whole()).isTrue();
      String me = TestDoor.ENVELOPE.whoami(server, TestDoor.ENVELOPE.token(signedIn)).body();
      assertThat(me).contains("\"is_email_verified\":" + address.contains("ß"));
    }
    Reply wrong =
        TestDoor.ENVELOPE.signIn(server, addresses.get(1), addresses.get(0) + "-Passw0rd");
    assertThat(TestDoor.ENVELOPE.accepted(wrong)).isFalse();
  }

  @Test
  void chatKeepsTheMailboxOfADomainInCapitals() {
    String local = server.unique("s");
    Reply reply = server.json("POST", "/api/register/", chat(local + "@ΟΔΟΣ.gr"));
    assertThat(reply.text("email")).isEqualTo(local + "@οδοσ.gr");
    assertThat(server.awaitMail(local + "@xn--pxavbq.gr").to()).isNotEmpty();
  }

  private TestPerson person(TestDoor door, String address) {
    return new TestPerson(door, server.unique("p"), address, address + "-Passw0rd");
  }

  private static String chat(String address) {
    return "{\"email\":\"%s\",\"password\":\"Kq7-xx__Kq7\"}".formatted(address);
  }
}
