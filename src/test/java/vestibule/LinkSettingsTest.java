package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Where the links of each contract's mails lead (docs/contracts 0.9): to the contract's own
 * address, to a front-end's, or to a page of this server.
 */
class LinkSettingsTest {

  private static final String FRONT_END = "https://app.example.org/#/";
  private static final String HTML = "Accept: text/html";

  private static final TestServer USUAL = TestServer.shared();
  private static final TestServer ELSEWHERE = TestServer.start(all(FRONT_END + "%s?code={token}"));
  private static final TestServer PAGES = TestServer.start(all("pages"));

  @AfterAll
  static void stop() {
    ELSEWHERE.close();
    PAGES.close();
  }

  /** Every setting of a link, with its own name in the value. */
  private static String[] all(String value) {
    List<String> names = new ArrayList<>();
    for (TestDoor door : TestDoor.values()) {
      names.add(name(door) + "-confirm");
    }
    names.addAll(List.of("useraccount-reset", "envelope-reset", "v1-reset"));
    return names.stream()
        .map(name -> "VESTIBULE_LINKS_" + setting(name) + "=" + value.formatted(name))
        .toArray(String[]::new);
  }

  private static String setting(String name) {
    return name.replace('-', '_').toUpperCase(Locale.ROOT);
  }

  private static String name(TestDoor door) {
    return door.name().replace("_", "").toLowerCase(Locale.ROOT);
  }

  private static TestPerson registered(TestDoor door, TestServer server) {
    TestPerson person = TestPerson.at(door, server);
    Reply done = door.register(server, person);
    assertThat(done.status()).as(done.body()).isBetween(200, 202);
    return person;
  }

  private static boolean isConfirmed(TestServer server, TestPerson person) {
    return server.core().accounts().named(person.email()).orElseThrow().isAddressVerified();
  }

  /** Somebody who has confirmed the address and asked for a new password. */
  private static TestMails.Received resetMail(TestDoor door, TestServer server, TestPerson person) {
    String link = server.awaitMail(person.email()).link(0);
    if (link.startsWith("http://localhost")) {
      server.send("POST", link.replaceFirst("^https?://[^/]+", ""), "");
    }
    String request =
        switch (door) {
          case USER_ACCOUNT -> "/user_account/reset_password_request";
          case ENVELOPE -> "/api/reset_password_request";
          default -> "/v1/resets";
        };
    String field = door == TestDoor.V1 ? "login" : "username";
    Reply asked = server.json("POST", request, "{\"%s\":\"%s\"}".formatted(field, person.name()));
    assertThat(asked.status()).as(asked.body()).isBetween(200, 202);
    return server.awaitMail(person.email());
  }

  @ParameterizedTest
  @CsvSource({
    "USER_ACCOUNT, /user_account/confirm_email/",
    "ENVELOPE, /api/confirm_email/",
    "CHAT, /api/register/confirm/",
    "KNOW_ME, /confirm-email?key=",
    "PERSONAL, /user_account/confirm_email/",
    "V1, /v1/confirm/"
  })
  void unlessSaidOtherwiseALinkLeadsToItsContract(TestDoor door, String path) {
    TestPerson person = registered(door, USUAL);
    assertThat(USUAL.awaitMail(person.email()).path()).startsWith(path);
  }

  @ParameterizedTest
  @EnumSource
  void aLinkLeadsToAFrontEnd(TestDoor door) {
    TestPerson person = registered(door, ELSEWHERE);
    assertThat(ELSEWHERE.awaitMail(person.email()).link(0))
        .startsWith(FRONT_END + name(door) + "-confirm?code=");
  }

  @ParameterizedTest
  @EnumSource(names = {"USER_ACCOUNT", "ENVELOPE", "V1"})
  void aLinkToANewPasswordLeadsToAFrontEnd(TestDoor door) {
    TestPerson person = registered(door, ELSEWHERE);
    assertThat(resetMail(door, ELSEWHERE, person).link(0))
        .startsWith(FRONT_END + name(door) + "-reset?code=");
  }

