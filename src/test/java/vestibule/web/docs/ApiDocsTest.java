package vestibule.web.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.Reply;
import vestibule.TestServer;

/** Documents of what is served, of nothing else, and the page that shows them. */
class ApiDocsTest {

  private static final TestServer SERVER = TestServer.shared();
  private static final String UNKNOWN = "404 {\"detail\":\"Not found.\"}";
  private static final Pattern OFFERED = Pattern.compile("href=\"/docs/api\\?of=([a-z0-9]+)\"");
  private static final Pattern LOADED = Pattern.compile("(?:src|href)=\"(/assets/[^\"]+)\"");

  private static List<String> offered(Reply page) {
    return OFFERED.matcher(page.body()).results().map(found -> found.group(1)).toList();
  }

  private static String shown(Reply page) {
    return page.body().replaceFirst("(?s)^.* data-document=\"([^\"]*)\".*$", "$1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"useraccount", "envelope", "chat", "knowme", "personal", "v1", "admin"})
  void aDocumentIsServedAsItStandsInTheSources(String name) throws IOException {
    String path = "/openapi/" + name + ".yaml";
    Reply reply = SERVER.get(path);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Content-Type")).contains("application/yaml");
    assertThat(reply.header("Cache-Control")).contains("no-cache");
    try (InputStream in = ApiDocsTest.class.getResourceAsStream(path)) {
      assertThat(reply.body()).isEqualTo(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
    Reply again = SERVER.get(path, "If-None-Match: " + reply.header("ETag").orElseThrow());
    assertThat(again.whole()).isEqualTo("304 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/openapi/test.yaml",
        "/openapi/nothing.yaml",
        "/openapi",
        "/openapi/chat",
        "/openapi/chat.json",
        "/openapi/..%2fweb/api.js",
        "/docs/api/x",
        "/docs/nothing.html",
        "/docs/files.txt",
        "/assets/swagger-ui/5.34.1/index.html",
        "/assets/swagger-ui/swagger-ui.css"
      })
  void nothingElseIs(String path) {
    assertThat(SERVER.get(path).whole()).isEqualTo(UNKNOWN);
  }

  @Test
  void aShutDoorHasNoDocument() {
    try (TestServer server = TestServer.start("VESTIBULE_DOORS=knowme,envelope")) {
      for (String shut : List.of("useraccount", "chat", "personal")) {
        assertThat(server.get("/openapi/" + shut + ".yaml").whole()).isEqualTo(UNKNOWN);
      }
      for (String open : List.of("envelope", "knowme", "v1")) {
        assertThat(server.get("/openapi/" + open + ".yaml").status()).isEqualTo(200);
      }
      Reply page = server.get("/docs/api?of=chat");
      assertThat(offered(page)).containsExactly("envelope", "knowme", "v1", "admin");
      assertThat(shown(page)).isEqualTo("/openapi/envelope.yaml");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/docs/api, useraccount",
    "/docs/api?of=knowme, knowme",
    "/docs/api/?of=v1, v1",
    "/docs/api?of=test, useraccount",
    "/docs/api?of=%22%3E%3Cscript%3E, useraccount"
  })
  void thePageShowsTheOneThatIsAskedFor(String path, String name) {
    Reply page = SERVER.get(path);
    assertThat(page.status()).isEqualTo(200);
    assertThat(offered(page))
        .containsExactly("useraccount", "envelope", "chat", "knowme", "personal", "v1", "admin");
    assertThat(shown(page)).isEqualTo("/openapi/" + name + ".yaml");
    assertThat(page.body())
        .contains("aria-current=\"page\">" + name + "</a>")
        .doesNotContain("<script>");
  }

  @Test
  void thePageSpeaksTheLanguageOfWhoReadsIt() {
    assertThat(SERVER.get("/docs/api", "Accept-Language: ru").body())
        .contains("<html lang=\"ru\">", "Скачать этот документ");
    assertThat(SERVER.get("/docs/api").body())
        .contains("<html lang=\"en\">", "Download this document");
  }

  @Test
  void whatThePageLoadsIsThereAndMayBeKeptForEver() {
    List<String> paths =
        LOADED
            .matcher(SERVER.get("/docs/api").body())
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(paths).hasSize(4);
    for (String path : paths) {
      Reply reply = SERVER.get(path);
      assertThat(reply.status()).as(path).isEqualTo(200);
      assertThat(reply.header("Cache-Control")).contains("public, max-age=31536000, immutable");
      assertThat(reply.header("Content-Type"))
          .contains(
              path.endsWith(".js") ? "text/javascript; charset=utf-8" : "text/css; charset=utf-8");
    }
  }

  @Test
  void anotherMethodIsRefusedByAPage() {
    Reply reply = SERVER.json("POST", "/openapi/chat.yaml", "{}");
    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.header("Allow")).contains("GET, HEAD, OPTIONS");
    assertThat(reply.header("Content-Type")).contains("text/html; charset=utf-8");
  }

  @Test
  void noOtherOriginReadsThem() {
    assertThat(
            SERVER
                .get("/openapi/chat.yaml", "Origin: https://a.example")
                .headers("Access-Control-Allow-Origin"))
        .isEmpty();
  }
}
