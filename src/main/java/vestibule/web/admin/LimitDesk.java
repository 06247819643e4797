package vestibule.web.admin;

import vestibule.core.administration.LimitCare;
import vestibule.core.administration.OperatorDesk;
import vestibule.core.operator.Duty;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.web.admin.ConsoleCaller.Known;
import vestibule.web.frame.Posted;
import vestibule.web.frame.Sheets.Draft;
import vestibule.web.frame.Ways;

/** {@code /admin/limits}: whom limits turned away lately, and letting them begin anew. */
final class LimitDesk {

  static final String ALL = Console.ROOT + "/limits";

  private static final String ACCOUNT = AccountDesk.ALL + "/{id:digits}/limits/release";
  private static final String NETWORK = "network";
  private static final String DONE = "console-released";
  private static final int MOST_SHOWN = 100;

  private final OperatorDesk desk;
  private final OperatorForms forms;

  LimitDesk(OperatorDesk desk, OperatorForms forms) {
    this.desk = desk;
    this.forms = forms;
  }

  void mount(Routes routes, ConsoleCaller caller) {
    routes.guarded(caller::reading).get(ALL, this::show);
    routes.guarded(caller::helping).post(ALL + "/release", forms.form(this::releaseNetwork));
    routes.guarded(caller::helping).post(ACCOUNT, forms.form(this::releaseAccount));
  }

  private LimitCare limits(Known who) {
    return desk.system().apply(who.operator()).limits();
  }

  private Response show(Request request, Known who) {
    return forms.show(request, draft(who));
  }

  private Draft draft(Known who) {
    return Draft.of("admin/limits", who.resident())
        .with("limits", limits(who).struck(MOST_SHOWN).stream().map(StruckLine::of).toList())
        .with("helps", who.may(Duty.SUPPORT));
  }

  private Response releaseNetwork(Request request, Known who, Posted posted) {
    return limits(who).release(posted.text(NETWORK).strip())
        ? Ways.to(ALL, DONE)
        : forms.wrong(request, posted, draft(who), NETWORK, "console.network-wrong");
  }

  private Response releaseAccount(Request request, Known who, Posted posted) {
    long id = OperatorForms.id(request, "id");
    if (!limits(who).release(id)) {
      throw new NothingThereException();
    }
    return Ways.to(AccountDesk.ALL + "/" + id, DONE);
  }
}