  private static String page(TestDoor door, String purpose) {
    return "/v1/" + purpose + "/" + (door == TestDoor.V1 ? "" : name(door) + "/");
  }

  @ParameterizedTest
  @EnumSource
  void aLinkLeadsToAPageWhoseButtonConfirms(TestDoor door) {
    TestPerson person = registered(door, PAGES);
    String path = PAGES.awaitMail(person.email()).path();
    assertThat(path).startsWith(page(door, "confirm"));
    for (String method : List.of("HEAD", "GET", "GET")) {
      Reply shown = PAGES.send(method, path, null, HTML);
      assertThat(shown.status()).isEqualTo(200);
      assertThat(shown.body()).doesNotContain("<script");
      assertThat(isConfirmed(PAGES, person)).isFalse();
    }
    if (door == TestDoor.KNOW_ME) {
      Reply wrong = PAGES.form("POST", path, "password=wrong", HTML);
      assertThat(wrong.status()).isEqualTo(422);
      assertThat(wrong.body()).contains("The password is not right", "name=\"password\"");
      assertThat(isConfirmed(PAGES, person)).isFalse();
    }
    Reply done = PAGES.form("POST", path, "password=" + person.password(), HTML);
    assertThat(done.status()).as(done.body()).isEqualTo(200);
    assertThat(done.body()).contains("Your e-mail address is confirmed", "<a href=\"/sign-in\">");
    assertThat(isConfirmed(PAGES, person)).isTrue();
    assertThat(PAGES.get(path, HTML).body()).contains("Your e-mail address is confirmed");
  }

  @ParameterizedTest
  @EnumSource(names = {"USER_ACCOUNT", "ENVELOPE", "V1"})
  void aLinkToANewPasswordLeadsToAPage(TestDoor door) {
    TestPerson person = registered(door, PAGES);
    String path = resetMail(door, PAGES, person).path();
    assertThat(path).startsWith(page(door, "reset"));
    assertThat(PAGES.get(path, HTML).body()).contains("name=\"password\"");
    Reply empty = PAGES.form("POST", path, "password=", HTML);
    assertThat(empty.status()).isEqualTo(422);
    assertThat(empty.body()).contains("This password is not allowed here", "<form method=\"post\"");
    Reply done = PAGES.form("POST", path, "password=another+horse+8", HTML);
    assertThat(done.status()).as(done.body()).isEqualTo(200);
    assertThat(done.body()).contains("Your password has been changed");
    assertThat(door.accepted(door.signIn(PAGES, person.name(), "another horse 8"))).isTrue();
    Reply again = PAGES.form("POST", path, "password=another+horse+9", HTML);
    assertThat(again.status()).isEqualTo(400);
    assertThat(again.body()).contains("action=\"/v1/resets\"");
  }

  @Test
  void aCodeIsDeadOnThePagesOfAnotherFamily() {
    TestPerson person = registered(TestDoor.CHAT, PAGES);
    String code = PAGES.awaitMail(person.email()).code();
    for (TestDoor other : TestDoor.values()) {
      if (other != TestDoor.CHAT) {
        String path = page(other, "confirm") + code;
        assertThat(PAGES.get(path).status()).as(path).isEqualTo(400);
        assertThat(PAGES.form("POST", path, "password=" + person.password()).status())
            .as(path)
            .isEqualTo(400);
      }
    }
    assertThat(isConfirmed(PAGES, person)).isFalse();
    assertThat(PAGES.get("/v1/reset/chat/" + code).status()).as("it has none").isEqualTo(404);
  }

  @Test
  void thePagesOfLinksStayWherePeopleHaveNoOthers() {
    String[] settings =
        Stream.concat(
                Stream.of(all("pages")), Stream.of("VESTIBULE_PAGES=off", "VESTIBULE_DOORS=chat"))
            .toArray(String[]::new);
    try (TestServer server = TestServer.start(settings)) {
      TestPerson person = registered(TestDoor.CHAT, server);
      Reply done = server.send("POST", server.awaitMail(person.email()).path(), "", HTML);
      assertThat(done.body())
          .contains("Your e-mail address is confirmed")
          .doesNotContain("/sign-in");
    }
  }
}
