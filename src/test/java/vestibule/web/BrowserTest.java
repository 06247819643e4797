package vestibule.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import vestibule.TestServer;
import vestibule.contracts.Member;
import vestibule.v1.OwnPerson;

/** People's ways through mails' links, and another site's page, in a real browser. */
@Tag("processes")
class BrowserTest {

  private static final TestServer SERVER = TestServer.shared();
  private static final String HERE = "http://localhost:" + SERVER.port();
  @RegisterExtension static final Chromium BROWSER = new Chromium();

  private Visitor visitor;

  @BeforeEach
  void arrive() {
    visitor = new Visitor(BROWSER.tab(), SERVER);
  }

  /** Fills the field in, sends its form, and reads what a script of the page says of the answer. */
  private String sent(String field, String text) {
    Locator outcome = visitor.page().locator("#outcome");
    outcome.evaluate("told => told.hidden = true");
    visitor.fill(field, text);
    visitor.page().locator("button").first().click();
    outcome.waitFor();
    return outcome.getAttribute("class") + ": " + outcome.textContent();
  }

  @Test
  void aPersonConfirmsAnAddress() {
    Member member = Member.registered(SERVER);
    visitor.open(member.confirmation().path());
    assertThat(visitor.heading()).isEqualTo("Your e-mail address is confirmed");
    assertThat(SERVER.core().accounts().named(member.name()).orElseThrow().isAddressVerified())
        .isTrue();
  }

  @Test
  void aPersonAsksAtADeadLinkForANewOne() {
    Member member = Member.registered(SERVER);
    visitor.open("/user_account/confirm_email/dead");
    assertThat(visitor.heading()).isEqualTo("This link does not work any more");
    assertThat(sent("email", member.address())).startsWith("outcome good: ");
    visitor.open(SERVER.awaitMail(member.address()).path());
    assertThat(visitor.heading()).isEqualTo("Your e-mail address is confirmed");
  }

  @Test
  void aPersonChoosesANewPasswordAndUsesTheLinkTwice() {
    Member member = Member.registered(SERVER);
    String link = "/api/reset_password/" + member.resetCode();
    visitor.open(link);
    assertThat(sent("password", "chosen in a browser"))
        .startsWith("outcome good: Your password has been changed.");
    assertThat(member.login("chosen in a browser").status()).isEqualTo(200);
    visitor.open(link);
    assertThat(visitor.heading()).isEqualTo("This link does not work any more");
    assertThat(sent("username", "nobody")).startsWith("outcome wrong: There is no account");
    assertThat(sent("username", member.name())).startsWith("outcome good: ");
    assertThat(SERVER.awaitMail(member.address()).path()).startsWith("/api/reset_password/");
  }

  @Test
  void aPersonUsesTheLinksOfOurOwnDoor() {
    OwnPerson person = OwnPerson.registered(SERVER);
    visitor.open(SERVER.awaitMail(person.email()).path());
    assertThat(visitor.heading()).isEqualTo("Confirm your e-mail address");
    visitor.press(visitor.page().locator("main button"));
    assertThat(visitor.heading()).endsWith("is confirmed");
    SERVER.json("POST", "/v1/resets", "{\"login\":\"%s\"}".formatted(person.name()));
    String link = SERVER.awaitMail(person.email()).path();
    visitor.open(link);
    assertThat(sent("password", "short")).startsWith("outcome wrong: This password");
    assertThat(sent("password", "chosen in a browser"))
        .startsWith("outcome good: Your password has been changed.");
    assertThat(person.signIn("chosen in a browser").status()).isEqualTo(201);
    visitor.open(link);
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
      visitor = new Visitor(BROWSER.tab(), asking);
      visitor.open("/user_account/confirm_email/dead");
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
        visitor.page().navigate("http://" + host + ":" + port + "/page");
        assertThat(logIn(member, "no-cors")).isEqualTo("opaque");
        assertThat(cookies()).isEmpty();
      }
    } finally {
      elsewhere.stop(0);
    }
    visitor.open("/nowhere");
    assertThat(logIn(member, "cors")).isEqualTo("basic");
    assertThat(cookies()).containsExactly("access_token_cookie", "csrf_access_token");
  }

  private List<String> cookies() {
    return visitor.page().context().cookies(HERE).stream()
        .map(cookie -> cookie.name)
        .sorted()
        .toList();
  }

  private Object logIn(Member member, String mode) {
    return visitor
        .page()
        .evaluate(
            """
        fetch('%s/user_account/login', {method: 'POST', credentials: 'include', mode: '%s',
          body: new Blob(['%s'])}).then(answer => answer.type, failed => 'failed: ' + failed)
        """
                .formatted(HERE, mode, Member.credentials(member.name(), Member.PASSWORD)));
  }
}
