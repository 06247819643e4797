package vestibule.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.v1.OwnPerson.PASSWORD;
import static vestibule.v1.OwnPerson.problem;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vestibule.Reply;
import vestibule.TestServer;

/** The cookie of our own door: who gets it, and what it is good for. */
class OwnCookieTest {

  private final TestServer server = TestServer.shared();

  @Test
  void aBrowserGetsACookieAndIsToldNoToken() {
    OwnPerson person = OwnPerson.registered(server);
    Reply reply = person.signInBrowser();
    assertThat(reply.whole())
        .isEqualTo(
            "201 "
                + OwnPerson.json(
                    "'account':'%s','session':'%s'", person.id(), reply.text("session")));
    assertThat(reply.setCookie("__Host-vestibule"))
        .matches(
            "__Host-vestibule=[0-9a-f]{64}; Max-Age=15552000; HttpOnly; Secure;"
                + " SameSite=Lax; Path=/");
    String cookie = "Cookie: __Host-vestibule=" + reply.cookie("__Host-vestibule");
    Reply list = server.get("/v1/sessions", cookie);
    assertThat(list.text("/items/0/door")).isEqualTo("v1");
    assertThat(list.text("/items/0/current")).isEqualTo("true");
    assertThat(server.get("/v1/account", cookie).text("username")).isEqualTo(person.name());
    String key = reply.cookie("__Host-vestibule");
    for (String header : List.of("Authorization: Bearer " + key, "Authorization: " + key)) {
      assertThat(server.get("/v1/account", header).text("code")).isEqualTo("token_invalid");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Accept: */*
          Origin: https://evil.example
          Origin: null
          Sec-Fetch-Site: cross-site
          Sec-Fetch-Site: same-site
          Sec-Fetch-Site: none
          """)
  void aPageThatIsNotOursGetsNoCookie(String header) {
    Reply reply = OwnPerson.registered(server).signInBrowser(header);
    assertThat(reply.whole())
        .isEqualTo(
            problem(403, "origin_foreign", "Only a page of this server's own gets a cookie."));
    assertThat(reply.headers("Set-Cookie")).isEmpty();
  }

  @Test
  void aCookieChangesSomethingForAPageOfOursAlone() {
    OwnPerson person = OwnPerson.registered(server);
    String cookie = "Cookie: __Host-vestibule=" + person.signInBrowser().cookie("__Host-vestibule");
    String body = "{\"phone\":\"1\"}";
    for (String header :
        List.of(
            "Accept: */*",
            "Origin: https://evil.example",
            "Origin: null",
            "Sec-Fetch-Site: cross-site",
            "Sec-Fetch-Site: same-site",
            "X-CSRF-TOKEN: x")) {
      assertThat(server.json("PATCH", "/v1/account", body, cookie, header).whole())
          .as(header)
          .isEqualTo(
              problem(403, "origin_foreign", "Only a page of this server's own can do this."));
    }
    assertThat(
            server
                .json("PATCH", "/v1/account", body, cookie, "Origin: http://localhost")
                .text("phone"))
        .isEqualTo("1");
    Reply out =
        server.send("DELETE", "/v1/sessions/current", null, cookie, "Sec-Fetch-Site: same-origin");
    assertThat(out.status()).isEqualTo(204);
    assertThat(out.setCookie("__Host-vestibule")).contains("Expires=Thu, 01 Jan 1970");
    assertThat(server.get("/v1/account", cookie).text("code")).isEqualTo("session_ended");
  }

  @Test
  void ofTwoCookiesTheOneThatLetsInCountsAndTwoOfOneNameDoNot() {
    OwnPerson person = OwnPerson.registered(server);
    String key = person.signInBrowser().cookie("__Host-vestibule");
    Reply atA =
        server.json(
            "POST",
            "/user_account/login",
            "{\"username\":\"%s\",\"pwd\":\"%s\"}".formatted(person.name(), PASSWORD));
    String a = "access_token_cookie=" + atA.cookie("access_token_cookie");
    assertThat(
            server
                .get("/v1/sessions", "Cookie: " + a + "; __Host-vestibule=" + key)
                .json()
                .at("/items")
                .valueStream()
                .filter(item -> item.get("current").asBoolean())
                .map(item -> item.get("door").asString()))
        .containsExactly("v1");
    assertThat(
            server
                .get("/v1/sessions", "Cookie: " + a + "; __Host-vestibule=dead")
                .json()
                .at("/items")
                .valueStream()
                .filter(item -> item.get("current").asBoolean())
                .map(item -> item.get("door").asString()))
        .containsExactly("useraccount");
    assertThat(
            server
                .get("/v1/account", "Cookie: __Host-vestibule=" + key + "; __Host-vestibule=x")
                .text("code"))
        .isEqualTo("token_invalid");
  }

  @Test
  void anotherFactorCompletesABrowsersSignInToo() {
    OwnPerson person = OwnPerson.registered(server);
    server.factor.want(person.id());
    server.factor.accept(person.id(), "123456");
    String ticket = person.signInBrowser().text("ticket");
    String body = OwnPerson.json("'ticket':'%s','answer':'123456','cookies':true", ticket);
    assertThat(server.json("POST", "/v1/sessions/complete", body).text("code"))
        .isEqualTo("origin_foreign");
    Reply done = server.json("POST", "/v1/sessions/complete", body, "Sec-Fetch-Site: same-origin");
    assertThat(done.status()).isEqualTo(201);
    String cookie = "Cookie: __Host-vestibule=" + done.cookie("__Host-vestibule");
    assertThat(server.get("/v1/account", cookie).status()).isEqualTo(200);
  }
}
