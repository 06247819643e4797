package vestibule.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vestibule.TestServer;
import vestibule.v1.OwnPerson;

/** Passkeys of a real browser with a device in software, as docs/v1.md tells pages to use them. */
@Tag("processes")
class PasskeyBrowserTest {

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

  @TempDir Path profile;

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void aBrowserMakesAPasskeyAndSignsInByItAloneAndBesideThePassword() throws Exception {
    Optional<Path> program = Chromium.program();
    assumeTrue(program.isPresent(), "chromium is not installed: NO passkey is tried in a browser");
    int port = freePort();
    String here = "http://localhost:" + port;
    try (TestServer server =
            TestServer.start("VESTIBULE_HTTP_PORT=" + port, "VESTIBULE_PUBLIC_URL=" + here);
        Chromium browser = Chromium.start(program.get(), profile)) {
      OwnPerson person = OwnPerson.confirmed(server);
      browser.holdDevice();
      browser.open(here + "/user_account/confirm_email/dead");
      String told = browser.run(SCRIPT.formatted(person.name(), OwnPerson.PASSWORD));
      JsonNode all = JsonMapper.shared().readTree(told);
      assertThat(all.at("/added/factor/kind").asString()).as(told).isEqualTo("passkey");
      assertThat(all.at("/wanted/factors").toString()).isEqualTo("[\"passkey\",\"recovery\"]");
      assertThat(factors(server, all.at("/alone/access_token").asString()))
          .isEqualTo("[\"passkey\"]");
      assertThat(factors(server, all.at("/beside/access_token").asString()))
          .isEqualTo("[\"password\",\"passkey\"]");
    }
  }

  private static void press(Chromium browser, String action) {
    browser.await(
        "document.querySelector('form[action=\"" + action + "\"]:not([hidden])') !== null");
    browser.run("document.querySelector('form[action=\"" + action + "\"] button').click(); ''");
  }

  private static void type(Chromium browser, String field, String text) {
    browser.run("document.getElementById('" + field + "').value = '" + text + "'; ''");
  }

  @Test
  void aPageMakesAPasskeyThatLetsInByTheFieldOfTheNameAndByAButton() throws Exception {
    Optional<Path> program = Chromium.program();
    assumeTrue(program.isPresent(), "chromium is not installed: NO passkey is tried in a browser");
    int port = freePort();
    String here = "http://localhost:" + port;
    String home = "location.pathname === '/me' && document.readyState === 'complete'";
    try (TestServer server =
            TestServer.start("VESTIBULE_HTTP_PORT=" + port, "VESTIBULE_PUBLIC_URL=" + here);
        Chromium browser = Chromium.start(program.get(), profile)) {
      OwnPerson person = OwnPerson.confirmed(server);
      browser.holdDevice();
      browser.open(here + "/sign-in");
      type(browser, "login", person.name());
      type(browser, "password", OwnPerson.PASSWORD);
      press(browser, "/sign-in");
      browser.await(home);
      browser.open(here + "/me/factors");
      press(browser, "/me/factors/passkeys");
      press(browser, "/me/factors/passkeys/complete");
      browser.await("document.querySelectorAll('ol.codes li').length === 10");
      browser.forget();
      // A device in software takes what it suggests at the field for chosen.
      browser.open(here + "/sign-in");
      browser.await(home);
      browser.forget();
      browser.runFirst("delete PublicKeyCredential.isConditionalMediationAvailable");
      browser.open(here + "/sign-in");
      press(browser, "/sign-in/passkey");
      browser.await(home);
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
