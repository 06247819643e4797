package vestibule.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which path finds which template, and which surfaces cannot live side by side. */
class RoutesTest {
  private static final Handler NOTHING = _ -> Response.empty(200);

  private static final Routes ROUTES =
      Routes.of(
          List.of(
              surface("root", "/"),
              surface("a", "/a/login", "/a/confirm/{token}", "/a/{x}/deep/{y}"),
              surface("d", "/account/emails", "/account/emails/{id:digits}")));

  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/a/login, /a/login",
    "/a/login/, /a/login",
    "/%61/l%6Fgin, /a/login",
    "/a/confirm/T, /a/confirm/{token}",
    "/a/confirm/T/, /a/confirm/{token}",
    "/a/confirm/.hidden, /a/confirm/{token}",
    "/a/confirm/a..b, /a/confirm/{token}",
    "/a/confirm/..., /a/confirm/{token}",
    "/a/confirm/%D0%96, /a/confirm/{token}",
    "/a/confirm/%3B, /a/confirm/{token}",
    "/a/confirm/%25, /a/confirm/{token}",
    "/a/q/deep/z, /a/{x}/deep/{y}",
    "/account/emails, /account/emails",
    "/account/emails/12, /account/emails/{id:digits}",
    "/account/emails/12/, /account/emails/{id:digits}",
  })
  void pathsAreFoundWithAndWithoutTheLastSlash(String path, String template) {
    assertThat(found(path)).contains(template);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "*",
        "#",
        "//",
        "/A/login",
        "/a",
        "/a/login//",
        "//a/login",
        "/a//login",
        "/a/login;x=1",
        "/a;/login",
        "/a/confirm/T;jsessionid=1",
        "/a/./login",
        "/a/x/../login",
        "/a/login/.",
        "/a/login/..",
        "/.",
        "/..",
        "/a/confirm/..",
        "/a/confirm/%2e%2e",
        "/a/confirm/.%2E",
        "/a/%2e/login",
        "/a%2Flogin",
        "/a%2flogin",
        "/a/confirm/a%2Fb",
        "/a/confirm/a%00b",
        "/a/login%00",
        "/a/confirm/%",
        "/a/confirm/%4",
        "/a/confirm/%zz",
        "/a/confirm/%-1",
        "/a/confirm/%ff",
        "/a/confirm/%C0%AE",
        "/a/confirm/%ED%A0%80",
        "/a/confirm/\u0000",
        "/a/confirm/é",
        "/a/confirm/",
        "/a/confirm/x/y",
        "/account/emails/12a",
        "/account/emails/-1",
        "/account/emails/%D9%A1",
        "/a\\login",
        "http://host/a/login"
      })
  void everyOtherPathIsUnknown(String path) {
    assertThat(found(path)).isEmpty();
  }

  @Test
  void valuesAreDecodedOnce() {
    Request request = TestWire.request("GET", "/a/%D0%96%252F+/deep/7");
    request.matched(ROUTES.find(request.rawPath()).orElseThrow());
    assertThat(request.pathValue("x")).isEqualTo("Ж%2F+");
    assertThat(request.pathValue("y")).isEqualTo("7");
    assertThat(request.template()).isEqualTo("/a/{x}/deep/{y}");
    assertThatThrownBy(() -> request.pathValue("z")).hasMessage("no {z} in /a/{x}/deep/{y}");
  }

  @ParameterizedTest
  @CsvSource({
    "/x/y, /x/y",
    "/x/{a}, /x/{b}",
    "/x/{a}, /x/y",
    "/x/y, /x/{a}",
    "/x/{a:digits}, /x/7",
    "/x/{a:digits}, /x/{b}",
    "/x/{a}/c, /x/b/{d}",
    "/, /",
  })
  void twoSurfacesThatClaimOnePathStopTheStart(String one, String two) {
    assertThatThrownBy(() -> Routes.of(List.of(surface("first", one), surface("second", two))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("second claims " + two + ", which first already claims by " + one);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/registration, /api/register",
    "/account/login, /account/login/check",
    "/x/{a:digits}, /x/y",
    "/x/{a}, /x/{b}/c",
  })
  void nearMissesLiveSideBySide(String one, String two) {
    assertThatCode(() -> Routes.of(List.of(surface("first", one), surface("second", two))))
        .doesNotThrowAnyException();
  }

  @Test
  void oneSurfaceMayNameAPathBesideATemplateAndTheNameWins() {
    Routes routes = Routes.of(List.of(surface("s", "/x/{a}", "/x/y")));
    assertThat(routes.find("/x/y").orElseThrow().route().template().text()).isEqualTo("/x/y");
    assertThatThrownBy(() -> Routes.of(List.of(surface("s", "/x/{a}", "/x/{b:digits}"))))
        .hasMessageContaining("already claims");
  }

  @Test
  void declaringTwiceAndDeclaringLateAreRefused() {
    Routes[] kept = new Routes[1];
    Surface surface =
        new TestSurface(
            "s",
            true,
            routes -> {
              kept[0] = routes;
              routes.open().get("/x", NOTHING);
            });
    Routes.of(List.of(surface));
    assertThatThrownBy(() -> kept[0].open().get("/y", NOTHING))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> Routes.of(List.of(surface("s", "/x", "/x"))))
        .hasMessage("s declares GET /x twice");
    assertThatThrownBy(() -> Routes.of(List.of(surface("s", "/x/"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aPathAllowsTheMethodsThatAreDeclared() {
    Surface surface =
        new TestSurface(
            "s",
            true,
            routes -> {
              routes.open().patch("/x/{id}", NOTHING);
              routes.open().get("/x/{id}", NOTHING);
              routes.open().delete("/x/{id}", NOTHING);
              routes.open().put("/y", NOTHING);
              routes.open().post("/y", NOTHING);
            });
    Routes routes = Routes.of(List.of(surface));
    assertThat(routes.find("/x/1").orElseThrow().route().allow())
        .containsExactly("GET", "HEAD", "PATCH", "DELETE", "OPTIONS");
    assertThat(routes.find("/y").orElseThrow().route().allow())
        .containsExactly("POST", "PUT", "OPTIONS");
  }

  private static Optional<String> found(String path) {
    return ROUTES.find(path).map(match -> match.route().template().text());
  }

  private static Surface surface(String name, String... templates) {
    return new TestSurface(
        name, true, routes -> List.of(templates).forEach(path -> routes.open().get(path, NOTHING)));
  }
}
