package vestibule.http;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/** A surface that a test mounts, whose words for a fault are the fault's own name. */
record TestSurface(String name, boolean crossOrigin, Consumer<Routes> paths) implements Surface {

  @Override
  public void mount(Routes routes) {
    paths.accept(routes);
  }

  @Override
  public Response answer(Fault fault, Request request) {
    int status =
        switch (fault) {
          case Fault.MalformedBody _, Fault.NotAnObject _ -> 400;
          case Fault.UnsupportedMediaType _, Fault.UnsupportedContentCoding _ -> 415;
          case Fault.UnreadableRequest(var reason) -> reason.status();
          case Fault.BodyTooLarge _ -> 413;
          case Fault.MethodNotAllowed _ -> 405;
          case Fault.Unavailable _ -> 503;
          case Fault.ServerError _ -> 500;
        };
    return text(status, name + ":" + fault.getClass().getSimpleName());
  }

  @Override
  public Optional<Response> answer(RuntimeException thrown, Request request) {
    return thrown instanceof IllegalArgumentException
        ? Optional.of(text(422, name + ":" + thrown.getMessage()))
        : Optional.empty();
  }

  static Response text(int status, String text) {
    return Response.json(status, text.getBytes(StandardCharsets.UTF_8));
  }
}
