package vestibule.v1.admin;

import java.util.function.Function;
import vestibule.core.administration.OperatorActs;
import vestibule.core.model.Rights.Kind;
import vestibule.core.model.Rights.Named;
import vestibule.core.operator.Operator;
import vestibule.core.rights.RightsAdministration;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.v1.form.Answers;
import vestibule.v1.form.Once;
import vestibule.v1.form.ProblemException;
import vestibule.v1.form.Problems;

/** Groups, roles and permissions that an account is given and that are taken from it. */
final class AccountRights {

  private final Function<Operator, OperatorActs> acts;

  AccountRights(AdminUseCases core) {
    this.acts = core.acts();
  }

  void mount(Routes routes, AdminCaller caller, Once once) {
    for (Kind kind : Kind.values()) {
      String path = AccountPaths.ONE + "/" + RightPaths.word(kind) + "/{right:digits}";
      routes
          .guarded(caller::governingFreshly)
          .put(path, AccountActs.by(once, (request, by) -> grant(kind, request, by)));
      routes
          .guarded(caller::governingFreshly)
          .delete(path, AccountActs.by(once, (request, by) -> revoke(kind, request, by)));
    }
  }

  private Response grant(Kind kind, Request request, Operator operator) {
    RightsAdministration rights = acts.apply(operator).rights();
    try {
      rights.grant(kind, named(rights, kind, request), AccountPaths.id(request));
    } catch (RightsAdministration.GoneException deletedMeanwhile) {
      throw unknown();
    }
    return Answers.done();
  }

  private Response revoke(Kind kind, Request request, Operator operator) {
    RightsAdministration rights = acts.apply(operator).rights();
    rights.revoke(kind, named(rights, kind, request), AccountPaths.id(request));
    return Answers.done();
  }

  static Named named(RightsAdministration rights, Kind kind, Request request) {
    return named(rights, kind, request, "right");
  }

  static Named named(RightsAdministration rights, Kind kind, Request request, String name) {
    return AccountPaths.number(request.pathValue(name))
        .flatMap(id -> rights.find(kind, id))
        .orElseThrow(AccountRights::unknown);
  }

  static ProblemException unknown() {
    return new ProblemException(
        Problems.of(404, "right_unknown", "There is nothing of that kind with this id."));
  }
}
