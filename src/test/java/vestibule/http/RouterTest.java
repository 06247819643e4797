package vestibule.http;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.http.TestWire.request;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.http.Response.Header;

/** What is answered when no handler is at fault, and when one is. */
class RouterTest {
  private static final Surface CONTRACT =
      new TestSurface(
          "contract",
          true,
          routes -> {
            routes.open().get("/c/echo", request -> TestSurface.text(200, request.isHead() + ""));
            routes
                .open()
                .post("/c/echo", request -> TestSurface.text(200, request.body().length + ""));
            routes.open().post("/c/busy", _ -> fault(new Fault.Unavailable(7)));
            routes.open().post("/c/broken", _ -> fail(new IllegalStateException("secret")));
            routes.open().post("/c/known", _ -> fail(new IllegalArgumentException("known")));
            routes.open().post("/c/deep", _ -> recurse(0));
          });
  private static final Surface PAGES =
      new TestSurface(
          "pages", false, routes -> routes.open().get("/", _ -> Response.html(200, "hi")));
  private static final Routes ROUTES = Routes.of(List.of(CONTRACT, PAGES));
  private static final Router ROUTER = new Router(ROUTES, Cors.allowing(List.of("*")));
  private static final Router LISTED =
      new Router(ROUTES, Cors.allowing(List.of("https://a.example", "https://b.example")));

  private static final Header TYPE = new Header("Content-Type", "application/json");
  private static final Header ANY = new Header("Access-Control-Allow-Origin", "*");
  private static final Header EXPOSE =
      new Header("Access-Control-Expose-Headers", "Location, Retry-After");

  @Test
  void anUnknownPathIsOne404ForEveryMethod() {
    for (String method : List.of("GET", "POST", "OPTIONS", "BREW")) {
      Response response = ROUTER.answer(request(method, "/nowhere"));
      assertThat(response.status()).isEqualTo(404);
      assertThat(response.text()).isEqualTo("{\"detail\":\"Not found.\"}");
      assertThat(response.headers()).containsExactly(TYPE, ANY, EXPOSE);
    }
  }

  @Test
  void crossingSurfacesCarryCorsOnEveryAnswerAndOthersNever() {
    assertThat(ROUTER.answer(request("GET", "/c/echo")).headers())
        .containsExactly(TYPE, ANY, EXPOSE);
    assertThat(ROUTER.answer(request("POST", "/c/broken")).headers())
        .containsExactly(TYPE, ANY, EXPOSE);
    assertThat(ROUTER.answer(request("GET", "/", "Origin", "https://a.example")).headers())
        .containsExactly(new Header("Content-Type", "text/html; charset=utf-8"));
    assertThat(
            ROUTER
                .answer(
                    request(
                        "OPTIONS",
                        "/",
                        "Origin",
                        "https://a.example",
                        "Access-Control-Request-Method",
                        "GET"))
                .headers())
        .containsExactly(new Header("Allow", "GET, HEAD, OPTIONS"));
  }

  @Test
  void listedOriginsAreEchoedAndOthersAreNot() {
    Header vary = new Header("Vary", "Origin");
    assertThat(LISTED.answer(request("GET", "/c/echo", "Origin", "https://b.example")).headers())
        .containsExactly(
            TYPE, new Header("Access-Control-Allow-Origin", "https://b.example"), vary, EXPOSE);
    assertThat(LISTED.answer(request("GET", "/c/echo", "Origin", "https://evil")).headers())
        .containsExactly(TYPE, vary);
    assertThat(LISTED.answer(request("GET", "/c/echo")).headers()).containsExactly(TYPE, vary);
    assertThat(preflight(LISTED, "https://evil", "x").headers()).containsExactly(vary);
  }

  @Test
  void aPreflightGetsTheAskedHeaders() {
    Response response = preflight(ROUTER, "https://x", "browser, authorization");
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
    assertThat(response.headers())
        .containsExactly(
            ANY,
            EXPOSE,
            new Header(
                "Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"),
            new Header("Access-Control-Allow-Headers", "browser, authorization"),
            new Header("Access-Control-Max-Age", "86400"));
    assertThat(preflight(ROUTER, "https://x", "a\uFFFDb").header("Access-Control-Allow-Headers"))
        .isEmpty();
  }

  @Test
  void aPlainOptionsTellsWhatIsAllowed() {
    Response response = ROUTER.answer(request("OPTIONS", "/c/echo/"));
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.headers())
        .containsExactly(new Header("Allow", "GET, HEAD, POST, OPTIONS"), ANY, EXPOSE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "DELETE", "BREW", "get", "TRACE"})
  void aMethodThatIsNotServedIsWordedByThePathsOwner(String method) {
    Response response = ROUTER.answer(request(method, "/c/echo"));
    assertThat(response.status()).isEqualTo(405);
    assertThat(response.text()).isEqualTo("contract:MethodNotAllowed");
    assertThat(response.header("allow")).contains("GET, HEAD, POST, OPTIONS");
    assertThat(ROUTER.answer(request("GET", "/c/busy")).status()).isEqualTo(405);
    assertThat(ROUTER.answer(request("HEAD", "/c/busy")).status()).isEqualTo(405);
  }

  @Test
  void headIsServedByGet() {
    assertThat(ROUTER.answer(request("HEAD", "/c/echo")).text()).isEqualTo("true");
    assertThat(ROUTER.answer(request("GET", "/c/echo")).text()).isEqualTo("false");
  }

  @Test
  void faultsAndFailuresAreWordedByTheSurface() {
    Response busy = ROUTER.answer(request("POST", "/c/busy"));
    assertThat(busy.text()).isEqualTo("contract:Unavailable");
    assertThat(busy.header("Retry-After")).isEqualTo(Optional.of("7"));
    assertThat(ROUTER.answer(request("POST", "/c/known")).text()).isEqualTo("contract:known");
    assertThat(ROUTER.answer(request("POST", "/c/broken")).text())
        .isEqualTo("contract:ServerError");
    assertThat(ROUTER.answer(request("POST", "/c/deep")).text()).isEqualTo("contract:ServerError");
    assertThat(ROUTER.answer(request("POST", "/c/echo", new byte[65_536])).text())
        .isEqualTo("65536");
    assertThat(ROUTER.answer(request("POST", "/c/echo", new byte[65_537])).text())
        .isEqualTo("contract:BodyTooLarge");
  }

  private static Response preflight(Router router, String origin, String asked) {
    return router.answer(
        request(
            "OPTIONS",
            "/c/echo",
            "Origin",
            origin,
            "Access-Control-Request-Method",
            "POST",
            "Access-Control-Request-Headers",
            asked));
  }

  private static Response fault(Fault fault) {
    throw new FaultException(fault);
  }

  private static Response fail(RuntimeException thrown) {
    throw thrown;
  }

  private static Response recurse(int depth) {
    return depth < 0 ? Response.empty(200) : recurse(depth + 1).with("X", "y");
  }
}
