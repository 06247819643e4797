package vestibule.web;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.web.PageChecks.assertPage;

import org.junit.jupiter.api.Test;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.v1.OwnPerson;

/** The pages that links of our own mails lead to: a link spends nothing, a button does. */
class OwnLinkPagesTest {

  private static final String HTML = "Accept: text/html";

  private final TestServer server = TestServer.shared();

  private boolean isVerified(OwnPerson person) {
    return server.core().accounts().named(person.email()).orElseThrow().isAddressVerified();
  }

  @Test
  void onlyTheButtonConfirmsAnAddress() {
    OwnPerson person = OwnPerson.registered(server);
    String path = server.awaitMail(person.email()).path();
    for (String method : new String[] {"HEAD", "GET", "GET"}) {
      assertPage(server.send(method, path, null, HTML), 200, "en");
      assertThat(isVerified(person)).isFalse();
    }
    assertThat(server.get(path).body()).contains("Press the button").contains("method=\"post\"");
    Reply done = server.send("POST", path, null, HTML);
    assertPage(done, 200, "en");
    assertThat(done.body()).contains("Your e-mail address is confirmed");
    assertThat(isVerified(person)).isTrue();
    assertThat(server.get(path).body()).contains("Your e-mail address is confirmed");
    assertThat(server.send("POST", path, null).status()).isEqualTo(200);
  }

  @Test
  void aDeadLinkAsksForAnother() {
    for (String method : new String[] {"GET", "POST"}) {
      Reply gone = server.send(method, "/v1/confirm/dead", null, HTML);
      assertPage(gone, 400, "en");
      assertThat(gone.body()).contains("action=\"/v1/confirmations\"");
    }
    Reply gone = server.get("/v1/reset/dead", HTML);
    assertPage(gone, 400, "en");
    assertThat(gone.body()).contains("action=\"/v1/resets\"").contains("name=\"login\"");
  }

  @Test
  void aCodeOfAnotherDoorIsDeadHere() {
    String name = server.unique("other");
    server.json(
        "POST",
        "/user_account/registration",
        "{\"username\":\"%1$s\",\"full_name\":\"x\",\"email\":\"%1$s@example.org\",\"pwd\":\"x\"}"
            .formatted(name));
    String code = server.awaitMail(name + "@example.org").code();
    assertThat(server.get("/v1/confirm/" + code).status()).isEqualTo(400);
    assertThat(server.send("POST", "/v1/confirm/" + code, null).status()).isEqualTo(400);
  }

  @Test
  void aResetLinkShowsAFormThatKnowsItsCode() {
    OwnPerson person = OwnPerson.confirmed(server);
    server.json("POST", "/v1/resets", "{\"login\":\"%s\"}".formatted(person.name()));
    String path = server.awaitMail(person.email()).path();
    Reply page = server.get(path, HTML, "Accept-Language: ru");
    assertPage(page, 200, "ru");
    assertThat(page.body())
        .contains("<form method=\"post\" data-send=\"json\" data-to=\"/v1/resets/complete\"")
        .contains("name=\"code\" value=\"" + path.substring("/v1/reset/".length()) + "\"");
  }

  @Test
  void aBrowserWithoutAScriptChoosesANewPassword() {
    OwnPerson person = OwnPerson.confirmed(server);
    server.json("POST", "/v1/resets", "{\"login\":\"%s\"}".formatted(person.name()));
    String path = server.awaitMail(person.email()).path();
    Reply weak = server.form("POST", path, "password=1", HTML);
    assertPage(weak, 422, "en");
    assertThat(weak.body()).contains("This password is not allowed here", "<form method=\"post\"");
    assertThat(person.signIn().status()).as("nothing was changed").isEqualTo(201);
    Reply done = server.form("POST", path, "password=another+horse+8", HTML);
    assertPage(done, 200, "en");
    assertThat(done.body())
        .contains("Your password has been changed", "<a href=\"/sign-in\">")
        .doesNotContain("<form");
    assertThat(person.signIn("another horse 8").status()).isEqualTo(201);
    assertThat(person.signIn().status()).isEqualTo(401);
    Reply again = server.form("POST", path, "password=another+horse+9", HTML);
    assertPage(again, 400, "en");
    assertThat(again.body()).contains("action=\"/v1/resets\"");
  }

  @Test
  void whereTheDoorIsShutAnotherOneIsAskedOrNone() {
    try (TestServer shut = TestServer.start("VESTIBULE_DOORS=envelope")) {
      assertThat(shut.get("/v1/reset/dead").body())
          .contains("action=\"/api/reset_password_request\"")
          .contains("name=\"username\"");
    }
    try (TestServer shut = TestServer.start("VESTIBULE_DOORS=chat")) {
      assertPage(shut.get("/v1/reset/dead", HTML), 400, "en");
      assertThat(shut.get("/v1/reset/dead").body()).doesNotContain("<form");
    }
  }
}
