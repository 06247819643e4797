package vestibule.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vestibule.TestServer;
import vestibule.v1.OwnPerson;

/** Passkeys of a real browser with a device in software, as docs/v1.md tells pages to use them. */
@Tag("processes")
class PasskeyBrowserTest {

  @RegisterExtension static final Chromium BROWSER = new Chromium();

  private static final String DEVICE =
      """
      {"options": {"protocol": "ctap2", "transport": "internal", "hasResidentKey": true,
        "hasUserVerification": true, "isUserVerified": true, "automaticPresenceSimulation": true}}
      """;

  private static final String SCRIPT =
      """
      (async () => {
        const post = async (path, body, token) => {
          const headers = {'Content-Type': 'application/json'};
          if (token) headers.Authorization = 'Bearer ' + token;
          const reply = await fetch(path, {method: 'POST', headers, body: JSON.stringify(body)});
          return reply.json();
        };
        const password = {login: '%s', password: '%s'};
        const token = (await post('/v1/sessions', password)).access_token;
        const offer = await post('/v1/account/factors/passkeys', {}, token);
        const made = await navigator.credentials.create(
          {publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(offer)});
        const added = await post('/v1/account/factors/passkeys/complete',
          {name: 'laptop', answer: JSON.stringify(made)}, token);
        const sign = async (options) => JSON.stringify(await navigator.credentials.get(
          {publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options)}));
        const alone = await post('/v1/sessions/passkeys/complete',
          {answer: await sign(await post('/v1/sessions/passkeys', {}))});
        const wanted = await post('/v1/sessions', password);
        const beside = await post('/v1/sessions/complete',
          {ticket: wanted.ticket, answer: await sign(wanted.passkey)});
        return JSON.stringify({added, alone, wanted, beside});
      })()
      """;

  /** Their device keeps passkeys, and takes every touch for theirs. */
  private static Visitor visitorWithADevice(TestServer server) {
    Page page = BROWSER.tab();
    CDPSession protocol = page.context().newCDPSession(page);
    JsonObject options = JsonParser.parseString(DEVICE).getAsJsonObject();
    protocol.send("WebAuthn.enable");
    protocol.send("WebAuthn.addVirtualAuthenticator", options);
    return new Visitor(page, server);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void aBrowserMakesAPasskeyAndSignsInByItAloneAndBesideThePassword() throws Exception {
    int port = freePort();
    String here = "http://localhost:" + port;
    try (TestServer server =
        TestServer.start("VESTIBULE_HTTP_PORT=" + port, "VESTIBULE_PUBLIC_URL=" + here)) {
      OwnPerson person = OwnPerson.confirmed(server);
      Visitor visitor = visitorWithADevice(server);
      visitor.open("/user_account/confirm_email/dead");
      String script = SCRIPT.formatted(person.name(), OwnPerson.PASSWORD);
      String told = (String) visitor.page().evaluate(script);
      JsonNode all = JsonMapper.shared().readTree(told);
      assertThat(all.at("/added/factor/kind").asString()).as(told).isEqualTo("passkey");
      assertThat(all.at("/wanted/factors").toString()).isEqualTo("[\"passkey\",\"recovery\"]");
      assertThat(factors(server, all.at("/alone/access_token").asString()))
          .isEqualTo("[\"passkey\"]");
      assertThat(factors(server, all.at("/beside/access_token").asString()))
          .isEqualTo("[\"password\",\"passkey\"]");
    }
  }

  @Test
  void aPageMakesAPasskeyThatLetsInByTheFieldOfTheNameAndByAButton() throws Exception {
    int port = freePort();
    String here = "http://localhost:" + port;
    try (TestServer server =
        TestServer.start("VESTIBULE_HTTP_PORT=" + port, "VESTIBULE_PUBLIC_URL=" + here)) {
      OwnPerson person = OwnPerson.confirmed(server);
      Visitor visitor = visitorWithADevice(server);
      BrowserContext context = visitor.page().context();
      visitor.signIn(person.name(), OwnPerson.PASSWORD);
      visitor.open("/me/factors");
      visitor.send("/me/factors/passkeys");
      visitor.send("/me/factors/passkeys/complete");
      PlaywrightAssertions.assertThat(visitor.page().locator("ol.codes li")).hasCount(10);
      context.clearCookies();
      // A device in software takes what it suggests at the field for chosen.
      visitor.open("/sign-in");
      visitor.awaitPath("/me");
      context.clearCookies();
      context.addInitScript("delete PublicKeyCredential.isConditionalMediationAvailable");
      visitor.open("/sign-in");
      visitor.send("/sign-in/passkey");
      visitor.awaitPath("/me");
    }
  }

  private static String factors(TestServer server, String token) {
    return server
        .get("/v1/whoami", "Authorization: Bearer " + token)
        .json()
        .at("/factors")
        .valueStream()
        .map(factor -> "\"" + factor.path("name").asString() + "\"")
        .toList()
        .toString()
        .replace(", ", ",");
  }
}
