package vestibule.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.v1.OwnPerson.problem;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.picture.TestPictures;

/** {@code /v1/account/avatar}: the caller's picture, and what is sent as one. */
class AvatarTest {

  private static final String PATH = "/v1/account/avatar";
  private static final String PNG = "image/png";
  private static final String MISSING =
      problem(404, "avatar_missing", "The account has no picture.");
  private static final String UNREADABLE =
      problem(422, "avatar_unreadable", "That is no picture which can be read here.");

  private final TestServer server = TestServer.shared();
  private final OwnPerson person = OwnPerson.registered(server);
  private final String me = person.bearer();

  private HttpResponse<byte[]> send(String method, String type, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.uri(PATH))
            .expectContinue(body.length > 1_000_000)
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    for (String header : headers) {
      int colon = header.indexOf(':');
      request.header(header.substring(0, colon), header.substring(colon + 1).strip());
    }
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException | InterruptedException failed) {
      throw new AssertionError(failed);
    }
  }

  private String put(String type, byte[] body, String... headers) {
    HttpResponse<byte[]> answer = send("PUT", type, body, headers);
    return answer.statusCode() + " " + new String(answer.body(), StandardCharsets.UTF_8);
  }

  private HttpResponse<byte[]> get(String... headers) {
    return send("GET", "", new byte[0], headers);
  }

  private static String header(HttpResponse<byte[]> answer, String name) {
    return String.join(" | ", answer.headers().allValues(name));
  }

  @Test
  void aPictureIsMadeAnewShownAndTakenAway() {
    assertThat(server.get(PATH, me).whole()).isEqualTo(MISSING);
    assertThat(put(PNG, TestPictures.file("png"), me)).isEqualTo("204 ");
    HttpResponse<byte[]> shown = get(me);
    assertThat(shown.statusCode()).isEqualTo(200);
    assertThat(header(shown, "Content-Type")).isEqualTo("image/jpeg");
    assertThat(header(shown, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(shown, "Content-Security-Policy")).isEqualTo("default-src 'none'; sandbox");
    assertThat(header(shown, "Cache-Control")).isEqualTo("private, no-cache");
    assertThat(shown.body()).startsWith(0xFF, 0xD8);
    assertThat(server.send("DELETE", PATH, "", me).whole()).isEqualTo("204 ");
    assertThat(server.send("DELETE", PATH, "", me).whole()).isEqualTo(MISSING);
    assertThat(server.get(PATH, me).whole()).isEqualTo(MISSING);
  }

  @Test
  void aBrowserAsksWhetherItIsTheSame() {
    put(PNG, TestPictures.file("png"), me);
    String tag = header(get(me), "ETag");
    for (String known : new String[] {tag, "W/" + tag, "\"x\", " + tag}) {
      HttpResponse<byte[]> same = get(me, "If-None-Match: " + known);
      assertThat(same.statusCode()).isEqualTo(304);
      assertThat(same.body()).isEmpty();
      assertThat(header(same, "ETag")).isEqualTo(tag);
    }
    put(PNG, TestPictures.file(new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB), "png"), me);
    HttpResponse<byte[]> other = get(me, "If-None-Match: " + tag);
    assertThat(other.statusCode()).isEqualTo(200);
    assertThat(header(other, "ETag")).isNotEqualTo(tag);
  }

  @Test
  void whatItIsCountsAndNotWhatItIsCalled() {
    assertThat(put("image/gif", TestPictures.file("jpeg"), me)).isEqualTo("204 ");
    byte[] script = "<script>alert(1)</script>".getBytes(StandardCharsets.US_ASCII);
    for (String type : new String[] {PNG, "image/jpeg", "image/gif", "image/png; charset=x"}) {
      assertThat(put(type, script, me)).isEqualTo(UNREADABLE);
    }
    for (String type : new String[] {"", "text/html", "image/svg+xml", "image/webp", "image/*"}) {
      assertThat(put(type, TestPictures.file("png"), me))
          .isEqualTo(
              problem(
                  415,
                  "media_type_unsupported",
                  "The body must be image/png, image/jpeg or image/gif."));
    }
    assertThat(get(me).statusCode()).isEqualTo(200);
  }

  @Test
  void whatIsTooLargeIsRefused() {
    byte[] padded = Arrays.copyOf(TestPictures.file("png"), 5 * 1024 * 1024);
    assertThat(put(PNG, padded, me)).isEqualTo("204 ");
    assertThat(put(PNG, Arrays.copyOf(padded, padded.length + 1), me))
        .isEqualTo(problem(413, "body_too_large", "The body is too large."));
    byte[] wide = TestPictures.file("png");
    wide[16] = 0x7F;
    assertThat(put(PNG, wide, me))
        .isEqualTo(problem(422, "avatar_too_large", "A picture has 16777216 pixels at most."));
  }

  @Test
  void aStrangerAndAForeignPageChangeNothing() {
    assertThat(server.get(PATH).status()).isEqualTo(401);
    assertThat(put(PNG, TestPictures.file("png"))).startsWith("401 ");
    String cookie = "Cookie: __Host-vestibule=" + person.signInBrowser().cookie("__Host-vestibule");
    assertThat(put(PNG, TestPictures.file("png"), cookie)).startsWith("403 ");
    assertThat(put(PNG, TestPictures.file("png"), cookie, "Sec-Fetch-Site: cross-site"))
        .startsWith("403 ");
    assertThat(put(PNG, TestPictures.file("png"), cookie, "Sec-Fetch-Site: same-origin"))
        .isEqualTo("204 ");
    assertThat(get(cookie).statusCode()).isEqualTo(200);
  }

  @Test
  void theExportHasIt() {
    Reply before = server.get("/v1/account/export", me);
    assertThat(before.json().get("picture").isNull()).isTrue();
    put(PNG, TestPictures.file("png"), me);
    Reply export = server.get("/v1/account/export", me);
    assertThat(export.text("/picture/media_type")).isEqualTo("image/jpeg");
    assertThat(Base64.getDecoder().decode(export.text("/picture/base64")))
        .isEqualTo(get(me).body());
  }

  @Test
  void elevenAtOnceAreTooMany() {
    try (TestServer own = TestServer.start("VESTIBULE_LIMITS=on")) {
      String header = OwnPerson.registered(own).bearer();
      for (int i = 0; i < 10; i++) {
        assertThat(own.send("PUT", PATH, "x", header, "Content-Type: image/png").whole())
            .isEqualTo(UNREADABLE);
      }
      Reply throttled = own.send("PUT", PATH, "x", header, "Content-Type: image/png");
      assertThat(throttled.status()).isEqualTo(429);
      assertThat(throttled.header("RateLimit").orElseThrow()).startsWith("\"avatar\";r=0;t=");
    }
  }
}
