package vestibule.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vestibule.http.Proxies;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.TestWire;
import vestibule.web.DevMail.Entry;

/** A mail in the folder whose every part wants to be more than text. */
class HostileMailTest {

  private static final String EVIL = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>";
  private static final Entry MAIL =
      new Entry(
          "id&key=\"><b>",
          Instant.parse("2024-03-07T23:32:53.818302Z"),
          EVIL,
          EVIL,
          "see javascript:alert(1) and http://a.example/\"onclick=alert(1) or https://b.example/<b>"
              + EVIL,
          EVIL);

  private static final DevMailPages PAGES =
      new DevMailPages(
          new DevMail("k y&=\"", () -> List.of(MAIL), id -> Optional.of(MAIL)),
          new Renderer(new Assets(), Look.of("<i>Service</i>")));

  /** The wire of a request of this machine itself. */
  private static final TestWire LOOPBACK =
      new TestWire(Map.of(), new byte[0], "127.0.0.1", Proxies.of(List.of()));

  private static Response show(String query) {
    return PAGES.show(new Request(LOOPBACK, "GET", "/dev/mail", query));
  }

  private static String page(String query) {
    Response response = show("key=k+y%26%3D%22" + query);
    assertThat(response.status()).isEqualTo(200);
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  @Test
  void theListShowsItAsText() {
    String page = page("");
    assertThat(page)
        .doesNotContain("<script>", "<img", "<i>", "<b>")
        .contains("href=\"/dev/mail?key=k+y%26%3D%22&amp;id=id%26key%3D%22%3E%3Cb%3E\"")
        .contains("2024-03-07 23:32:53 UTC");
  }

  @Test
  void theMailShowsItAsTextAndLinksNothingButUrls() {
    String page = page("&id=x");
    assertThat(page)
        .doesNotContain("<script>", "<img", "<i>", "<b>", "href=\"javascript")
        .contains("<a href=\"http://a.example/\">http://a.example/</a>")
        .contains("<a href=\"https://b.example/\">https://b.example/</a>")
        .contains("see javascript:alert(1) and ");
  }

  @Test
  void itsHtmlIsSentAsItIsIntoASandbox() {
    Response response = show("key=k+y%26%3D%22&id=x&part=html");
    assertThat(response.text()).isEqualTo(EVIL);
    assertThat(response.header("Content-Security-Policy").orElseThrow()).startsWith("sandbox;");
  }

  @Test
  void nothingOfItIsPrintedByAccident() {
    assertThat(MAIL.toString() + new DevMail("secret", List::of, id -> Optional.empty()))
        .doesNotContain("alert", "secret");
  }
}
