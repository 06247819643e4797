package vestibule.web.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.http.Cors;
import vestibule.http.Response;
import vestibule.http.Router;
import vestibule.http.Routes;
import vestibule.http.TestWire;
import vestibule.web.Assets;
import vestibule.web.Look;
import vestibule.web.Renderer;

/** The documents as pages: what was made is served, nothing else, and each page is kept safe. */
class SiteTest {

  private static final Router MADE = router("/docs-site");
  private static final Router NOT_MADE = router("/no-such-folder");
  private static final String UNKNOWN = "{\"detail\":\"Not found.\"}";

  private static Router router(String folder) {
    Renderer renderer = new Renderer(new Assets(), Look.of("Vestibule"));
    ApiDocs docs = new ApiDocs(List.of("v1"), renderer, new Site(folder));
    return new Router(Routes.of(List.of(docs)), Cors.allowing(List.of("*")));
  }

  private static Response get(Router router, String path, String... headers) {
    return router.answer(TestWire.request("GET", path, headers));
  }

  @ParameterizedTest
  @CsvSource({
    "/docs/index.html, text/html; charset=utf-8, <!DOCTYPE html><title>Home</title>",
    "/docs/do/move.html, text/html; charset=utf-8, <!DOCTYPE html><title>Below</title>",
    "/docs/_static/scripts/search.js, text/javascript; charset=utf-8, window.found = true;"
  })
  void whatWasMadeIsServed(String path, String type, String text) {
    Response answer = get(MADE, path);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).contains(type);
    assertThat(answer.header("Cache-Control")).contains("no-cache");
    assertThat(answer.text()).isEqualTo(text + "\n");
    Response again = get(MADE, path, "If-None-Match", answer.header("ETag").orElseThrow());
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void aPageHasTheHeadersOfEveryPage() {
    assertThat(get(MADE, "/docs/index.html").headers())
        .extracting(Response.Header::name)
        .contains("Content-Security-Policy", "X-Frame-Options", "Referrer-Policy");
    assertThat(get(MADE, "/docs/index.html").header("Content-Security-Policy"))
        .isEqualTo(get(MADE, "/docs/api").header("Content-Security-Policy"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/docs/secret.html",
        "/docs/files.txt",
        "/docs/index.htm",
        "/docs/do",
        "/docs/do/index.html",
        "/docs/do/../index.html",
        "/docs/%69ndex.html",
        "/docs/do%2fmove.html",
        "/docs/_static/scripts/search.js/",
        "/docs//index.html",
        "/docs/a/b/c/d"
      })
  void nothingElseIs(String path) {
    for (String method : List.of("GET", "POST", "OPTIONS")) {
      Response answer = MADE.answer(TestWire.request(method, path));
      assertThat(answer.status()).as(method).isEqualTo(404);
      assertThat(answer.text()).isEqualTo(UNKNOWN);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/docs", "/docs/"})
  void theRootLeadsToTheFirstPageOrToTheApi(String path) {
    assertThat(get(MADE, path).status()).isEqualTo(302);
    assertThat(get(MADE, path).header("Location")).contains("/docs/index.html");
    assertThat(get(NOT_MADE, path).status()).isEqualTo(302);
    assertThat(get(NOT_MADE, path).header("Location")).contains("/docs/api");
  }

  @Test
  void withoutPagesTheApiIsShownAllTheSame() {
    assertThat(get(NOT_MADE, "/docs/index.html").text()).isEqualTo(UNKNOWN);
    assertThat(get(NOT_MADE, "/docs/api").status()).isEqualTo(200);
    assertThat(get(MADE, "/docs/api").status()).isEqualTo(200);
  }
}
