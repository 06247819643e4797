package vestibule.v1.admin;

import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import vestibule.core.administration.SystemActs;
import vestibule.core.model.service.Scope;
import vestibule.core.operator.Operator;
import vestibule.core.service.ServiceRefusal;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.v1.form.Answers;
import vestibule.v1.form.Form;
import vestibule.v1.form.Once;
import vestibule.v1.form.ProblemException;
import vestibule.v1.form.Problems;

/** Services, which ask by credentials of their own. */
final class ProgramPaths {

  private static final String SERVICES = Admin.ROOT + "/services";
  private static final String SERVICE = SERVICES + "/{id:digits}";
  static final String AT_ONCE = "at_once";

  private final Function<Operator, SystemActs> acts;

  ProgramPaths(AdminUseCases core) {
    this.acts = core.system();
  }

  void mount(Routes routes, AdminCaller caller, Once once) {
    routes.guarded(caller::reading).get(SERVICES, this::services);
    routes
        .guarded(caller::governingFreshly)
        .post(SERVICES, AccountActs.by(once, this::createService));
    routes
        .guarded(caller::governingFreshly)
        .post(SERVICE + "/rotation", AccountActs.by(once, this::rotateService));
    routes
        .guarded(caller::governingFreshly)
        .delete(SERVICE, AccountActs.by(once, this::deleteService));
  }

  private Response services(Request request, Operator operator) {
    return SystemPaths.all(
        acts.apply(operator).services().list().stream().map(ServiceJson::of).toList());
  }

  private Response createService(Request request, Operator operator) {
    Form form = Form.of(request);
    String name = form.text("name");
    String scope = form.text("scope");
    Set<Scope> scopes = Scope.all(scope);
    if (form.isGood("scope") && (scopes.isEmpty() || !Scope.text(scopes).equals(scope))) {
      form.fail("scope", "scope_unknown", "These are no names of scopes, with blanks between.");
    }
    form.requireValid();
    try {
      return Answers.json(
          201, ServiceJson.of(acts.apply(operator).services().create(name, scopes)));
    } catch (ServiceRefusal refused) {
      throw new ProblemException(Problems.of(409, "service_refused", refused.getMessage() + "."));
    }
  }

  private Response rotateService(Request request, Operator operator) {
    Form form = Form.of(request);
    boolean atOnce = form.truth(AT_ONCE);
    form.requireValid();
    return Answers.json(
        200,
        ServiceJson.of(service(() -> acts.apply(operator).services().rotate(id(request), atOnce))));
  }

  private Response deleteService(Request request, Operator operator) {
    service(() -> acts.apply(operator).services().delete(id(request)));
    return Answers.done();
  }

  private static String id(Request request) {
    return request.pathValue("id");
  }

  private static <T> T service(Supplier<T> work) {
    try {
      return work.get();
    } catch (ServiceRefusal refused) {
      throw new ProblemException(
          Problems.of(404, "service_unknown", "There is no service with this id."));
    }
  }
}
