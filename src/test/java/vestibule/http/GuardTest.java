package vestibule.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vestibule.http.TestWire.request;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Who gets past a guard, and what its handlers are told. */
class GuardTest {

  /** Lets in whom a header names. */
  private static final Guard<String> NAMED =
      request ->
          request.header("Name").orElseThrow(() -> new IllegalArgumentException("who are you?"));

  private final AtomicInteger handled = new AtomicInteger();

  @Test
  void aHandlerIsToldWhomTheGuardLetsIn() {
    Router router = router(false, routes -> routes.guarded(NAMED).get("/me", this::hello));
    assertThat(router.answer(request("GET", "/me", "Name", "ada")).text()).isEqualTo("hello ada");
    assertThat(router.answer(request("HEAD", "/me", "Name", "ada")).status()).isEqualTo(200);
  }

  @Test
  void aHandlerDoesNotRunForThoseWhomTheGuardTurnsAway() {
    Router router = router(false, routes -> routes.guarded(NAMED).get("/me", this::hello));
    Response answer = router.answer(request("GET", "/me"));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text()).isEqualTo("s:who are you?");
    assertThat(answer.header("Allow")).isEmpty();
    assertThat(handled).hasValue(0);
  }

  @Test
  void anOpenPathAsksNobodyWhoTheyAre() {
    Router router = router(true, routes -> routes.open().get("/all", r -> hello(r, "all")));
    assertThat(router.answer(request("GET", "/all")).text()).isEqualTo("hello all");
    assertThat(router.answer(request("POST", "/all")).status()).isEqualTo(405);
  }

  @Test
  void methodsOfOnePathMayHaveDifferentGuards() {
    Router router =
        router(
            false,
            routes -> {
              routes.open().get("/x", r -> hello(r, "all"));
              routes.guarded(NAMED).post("/x", this::hello);
            });
    assertThat(router.answer(request("GET", "/x")).status()).isEqualTo(200);
    assertThat(router.answer(request("POST", "/x")).status()).isEqualTo(422);
    assertThat(router.answer(request("PUT", "/x")).status()).isEqualTo(405);
  }

  @Test
  void aSurfaceThatAsksFirstTellsOnlyThoseItKnowsOfAWrongMethod() {
    Router router = router(true, routes -> routes.guarded(NAMED).get("/me", this::hello));
    Response stranger = router.answer(request("POST", "/me"));
    assertThat(stranger.status()).isEqualTo(422);
    assertThat(stranger.header("Allow")).contains("GET, HEAD, OPTIONS");
    Response known = router.answer(request("POST", "/me", "Name", "ada"));
    assertThat(known.status()).isEqualTo(405);
    assertThat(known.header("Allow")).contains("GET, HEAD, OPTIONS");
  }

  @Test
  void othersTellEverybodyOfAWrongMethod() {
    Router router = router(false, routes -> routes.guarded(NAMED).get("/me", this::hello));
    assertThat(router.answer(request("POST", "/me")).status()).isEqualTo(405);
  }

  @Test
  void aPathOfASurfaceThatAsksFirstHasOneGuard() {
    assertThatThrownBy(
            () ->
                router(
                    true,
                    routes -> {
                      routes.guarded(NAMED).get("/me", this::hello);
                      routes.open().post("/me", r -> hello(r, "all"));
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("/me");
  }

  private Response hello(Request request, String name) {
    handled.incrementAndGet();
    return TestSurface.text(200, "hello " + name);
  }

  private static Router router(boolean asksFirst, Consumer<Routes> paths) {
    return new Router(
        Routes.of(List.of(new Asking(new TestSurface("s", true, paths), asksFirst))),
        Cors.allowing(List.of("*")));
  }

  private record Asking(TestSurface surface, boolean asksBeforeMethod) implements Surface {

    @Override
    public String name() {
      return surface.name();
    }

    @Override
    public void mount(Routes routes) {
      surface.mount(routes);
    }

    @Override
    public boolean crossOrigin() {
      return true;
    }

    @Override
    public Response answer(Fault fault, Request request) {
      return surface.answer(fault, request);
    }

    @Override
    public Optional<Response> answer(RuntimeException thrown, Request request) {
      return surface.answer(thrown, request);
    }
  }
}
