package vestibule.web.admin;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import vestibule.core.administration.OperatorDesk;
import vestibule.core.model.service.Scope;
import vestibule.core.model.service.Service;
import vestibule.core.operator.Duty;
import vestibule.core.service.ServiceRefusal;
import vestibule.core.service.Services;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.web.admin.ConsoleCaller.Known;
import vestibule.web.frame.Posted;
import vestibule.web.frame.Sheets.Draft;
import vestibule.web.frame.Ways;

/** {@code /admin/services} and each one: made, given another secret, deleted. */
final class ServiceDesk {

  static final String ALL = Console.ROOT + "/services";

  private static final String ONE = ALL + "/{id:digits}";
  private static final String NAME = "name";
  private static final String AT_ONCE = "at_once";

  private final OperatorDesk desk;
  private final OperatorForms forms;

  ServiceDesk(OperatorDesk desk, OperatorForms forms) {
    this.desk = desk;
    this.forms = forms;
  }

  void mount(Routes routes, ConsoleCaller caller) {
    routes.guarded(caller::reading).get(ALL, this::list);
    routes.guarded(caller::governingFreshly).post(ALL, forms.form(this::create));
    routes.guarded(caller::reading).get(ONE, this::show);
    routes.guarded(caller::governingFreshly).post(ONE + "/rotation", forms.form(this::rotate));
    routes.guarded(caller::governingFreshly).post(ONE + "/removal", forms.form(this::delete));
  }

  private Services services(Known who) {
    return desk.system().apply(who.operator()).services();
  }

  private Response list(Request request, Known who) {
    return forms.show(request, draft(who));
  }

  private Draft draft(Known who) {
    return Draft.of("admin/services", who.resident())
        .with("services", services(who).list().stream().map(ServiceLine::of).toList())
        .with("scopes", Arrays.stream(Scope.values()).map(Scope::text).toList())
        .with("governs", who.may(Duty.ADMIN));
  }

  /** The secret is on the page of the answer, and on no page after it. */
  private Response create(Request request, Known who, Posted posted) {
    Set<Scope> scopes =
        Arrays.stream(Scope.values())
            .filter(scope -> posted.isTicked(scope.text()))
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
    try {
      return told(request, who, services(who).create(posted.text(NAME), scopes));
    } catch (ServiceRefusal refused) {
      return switch (refused.why()) {
        case NAME_WRONG -> wrong(request, who, posted, NAME, "refused.field");
        case NAME_TAKEN -> wrong(request, who, posted, NAME, "console.name-taken");
        case SCOPE_MISSING -> wrong(request, who, posted, "scopes", "console.scope-missing");
        case FULL -> wrong(request, who, posted, NAME, "console.full");
        case UNKNOWN, CHANGED -> throw refused;
      };
    }
  }

  private Response wrong(Request request, Known who, Posted posted, String field, String key) {
    return forms.wrong(request, posted, draft(who), field, key);
  }

  private Response told(Request request, Known who, Services.Drawn drawn) {
    return forms.show(
        request,
        Draft.once("admin/secret", who.resident())
            .with("name", drawn.service().name())
            .with("secret", drawn.secret())
            .with("back", ALL + "/" + drawn.service().id()));
  }

  private Response show(Request request, Known who) {
    long id = OperatorForms.id(request, "id");
    Service service =
        services(who).list().stream()
            .filter(one -> one.id() == id)
            .findFirst()
            .orElseThrow(NothingThereException::new);
    return forms.show(
        request,
        Draft.of("admin/service", who.resident())
            .with("service", ServiceLine.of(service))
            .with("governs", who.may(Duty.ADMIN)));
  }

  private Response rotate(Request request, Known who, Posted posted) {
    return told(
        request, who, services(who).rotate(request.pathValue("id"), posted.isTicked(AT_ONCE)));
  }

  private Response delete(Request request, Known who, Posted posted) {
    services(who).delete(request.pathValue("id"));
    return Ways.to(ALL, "service-deleted");
  }
}
