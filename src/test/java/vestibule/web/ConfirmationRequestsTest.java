package vestibule.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.Reply;
import vestibule.TestMails;
import vestibule.TestServer;
import vestibule.contracts.Member;

/** {@code POST /v1/confirmations} (docs/contracts 0.11). */
class ConfirmationRequestsTest {

  private static final TestServer SERVER = TestServer.shared();
  private static final String PATH = "/v1/confirmations";
  private static final String ACCEPTED = "202 {}";

  private static Reply ask(String address) {
    return SERVER.json("POST", PATH, "{\"email\":\"%s\"}".formatted(address));
  }

  @Test
  void anUnprovenAddressGetsANewLinkThatWorks() {
    Member member = Member.registered(SERVER);
    assertThat(ask(" " + member.address().toUpperCase() + " ").whole()).isEqualTo(ACCEPTED);
    TestMails.Received mail = SERVER.awaitMail(member.address());
    assertThat(mail.path()).startsWith("/user_account/confirm_email/");
    assertThat(mail.code()).isNotEqualTo(member.confirmation().code());
    assertThat(SERVER.get(mail.path()).status()).isEqualTo(200);
  }

  @Test
  void aFormDoesAsWell() {
    Member member = Member.registered(SERVER);
    String body = "email=" + member.address().replace("@", "%40");
    assertThat(SERVER.form("POST", PATH, body).whole()).isEqualTo(ACCEPTED);
    SERVER.awaitMail(member.address());
  }

  @Test
  void theMailSpeaksTheLanguageAskedForElseThatOfTheDoor() {
    String login = SERVER.unique("student");
    String address = login + "@example.org";
    Reply registered =
        SERVER.json(
            "POST",
            "/account/registration",
            """
            {"login":"%s","password":"Passw0rd","email":"%s","first_name":"Имя","last_name":"Имя"}
            """
                .formatted(login, address),
            "browser: x");
    assertThat(registered.status()).isEqualTo(200);
    SERVER.awaitMail(address);
    ask(address);
    assertThat(SERVER.awaitMail(address).text()).contains("подтвердить");
    SERVER.json("POST", PATH, "{\"email\":\"%s\"}".formatted(address), "Accept-Language: en");
    assertThat(SERVER.awaitMail(address).text()).contains("confirm").doesNotContain("подтв");
  }

  @Test
  void aProvenAddressGetsNoneAndTheAnswerIsTheSame() {
    Member member = Member.registered(SERVER);
    SERVER.get(member.confirmation().path());
    assertThat(ask(member.address()).whole()).isEqualTo(ACCEPTED);
    SERVER.assertNoMail(member.address());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"email\":\"nobody@example.org\"}",
        "{\"email\":\"\"}",
        "{\"email\":\"no address\"}",
        "{\"email\":null}",
        "{\"email\":7}",
        "{\"email\":[\"a@b.c\"]}",
        "{\"email\":\"a\\u0000@b.c\"}",
        "{\"email\":\"\\ud800@b.c\"}",
        "{\"other\":\"a@b.c\",\"x\":{}}",
      })
  void whateverIsAskedForTheAnswerIsTheSame(String body) {
    assertThat(SERVER.json("POST", PATH, body).whole()).isEqualTo(ACCEPTED);
    assertThat(SERVER.send("POST", PATH, body).whole()).isEqualTo(ACCEPTED);
  }

  @Test
  void aVeryLongAddressIsNotLookedUp() {
    assertThat(ask("@".repeat(60_000)).whole()).isEqualTo(ACCEPTED);
    assertThat(SERVER.send("POST", PATH, null).whole()).isEqualTo(ACCEPTED);
  }

  @Test
  void strictPrivacyChangesNothing() {
    try (TestServer strict = TestServer.start("VESTIBULE_PRIVACY=strict")) {
      Member member = Member.registered(strict);
      String body = "{\"email\":\"%s\"}".formatted(member.address());
      assertThat(strict.json("POST", PATH, body).whole()).isEqualTo(ACCEPTED);
      strict.awaitMail(member.address());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ | 400",
        "{\"email\":\"a\",\"email\":\"b\"} | 400",
        "[] | 400",
        "null | 400",
      })
  void brokenJsonIsABadRequest(String body, int status) {
    Reply reply = SERVER.json("POST", PATH, body);
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.json().propertyNames()).containsExactly("detail");
  }

  @Test
  void otherFaultsAreWordedPlainly() {
    assertThat(SERVER.send("POST", PATH, "email=a", "Content-Type: text/plain").whole())
        .isEqualTo("415 {\"detail\":\"Unsupported media type.\"}");
    assertThat(SERVER.json("POST", PATH, " ".repeat(66_000)).whole())
        .isEqualTo("413 {\"detail\":\"Request body too large.\"}");
    Reply get = SERVER.get(PATH);
    assertThat(get.whole()).isEqualTo("405 {\"detail\":\"Method not allowed.\"}");
    assertThat(get.headers("Allow")).containsExactly("POST, OPTIONS");
  }

  @Test
  void frontEndsOfAnyOriginMayAsk() {
    for (Reply reply : List.of(ask("a@b.c"), SERVER.get(PATH), SERVER.json("POST", PATH, "{"))) {
      assertThat(reply.headers("Access-Control-Allow-Origin")).containsExactly("*");
    }
  }
}
