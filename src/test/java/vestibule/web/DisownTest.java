package vestibule.web;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.web.PageChecks.assertPage;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vestibule.Reply;
import vestibule.TestMails;
import vestibule.TestServer;
import vestibule.contracts.Member;
import vestibule.core.model.Person;

/** "I did not register here", {@code /v1/disown/{token}} (docs/contracts 0.11). */
class DisownTest {

  private static final TestServer SERVER = TestServer.shared();

  private static String path(TestMails.Received confirmation) {
    return confirmation.link(1).substring(confirmation.link(1).indexOf("/v1/disown/"));
  }

  private static Optional<Person> named(String address) {
    return SERVER.core().accounts().named(address);
  }

  @Test
  void lookingAtThePageChangesNothing() {
    Member member = Member.registered(SERVER);
    String path = path(member.confirmation());
    for (int i = 0; i < 3; i++) {
      Reply page = SERVER.get(path, "Accept-Language: ru");
      assertPage(page, 200, "ru");
      assertThat(page.body())
          .contains("<form method=\"post\">", "<button type=\"submit\">")
          .doesNotContain("<script");
      assertThat(SERVER.send("HEAD", path, null).whole()).isEqualTo("200 ");
      assertThat(SERVER.send("OPTIONS", path, null).status()).isEqualTo(200);
    }
    assertThat(named(member.address())).isPresent();
  }

  @Test
  void theButtonFreesTheAddressOnce() {
    Member member = Member.registered(SERVER);
    String path = path(member.confirmation());
    assertPage(SERVER.form("POST", path, ""), 200, "en");
    assertThat(named(member.address())).isEmpty();
    assertThat(named(member.name()).orElseThrow().emails()).isEmpty();
    assertPage(SERVER.form("POST", path, ""), 400, "en");
    Reply again = SERVER.get(path);
    assertPage(again, 400, "en");
    assertThat(again.body()).doesNotContain("<form").contains("use the link in that one");
    assertThat(SERVER.get(member.confirmation().path()).whole())
        .isEqualTo("400 {\"msg\":\"Wrong token\"}\n");
    SERVER.assertNoMail(member.address());
  }

  @Test
  void aProvenAddressIsNotTakenAway() {
    Member member = Member.registered(SERVER);
    assertThat(SERVER.get(member.confirmation().path()).status()).isEqualTo(200);
    assertPage(SERVER.form("POST", path(member.confirmation()), ""), 400, "en");
    assertPage(SERVER.get(path(member.confirmation())), 400, "en");
    assertThat(named(member.address())).isPresent();
  }

  @Test
  void aConfirmationCodeDisownsNothing() {
    Member member = Member.registered(SERVER);
    assertPage(SERVER.form("POST", "/v1/disown/" + member.confirmation().code(), ""), 400, "en");
    assertThat(named(member.address())).isPresent();
  }

  @Test
  void unknownAndHostileTokensAreBrokenLinks() {
    for (String token : List.of("x", "x".repeat(5_000), "%22%3E%3Cb%3E", "%F0%9F%92%A9", "'--")) {
      Reply page = SERVER.form("POST", "/v1/disown/" + token, "", "Accept-Language: ru");
      assertPage(page, 400, "ru");
      assertThat(page.body()).contains("Эта ссылка больше не работает").doesNotContain("<b>");
    }
    assertThat(SERVER.form("POST", "/v1/disown/", "").whole())
        .isEqualTo("404 {\"detail\":\"Not found.\"}");
  }

  @Test
  void anOldLinkDoesNothing() {
    try (TestServer server = TestServer.start()) {
      Member member = Member.registered(server);
      server.clock().advance(Duration.ofHours(25));
      assertPage(server.form("POST", path(member.confirmation()), ""), 400, "en");
      assertThat(server.core().accounts().named(member.name()).orElseThrow().emails()).hasSize(1);
    }
  }
}
