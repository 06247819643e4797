package vestibule.web.admin;

import vestibule.core.administration.OperatorDesk;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.web.admin.ConsoleCaller.Known;
import vestibule.web.frame.Sheets.Draft;

/** {@code /admin/imports}: what the runs of imports came to. */
final class ImportDesk {

  static final String ALL = Console.ROOT + "/imports";

  private static final int MOST_SHOWN = 50;

  private final OperatorDesk desk;
  private final OperatorForms forms;

  ImportDesk(OperatorDesk desk, OperatorForms forms) {
    this.desk = desk;
    this.forms = forms;
  }

  void mount(Routes routes, ConsoleCaller caller) {
    routes.guarded(caller::reading).get(ALL, this::list);
  }

  private Response list(Request request, Known who) {
    return forms.show(
        request,
        Draft.of("admin/imports", who.resident())
            .with(
                "imports",
                desk.system().apply(who.operator()).imports().newest(MOST_SHOWN).stream()
                    .map(ImportLine::of)
                    .toList()));
  }
}
