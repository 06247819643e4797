package vestibule.web.admin;

import java.util.Arrays;
import vestibule.core.administration.OperatorDesk;
import vestibule.core.model.Rights.Kind;
import vestibule.core.model.Rights.Named;
import vestibule.core.rights.RightsAdministration;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.web.admin.ConsoleCaller.Known;
import vestibule.web.frame.Posted;
import vestibule.web.frame.Ways;

/** Groups, roles and permissions that an account is given, and that are taken from it. */
final class GivenRights {

  private static final String ONE = AccountDesk.ALL + "/{id:digits}";

  private final OperatorDesk desk;
  private final OperatorForms forms;

  GivenRights(OperatorDesk desk, OperatorForms forms) {
    this.desk = desk;
    this.forms = forms;
  }

  void mount(Routes routes, ConsoleCaller caller) {
    routes.guarded(caller::governingFreshly).post(ONE + "/rights", forms.form(this::give));
    for (Kind kind : Kind.values()) {
      routes
          .guarded(caller::governingFreshly)
          .post(
              ONE + "/" + RightLine.word(kind) + "/{right:digits}/removal",
              forms.form((request, who, _) -> take(kind, request, who)));
    }
  }

  private RightsAdministration rights(Known who) {
    return desk.acts().apply(who.operator()).rights();
  }

  /** The field names the kind and the id, as {@code roles/12}. */
  private Response give(Request request, Known who, Posted posted) {
    long account = OperatorForms.id(request, "id");
    RightsAdministration rights = rights(who);
    String[] wanted = posted.text("right").split("/", 2);
    Kind kind =
        Arrays.stream(Kind.values())
            .filter(one -> RightLine.word(one).equals(wanted[0]))
            .findFirst()
            .orElseThrow(NothingThereException::new);
    Named named =
        OperatorForms.number(wanted[wanted.length - 1])
            .flatMap(id -> rights.find(kind, id))
            .orElseThrow(NothingThereException::new);
    rights.grant(kind, named, account);
    return Ways.to(AccountDesk.ALL + "/" + account, "right-given");
  }

  private Response take(Kind kind, Request request, Known who) {
    long account = OperatorForms.id(request, "id");
    RightsAdministration rights = rights(who);
    Named named = RightsDesk.named(rights, kind, request, "right");
    if (!rights.revoke(kind, named, account)) {
      throw new RefusedHereException("console.by-role");
    }
    return Ways.to(AccountDesk.ALL + "/" + account, "right-taken");
  }
}
