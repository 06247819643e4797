package vestibule.web.account;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.web.account.AccountPageChecks.assertPage;

import java.awt.image.BufferedImage;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.picture.TestPictures;

/** The own picture on the page of the profile: a form with a file, without a script. */
class PicturePageTest {

  private static final String PATH = "/me/profile/picture";
  private static final String FIELD = "picture";
  private static final String UNREADABLE = "That is no picture which can be read here";
  private static final Pattern SHOWN =
      Pattern.compile("<img class=\"portrait\" src=\"(/me/profile/picture\\?[0-9a-f]{64})\"");

  private final TestServer server = TestServer.shared();
  private final PlainBrowser browser = PlainBrowser.signedIn(server, server.unique("picture"));

  private Reply send(byte[] file) {
    return browser.upload(browser.get("/me/profile"), PATH, FIELD, file);
  }

  private static byte[] another() {
    return TestPictures.file(new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB), "gif");
  }

  private void assertRefused(byte[] file, String remark) {
    Reply refused = send(file);
    assertPage(refused, 422, "Profile");
    assertThat(refused.body()).contains("<p class=\"wrong\">" + remark).doesNotContain("portrait");
    assertThat(browser.get("/me/profile").body()).contains("There is no picture yet.");
  }

  private static String shown(Reply page) {
    Matcher picture = SHOWN.matcher(page.body());
    assertThat(picture.find()).as(page.body()).isTrue();
    return picture.group(1);
  }

  @Test
  void aPictureIsSentShownReplacedAndTakenAway() {
    Reply before = browser.get("/me/profile");
    assertThat(before.body()).contains("There is no picture yet.").doesNotContain("portrait");
    Reply none = browser.get(PATH);
    assertThat(none.whole()).isEqualTo("303 ");
    assertThat(none.header("Location")).contains("/me/profile");
    Reply page = browser.follow(send(TestPictures.file("png")));
    assertPage(page, 200, "Profile");
    assertThat(page.body()).contains("Your picture is saved.", "Another picture");
    HttpResponse<byte[]> picture = browser.bytes(shown(page));
    assertThat(picture.statusCode()).isEqualTo(200);
    assertThat(picture.headers().allValues("Content-Type")).containsExactly("image/jpeg");
    assertThat(picture.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(picture.headers().allValues("Content-Security-Policy"))
        .containsExactly("default-src 'none'; sandbox");
    assertThat(picture.headers().allValues("Cache-Control")).containsExactly("private, no-cache");
    assertThat(picture.body()).startsWith(0xFF, 0xD8);
    String tag = picture.headers().firstValue("ETag").orElseThrow();
    assertThat(browser.get(PATH, "If-None-Match: " + tag).whole()).isEqualTo("304 ");
    Reply other = browser.follow(send(another()));
    assertThat(shown(other)).isNotEqualTo(shown(page));
    Reply removed = browser.submit(other, PATH + "/removal");
    assertThat(browser.follow(removed).body())
        .contains("Your picture is removed.", "There is no picture yet.");
    assertThat(browser.follow(browser.submit(other, PATH + "/removal")).status()).isEqualTo(200);
  }

  @Test
  void whatIsNoPictureIsRefused() {
    assertRefused("<script>alert(1)</script>".getBytes(UTF_8), UNREADABLE);
    assertRefused(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>".getBytes(UTF_8),
        UNREADABLE);
    assertRefused(new byte[0], UNREADABLE);
    byte[] png = TestPictures.file("png");
    assertRefused(Arrays.copyOf(png, png.length / 2), UNREADABLE);
    byte[] bomb = png.clone();
    bomb[16] = 0x7F;
    assertRefused(bomb, "A picture has 16 million pixels at most.");
  }

  @Test
  void aScriptWithinAPictureIsNotHandedOut() {
    byte[] png = TestPictures.file("png");
    byte[] script = "<script>alert(1)</script>".getBytes(UTF_8);
    byte[] both = Arrays.copyOf(png, png.length + script.length);
    System.arraycopy(script, 0, both, png.length, script.length);
    Reply page = browser.follow(send(both));
    assertThat(new String(browser.bytes(shown(page)).body(), UTF_8)).doesNotContain("<script");
  }

  @Test
  void whatIsTooLargeIsRefused() {
    byte[] most = Arrays.copyOf(TestPictures.file("png"), 5 * 1024 * 1024);
    assertRefused(Arrays.copyOf(most, most.length + 1), "A picture has 5 MB at most.");
    Reply longer = send(Arrays.copyOf(most, most.length + 20 * 1024));
    assertThat(longer.status()).isEqualTo(413);
    assertThat(longer.body()).contains("<h1>That is too large</h1>", "choose a smaller file");
    assertThat(browser.follow(send(most)).body()).contains("Your picture is saved.");
  }

  @Test
  void aFormWithoutAFileAsksForOne() {
    Reply page = browser.get("/me/profile");
    String boundary = "b";
    String value = PlainBrowser.hidden(page, PATH).get("form");
    String form = "--b\r\nContent-Disposition: form-data; name=\"form\"\r\n\r\n" + value + "\r\n";
    String none = "--b\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"\"\r\n\r\n";
    for (String body : new String[] {form + "--b--", form + none + "\r\n--b--\r\n"}) {
      Reply refused = multipart(body, boundary);
      assertPage(refused, 422, "Profile");
      assertThat(refused.body()).contains("<p class=\"wrong\">Please choose a file first.</p>");
    }
  }

  private Reply multipart(String body, String boundary) {
    return server.send(
        "POST",
        PATH,
        body,
        "Content-Type: multipart/form-data; boundary=" + boundary,
        "Cookie: " + browser.cookieHeader(),
        "Sec-Fetch-Site: same-origin");
  }

  @Test
  void nothingIsReadOfAFormThatIsNotOurs() {
    String start = "--b\r\nContent-Disposition: form-data; name=\"";
    String file = start + "picture\"; filename=\"a\"\r\n\r\nx\r\n";
    for (String form :
        new String[] {
          "", start + "form\"\r\n\r\n\r\n", start + "form\"\r\n\r\n" + "0".repeat(64) + "\r\n"
        }) {
      Reply refused = multipart(form + file + "--b--", "b");
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.body()).contains("Please send this form again");
    }
    Reply page = browser.get("/me/profile");
    String own = start + "form\"\r\n\r\n" + PlainBrowser.hidden(page, PATH).get("form") + "\r\n";
    Reply foreign =
        server.send(
            "POST",
            PATH,
            own + file + "--b--",
            "Content-Type: multipart/form-data; boundary=b",
            "Cookie: " + browser.cookieHeader(),
            "Sec-Fetch-Site: cross-site");
    assertThat(foreign.status()).isEqualTo(403);
    assertThat(multipart(own + file + "--b--", "b").status()).isEqualTo(422);
    assertThat(multipart(own + file + file + "--b--", "b").status()).isEqualTo(400);
    assertThat(multipart("x\r\n" + own + file + "--b--", "b").status()).isEqualTo(400);
    assertThat(multipart(own + file, "b").status()).isEqualTo(400);
    assertThat(multipart(own + file + "--b--", "").status()).isEqualTo(400);
    assertThat(browser.submit(page, PATH).status()).as("no form with a file").isEqualTo(415);
  }

  @Test
  void aStrangerAndSomebodyElseSeeNothing() {
    browser.follow(send(TestPictures.file("png")));
    Reply led = server.get(PATH);
    assertThat(led.whole()).isEqualTo("303 ");
    assertThat(led.header("Location")).contains("/sign-in");
    PlainBrowser other = PlainBrowser.signedIn(server, server.unique("picture"));
    assertThat(other.get(PATH).status()).isEqualTo(303);
    assertThat(server.form("POST", PATH, "").header("Location")).contains("/sign-in");
  }

  @Test
  void elevenAtOnceAreTooMany() {
    try (TestServer own = TestServer.start("VESTIBULE_LIMITS=on")) {
      PlainBrowser eager = PlainBrowser.signedIn(own, "eager");
      Reply page = eager.get("/me/profile");
      for (int i = 0; i < 10; i++) {
        assertThat(eager.upload(page, PATH, FIELD, new byte[] {1}).status()).isEqualTo(422);
      }
      Reply throttled = eager.upload(page, PATH, FIELD, new byte[] {1});
      assertPage(throttled, 429, "Profile");
      assertThat(throttled.body()).contains("There were too many attempts.");
      assertThat(throttled.header("Retry-After")).isPresent();
    }
  }
}
