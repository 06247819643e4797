package vestibule.web.admin;

import vestibule.core.administration.MailCare;
import vestibule.core.administration.OperatorDesk;
import vestibule.core.operator.Duty;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.web.admin.ConsoleCaller.Known;
import vestibule.web.frame.Posted;
import vestibule.web.frame.Sheets.Draft;
import vestibule.web.frame.Ways;

/** {@code /admin/mails}: mails that were given up or wait, and sending them again. */
final class MailDesk {

  static final String ALL = Console.ROOT + "/mails";

  /** Of each kind. */
  private static final int MOST_SHOWN = 100;

  private final OperatorDesk desk;
  private final OperatorForms forms;

  MailDesk(OperatorDesk desk, OperatorForms forms) {
    this.desk = desk;
    this.forms = forms;
  }

  void mount(Routes routes, ConsoleCaller caller) {
    routes.guarded(caller::reading).get(ALL, this::show);
    routes.guarded(caller::helping).post(ALL + "/retry", forms.form(this::retryAll));
    routes.guarded(caller::helping).post(ALL + "/{id:digits}/retry", forms.form(this::retry));
  }

  private Response show(Request request, Known who) {
    MailCare mails = mails(who);
    return forms.show(
        request,
        Draft.of("admin/mails", who.resident())
            .with("dead", mails.dead(MOST_SHOWN).stream().map(OwedMail::of).toList())
            .with("waiting", mails.waiting(MOST_SHOWN).stream().map(OwedMail::of).toList())
            .with("helps", who.may(Duty.SUPPORT)));
  }

  private MailCare mails(Known who) {
    return desk.system().apply(who.operator()).mails();
  }

  private Response retryAll(Request request, Known who, Posted posted) {
    mails(who).retryAll();
    return Ways.to(ALL, "console-mails");
  }

  /** One that was sent meanwhile is what was wanted, too. */
  private Response retry(Request request, Known who, Posted posted) {
    boolean retried =
        OperatorForms.number(request.pathValue("id")).filter(mails(who)::retry).isPresent();
    return Ways.to(ALL, retried ? "console-mail" : "console-mail-gone");
  }
}
