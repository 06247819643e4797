package vestibule.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.Reply;
import vestibule.TestServer;

/** The files that pages load, and that nothing else is served. */
class AssetsTest {

  private static final TestServer SERVER = TestServer.shared();
  private static final Pattern LOADED = Pattern.compile("(?:src|href)=\"(/assets/[^\"]+)\"");
  private static final String AVATAR = "/assets/static/unknown_avatar.jpg";

  @Test
  void whateverAPageLoadsIsThereAndMayBeKeptForEver() {
    String page = SERVER.get("/confirm-email?key=a").body();
    List<String> paths = LOADED.matcher(page).results().map(m -> m.group(1)).toList();
    assertThat(paths).hasSize(3);
    for (String path : paths) {
      Reply reply = SERVER.get(path);
      assertThat(reply.status()).isEqualTo(200);
      assertThat(path).matches("/assets/[0-9a-f]{12}/[a-z]+\\.(css|js)");
      assertThat(reply.header("Content-Type"))
          .contains(
              path.endsWith(".js") ? "text/javascript; charset=utf-8" : "text/css; charset=utf-8");
      assertThat(reply.header("Cache-Control")).contains("public, max-age=31536000, immutable");
      assertThat(reply.header("X-Content-Type-Options")).contains("nosniff");
      assertThat(reply.body()).isNotBlank().doesNotContain("http://www.evil", "@import");
    }
  }

  @Test
  void whatIsKnownIsNotSentAgain() {
    Reply first = SERVER.get(AVATAR);
    String tag = first.header("ETag").orElseThrow();
    for (String known : List.of(tag, "W/" + tag, "\"other\", " + tag)) {
      Reply again = SERVER.get(AVATAR, "If-None-Match: " + known);
      assertThat(again.whole()).isEqualTo("304 ");
      assertThat(again.header("ETag")).contains(tag);
      assertThat(again.header("Cache-Control")).contains("public, max-age=86400");
    }
    assertThat(SERVER.get(AVATAR, "If-None-Match: \"other\"").status()).isEqualTo(200);
  }

  @Test
  void filesArePackedForBrowsersThatTakeGzipAndTheFirstPageIsLight() throws Exception {
    String page = SERVER.get("/register").body();
    int weight = page.getBytes(StandardCharsets.UTF_8).length;
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (String path : LOADED.matcher(page).results().map(m -> m.group(1)).toList()) {
        HttpResponse<byte[]> packed =
            client.send(
                HttpRequest.newBuilder(SERVER.uri(path)).header("Accept-Encoding", "gzip").build(),
                HttpResponse.BodyHandlers.ofByteArray());
        weight += packed.body().length;
        assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(packed.headers().firstValue("Vary")).contains("Accept-Encoding");
        String tag = packed.headers().firstValue("ETag").orElseThrow();
        assertThat(tag).endsWith("-gzip\"");
        Reply whole = SERVER.get(path, "Accept-Encoding: gzip;q=0");
        assertThat(whole.header("Content-Encoding")).isEmpty();
        assertThat(whole.header("ETag")).isNotEqualTo(Optional.of(tag));
        assertThat(unpacked(packed.body())).isEqualTo(whole.body());
        assertThat(SERVER.get(path, "Accept-Encoding: gzip", "If-None-Match: " + tag).status())
            .isEqualTo(304);
      }
    }
    assertThat(weight).isBetween(10_000, 60_000);
  }

  private static String unpacked(byte[] packed) throws IOException {
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void theUnknownAvatarIsAPicture() throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> reply =
          client.send(
              HttpRequest.newBuilder(SERVER.uri(AVATAR)).build(),
              HttpResponse.BodyHandlers.ofByteArray());
      assertThat(reply.headers().firstValue("Content-Type")).contains("image/jpeg");
      BufferedImage picture = ImageIO.read(new ByteArrayInputStream(reply.body()));
      assertThat(List.of(picture.getWidth(), picture.getHeight())).containsExactly(256, 256);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets",
        "/assets/",
        "/assets/static",
        "/assets/static/other.jpg",
        "/assets/static/..%2f..%2fweb/words_en.properties",
        "/assets/static/../../application.properties",
        "/assets/static/%2e%2e/unknown_avatar.jpg",
        "/assets//static/unknown_avatar.jpg",
        "/assets/000000000000/pico.css",
        "/assets/web/words_en.properties",
        "/assets/META-INF/MANIFEST.MF",
      })
  void nothingElseOfTheClassPathIsServed(String path) {
    assertThat(SERVER.get(path).whole()).isEqualTo("404 {\"detail\":\"Not found.\"}");
  }

  @Test
  void anUnknownNameIsAMistakeOfOurs() {
    assertThatThrownBy(() -> new Assets().path("nothing.css"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
