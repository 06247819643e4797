package vestibule.web;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.web.PageChecks.assertPage;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.contracts.Member;

/** {@code /dev/mail?key=…}: the mails of the data folder. */
class DevMailTest {

  private static final TestServer SERVER = TestServer.shared();
  private static final String LIST =
      "/dev/mail?key=" + SERVER.server().mailing().devMail().orElseThrow().key();
  private static final String NOT_FOUND = "404 {\"detail\":\"Not found.\"}";

  private static String linkTo(String address, String page) {
    Pattern entry = Pattern.compile("<a href=\"([^\"]+)\">[^<]*</a><br>\\s*<small>" + address);
    Matcher found = entry.matcher(page);
    assertThat(found.find()).isTrue();
    return found.group(1).replace("&amp;", "&");
  }

  @Test
  void whoHasTheKeyReadsTheMailsAndFollowsTheirLinks() {
    Member member = Member.registered(SERVER);
    Reply list = SERVER.get(LIST);
    assertPage(list, 200, "en");
    String link = linkTo(member.address(), list.body());
    Reply mail = SERVER.get(link, "Accept-Language: ru");
    assertThat(mail.status()).isEqualTo(200);
    assertThat(mail.header("Cache-Control")).contains("no-store");
    String url = member.confirmation().link(0);
    assertThat(mail.body()).contains("<a href=\"%1$s\">%1$s</a>".formatted(url));
    assertThat(mail.body()).contains("<iframe class=\"mail\" sandbox");
  }

  @Test
  void theHtmlPartRunsNothingAndIsFramedByOurPageOnly() {
    Member member = Member.registered(SERVER);
    Reply html = SERVER.get(linkTo(member.address(), SERVER.get(LIST).body()) + "&part=html");
    assertThat(html.status()).isEqualTo(200);
    assertThat(html.body()).isEqualToNormalizingNewlines(member.confirmation().html());
    assertThat(html.headers("Content-Security-Policy"))
        .containsExactly(
            "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:;"
                + " frame-ancestors 'self'");
    assertThat(html.headers("X-Frame-Options")).containsExactly("SAMEORIGIN");
    assertThat(html.headers("Referrer-Policy")).containsExactly("no-referrer");
    assertThat(html.headers("Cache-Control")).containsExactly("no-store");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?", "?key=", "?key=wrong", "?Key=x", "?key=%00"})
  void forEverybodyElseThereIsNoSuchPath(String query) {
    assertThat(SERVER.get("/dev/mail" + query).whole()).isEqualTo(NOT_FOUND);
    assertThat(SERVER.get(LIST.substring(0, LIST.length() - 1)).whole()).isEqualTo(NOT_FOUND);
    assertThat(SERVER.get(LIST + "x").whole()).isEqualTo(NOT_FOUND);
    for (String method : List.of("POST", "PUT", "OPTIONS")) {
      assertThat(SERVER.send(method, "/dev/mail" + query, null).whole()).isEqualTo(NOT_FOUND);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nothing",
        "..",
        "../vestibule.db",
        "/etc/passwd",
        "....//....//etc/passwd",
        "..\\..\\x",
        "a\u0000b",
        "<script>alert(1)</script>",
      })
  void anIdNamesNoOtherFile(String id) {
    Reply reply = SERVER.get(LIST + "&id=" + URLEncoder.encode(id, StandardCharsets.UTF_8));
    assertPage(reply, 404, "en");
    assertThat(reply.body()).doesNotContain("alert(1)", "root:");
  }

  @Test
  void withAMailServerThereIsNoSuchPathAtAll() {
    try (TestServer server = TestServer.start("VESTIBULE_SMTP_URL=smtp://127.0.0.1:1")) {
      assertThat(server.server().mailing().devMail()).isEmpty();
      assertThat(server.send("POST", "/dev/mail?key=", null).whole()).isEqualTo(NOT_FOUND);
    }
  }
}
