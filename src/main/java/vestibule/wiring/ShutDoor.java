package vestibule.wiring;

import java.util.Optional;
import java.util.function.Predicate;
import vestibule.http.Fault;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.http.Surface;

/**
 * A contract that is switched off: its paths are unknown ones, but for those that mails' links need
 * (decision 25).
 *
 * @param serves the requests that are answered still
 */
record ShutDoor(Surface contract, Predicate<Request> serves) implements Surface {

  @Override
  public String name() {
    return contract.name();
  }

  @Override
  public void mount(Routes routes) {
    contract.mount(routes);
  }

  @Override
  public boolean crossOrigin() {
    return contract.crossOrigin();
  }

  @Override
  public boolean takesCookies() {
    return contract.takesCookies();
  }

  @Override
  public boolean hides(Request request) {
    return !serves.test(request) || contract.hides(request);
  }

  @Override
  public boolean asksBeforeMethod() {
    return contract.asksBeforeMethod();
  }

  @Override
  public Response answer(Fault fault, Request request) {
    return contract.answer(fault, request);
  }

  @Override
  public Optional<Response> answer(RuntimeException thrown, Request request) {
    return contract.answer(thrown, request);
  }
}
