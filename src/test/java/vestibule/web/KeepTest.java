package vestibule.web;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.web.PageChecks.assertPage;

import java.util.List;
import org.junit.jupiter.api.Test;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.v1.OwnPerson;

/** {@code /v1/keep/{token}}, the link of the mail that tells of a deletion. */
class KeepTest {

  private static final TestServer SERVER = TestServer.shared();

  private final OwnPerson person = OwnPerson.confirmed(SERVER);
  private final String path = deleted();

  private String deleted() {
    String password = "{\"password\":\"" + OwnPerson.PASSWORD + "\"}";
    SERVER.json("POST", "/v1/account/deletion", password, person.bearer());
    return SERVER.awaitMail(person.email()).path();
  }

  @Test
  void lookingAtThePageChangesNothing() {
    assertThat(path).startsWith("/v1/keep/");
    for (String language : List.of("en", "ru")) {
      Reply page = SERVER.get(path, "Accept-Language: " + language);
      assertPage(page, 200, language);
      assertThat(page.body())
          .contains("<form method=\"post\">", "<button type=\"submit\">")
          .doesNotContain("<script");
      assertThat(SERVER.send("HEAD", path, null).whole()).isEqualTo("200 ");
    }
    assertThat(person.signIn().status()).isEqualTo(401);
  }

  @Test
  void theButtonKeepsTheAccountOnce() {
    assertPage(SERVER.form("POST", path, ""), 200, "en");
    assertThat(person.signIn().status()).isEqualTo(201);
    assertPage(SERVER.form("POST", path, ""), 400, "en");
    assertThat(SERVER.get(path).body()).doesNotContain("<form");
  }

  @Test
  void anUnknownLinkIsGone() {
    assertPage(SERVER.get("/v1/keep/" + "x".repeat(32)), 400, "en");
    assertPage(SERVER.form("POST", "/v1/keep/x", ""), 400, "en");
  }
}
