package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vestibule.v1.OwnPerson;

/** A server whose pages and mails look as its operator wants. */
class ThemeTest {

  private static final Pattern STYLES = Pattern.compile("href=\"(/assets/[0-9a-f]+/theme.css)\"");
  private static final Pattern LOGO = Pattern.compile("src=\"(/assets/[0-9a-f]+/logo.svg)\"");

  @Test
  void pagesAndMailsFollowTheTheme(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("logo.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    Files.writeString(folder.resolve("theme.css"), "main { margin: 1px }");
    Files.writeString(
        folder.resolve("pages_en.properties"),
        "keep-gone.title = Gone <b>now</b>, ask {support}\n");
    Files.writeString(
        folder.resolve("mails_en.properties"), "confirm.text = Welcome <i>here</i>, {service}.\n");
    Files.writeString(
        folder.resolve("letter.html"),
        "<html lang=\"{{language}}\"><img src=\"{{logo}}\" alt=\"{{service}}\">"
            + "<h1>{{subject}}</h1>{{content}}<p>{{support}}</p></html>");
    try (TestServer server =
        TestServer.start(
            "VESTIBULE_MAIL_SERVICE_NAME=A \"B\" & <C>",
            "VESTIBULE_THEME_COLOR=#7a1fa2",
            "VESTIBULE_THEME_SUPPORT=help@example.org",
            "VESTIBULE_THEME_FOLDER=" + folder)) {
      Reply page = server.get("/v1/keep/" + "x".repeat(32));
      assertThat(page.body())
          .contains("Gone &lt;b&gt;now&lt;/b&gt;, ask mailto:help@example.org")
          .contains("<a href=\"mailto:help@example.org\">Help</a>")
          .doesNotContain("<b>now");
      Reply styles = server.get(found(STYLES, page));
      assertThat(styles.header("Content-Type")).contains("text/css; charset=utf-8");
      assertThat(styles.body()).contains("--pico-primary:#7a1fa2;", "main { margin: 1px }");
      assertThat(server.get(found(LOGO, page)).header("Content-Type")).contains("image/svg+xml");
      OwnPerson person = OwnPerson.registered(server);
      String html = server.awaitMail(person.email()).html();
      assertThat(html)
          .startsWith("<html lang=\"en\"><img src=\"" + server.publicUrl() + "/assets/")
          .contains("alt=\"A &quot;B&quot; &amp; &lt;C&gt;\"", "Welcome &lt;i&gt;here&lt;/i&gt;")
          .contains("color: #7a1fa2", "<p>help@example.org</p>")
          .doesNotContain("<i>", "{{");
    }
  }

  /** What a template shows of a name is escaped, and greets at a proven address alone. */
  @Test
  void aKindOfMailHasATemplateOfItsOwn(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("letter.html"), "<html>usual {{content}}</html>");
    Files.writeString(
        folder.resolve("letter_confirm.html"),
        "<html><p>{{greeting}} <p>{{text}} <a href=\"{{link}}\">{{link-label}}</a>"
            + " <p>{{else}} <a href='{{disown}}'>{{disown-label}}</a></html>");
    Files.writeString(
        folder.resolve("letter_reset.html"),
        "<html><b>{{greeting}}</b> {{text}}{{else}}<a href=\"{{link}}\">Go on</a></html>");
    try (TestServer server = TestServer.start("VESTIBULE_THEME_FOLDER=" + folder)) {
      String name = server.unique("themed");
      server.json(
          "POST",
          "/v1/accounts",
          """
          {"username": "%1$s", "full_name": "<i>Ada</i> & 'co'", "email": "%1$s@example.org",
           "password": "correct horse 7"}\
          """
              .formatted(name));
      TestMails.Received confirm = server.awaitMail(name + "@example.org");
      assertThat(confirm.html())
          .startsWith("<html><p>Hello, <p>This address was given")
          .contains(
              "<a href=\"" + confirm.link(0) + "\">Confirm this address</a>",
              "<a href='" + confirm.link(1) + "'>I did not register here</a></html>")
          .doesNotContain("Ada", "{{");
      server.json("POST", "/v1/confirmations/complete", "{\"code\":\"" + confirm.code() + "\"}");
      server.json("POST", "/v1/resets", "{\"login\":\"" + name + "\"}");
      TestMails.Received reset = server.awaitMail(name + "@example.org");
      assertThat(reset.html())
          .startsWith("<html><b>Hello &lt;i&gt;Ada&lt;/i&gt; &amp; &#39;co&#39;,</b> Somebody,")
          .endsWith("<a href=\"" + reset.link(0) + "\">Go on</a></html>");
      assertThat(reset.text()).contains("Hello <i>Ada</i> & 'co',", reset.link(0));
    }
  }

  /** The name of somebody who has not proved the address may be anybody's advertisement. */
  @Test
  void aMailGreetsByNameAtAProvenAddressAlone() {
    TestServer server = TestServer.shared();
    OwnPerson person = OwnPerson.registered(server);
    TestMails.Received first = server.awaitMail(person.email());
    assertThat(first.text() + first.html()).contains("Hello,").doesNotContain("Ada");
    server.json("POST", "/v1/confirmations/complete", "{\"code\":\"" + first.code() + "\"}");
    server.json("POST", "/v1/resets", "{\"login\":\"" + person.email() + "\"}");
    TestMails.Received second = server.awaitMail(person.email());
    assertThat(second.text()).contains("Hello Ada Lovelace,");
    assertThat(second.html()).contains("Hello Ada Lovelace,");
  }

  private static String found(Pattern pattern, Reply page) {
    Matcher matcher = pattern.matcher(page.body());
    assertThat(matcher.find()).as(page.body()).isTrue();
    return matcher.group(1);
  }
}
