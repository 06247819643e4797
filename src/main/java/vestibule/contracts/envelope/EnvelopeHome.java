package vestibule.contracts.envelope;

import vestibule.contracts.Contract;
import vestibule.contracts.flask.FlaskErrors;
import vestibule.contracts.flask.FlaskWording;
import vestibule.core.refusal.Refusal;
import vestibule.http.Fault;
import vestibule.http.Handler;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;

/**
 * Document B's {@code GET /}: a surface of its own, as other origins may read B's answers but never
 * those of {@code /}, which browsers get a page from (docs/contracts 0.4, B.1).
 *
 * @param page answers a request that prefers HTML
 */
public record EnvelopeHome(Handler page) implements Contract {

  private static final FlaskWording WORDING = new EnvelopeWording();
  private static final FlaskErrors ERRORS = new FlaskErrors(WORDING);

  @Override
  public String name() {
    return "envelope-home";
  }

  @Override
  public void mount(Routes routes) {
    routes.open().get("/", this::home);
  }

  @Override
  public boolean crossOrigin() {
    return false;
  }

  @Override
  public Response answer(Fault fault, Request request) {
    return ERRORS.answer(fault);
  }

  @Override
  public Response refused(Refusal refusal, Request request) {
    return ERRORS.refused(refusal, request.template());
  }

  private Response home(Request request) {
    return request.prefersHtml() ? page.handle(request) : WORDING.done("success");
  }
}
