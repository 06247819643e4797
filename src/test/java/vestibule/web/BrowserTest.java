package vestibule.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vestibule.TestServer;
import vestibule.contracts.Member;
import vestibule.v1.OwnPerson;

/** People's ways through mails' links, and another site's page, in a real browser. */
@Tag("processes")
class BrowserTest {

  private static final TestServer SERVER = TestServer.shared();
  private static final String HERE = "http://localhost:" + SERVER.port();
  private static final String OUTCOME = "document.getElementById('outcome')";

  @TempDir static Path profile;
  private static Chromium browser;

  @BeforeAll
  static void start() throws Exception {
    Optional<Path> program = Chromium.program();
    assumeTrue(program.isPresent(), "chromium is not installed: NO page is tried in a browser");
    browser = Chromium.start(program.get(), profile);
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  private static String heading() {
    return browser.run("document.querySelector('h1').textContent");
  }

  private static String sent(String field, String text) {
    browser.run(
        (OUTCOME + ".hidden = true; document.getElementById('%s').value = '%s';")
                .formatted(field, text)
            + "document.querySelector('button').click(); ''");
    browser.await("!" + OUTCOME + ".hidden");
    return browser.run(OUTCOME + ".className + ': ' + " + OUTCOME + ".textContent");
  }

  @Test
  void aPersonConfirmsAnAddress() {
    Member member = Member.registered(SERVER);
    browser.open(HERE + member.confirmation().path());
    assertThat(heading()).isEqualTo("Your e-mail address is confirmed");
    assertThat(SERVER.core().accounts().named(member.name()).orElseThrow().isAddressVerified())
        .isTrue();
  }

  @Test
  void aPersonAsksAtADeadLinkForANewOne() {
    Member member = Member.registered(SERVER);
    browser.open(HERE + "/user_account/confirm_email/dead");
    assertThat(heading()).isEqualTo("This link does not work any more");
    assertThat(sent("email", member.address())).startsWith("outcome good: ");
    browser.open(HERE + SERVER.awaitMail(member.address()).path());
    assertThat(heading()).isEqualTo("Your e-mail address is confirmed");
  }

  @Test
  void aPersonChoosesANewPasswordAndUsesTheLinkTwice() {
    Member member = Member.registered(SERVER);
    String link = HERE + "/api/reset_password/" + member.resetCode();
    browser.open(link);
    assertThat(sent("password", "chosen in a browser"))
        .startsWith("outcome good: Your password has been changed.");
    assertThat(member.login("chosen in a browser").status()).isEqualTo(200);
    browser.open(link);
    assertThat(heading()).isEqualTo("This link does not work any more");
    assertThat(sent("username", "nobody")).startsWith("outcome wrong: There is no account");
    assertThat(sent("username", member.name())).startsWith("outcome good: ");
    assertThat(SERVER.awaitMail(member.address()).path()).startsWith("/api/reset_password/");
  }

  @Test
  void aPersonUsesTheLinksOfOurOwnDoor() {
    OwnPerson person = OwnPerson.registered(SERVER);
    browser.open(HERE + SERVER.awaitMail(person.email()).path());
    assertThat(heading()).isEqualTo("Confirm your e-mail address");
    browser.run("document.querySelector('button').click(); ''");
    browser.await("document.querySelector('h1')?.textContent.endsWith('is confirmed')");
    SERVER.json("POST", "/v1/resets", "{\"login\":\"%s\"}".formatted(person.name()));
    String link = HERE + SERVER.awaitMail(person.email()).path();
    browser.open(link);
    assertThat(sent("password", "short")).startsWith("outcome wrong: This password");
    assertThat(sent("password", "chosen in a browser"))
        .startsWith("outcome good: Your password has been changed.");
    assertThat(person.signIn("chosen in a browser").status()).isEqualTo(201);
    browser.open(link);
    assertThat(sent("username", person.name())).startsWith("outcome good: ");
  }

  @Test
  void aPageSolvesTheChallengeThatItsRequestIsAskedFor() {
    try (TestServer asking =
        TestServer.start(
            "VESTIBULE_LIMITS=on",
            "VESTIBULE_CHALLENGE_FAILURES=3",
            "VESTIBULE_CHALLENGE_DIFFICULTY=1000")) {
      for (int i = 0; i < 3; i++) {
        asking.json("POST", "/user_account/login", "{\"username\": \"nobody\", \"pwd\": \"x\"}");
      }
      browser.open("http://127.0.0.1:" + asking.port() + "/user_account/confirm_email/dead");
      assertThat(sent("email", "x@example.org")).startsWith("outcome good: ");
    }
  }

  /** A Blob without a type asks no permission, so the log-in itself arrives. */
  @Test
  void aPageOfAnotherSiteSignsNobodyIn() throws IOException {
    Member member = Member.registered(SERVER);
    HttpServer elsewhere =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    elsewhere.createContext("/", exchange -> exchange.sendResponseHeaders(204, -1));
    elsewhere.createContext(
        "/page",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write("hi".getBytes());
          exchange.close();
        });
    elsewhere.start();
    try {
      int port = elsewhere.getAddress().getPort();
      for (String host : new String[] {"127.0.0.1", "localhost"}) {
        browser.open("http://" + host + ":" + port + "/page");
        assertThat(logIn(member, "no-cors")).isEqualTo("opaque");
        assertThat(browser.cookies(HERE)).isEmpty();
      }
    } finally {
      elsewhere.stop(0);
    }
    browser.open(HERE + "/nowhere");
    assertThat(logIn(member, "cors")).isEqualTo("basic");
    assertThat(browser.cookies(HERE)).containsExactly("access_token_cookie", "csrf_access_token");
  }

  private static String logIn(Member member, String mode) {
    return browser.run(
        """
        fetch('%s/user_account/login', {method: 'POST', credentials: 'include', mode: '%s',
          body: new Blob(['%s'])}).then(answer => answer.type, failed => 'failed: ' + failed)
        """
            .formatted(HERE, mode, Member.credentials(member.name(), Member.PASSWORD)));
  }
}
