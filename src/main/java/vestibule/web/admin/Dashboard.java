package vestibule.web.admin;

import java.util.List;
import vestibule.core.administration.Overview;
import vestibule.core.node.Figure;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.web.admin.ConsoleCaller.Known;
import vestibule.web.frame.Sheets.Draft;

/** {@code /admin}: what happened in the last two days by the hour, and how the nodes are. */
final class Dashboard {

  private static final int HOURS = 48;

  private final Overview overview;
  private final OperatorForms forms;

  Dashboard(Overview overview, OperatorForms forms) {
    this.overview = overview;
    this.forms = forms;
  }

  void mount(Routes routes, ConsoleCaller caller) {
    routes.guarded(caller::reading).get(Console.ROOT, this::show);
  }

  private Response show(Request request, Known who) {
    return forms.show(
        request,
        Draft.of("admin/dashboard", who.resident())
            .with("plots", plots(overview.hours(HOURS)))
            .with("nodes", overview.nodes().stream().map(NodeLine::of).toList()));
  }

  private static List<Plot> plots(List<Overview.Hour> hours) {
    return List.of(
        Plot.of("console.plot-registrations", hours, Figure.REGISTERED),
        Plot.of(
            "console.plot-sign-ins",
            hours,
            Figure.SIGNED_IN,
            Figure.SIGN_IN_REFUSED,
            Figure.SIGN_IN_TURNED_AWAY),
        Plot.of("console.plot-limits", hours, Figure.LIMIT_STRUCK),
        Plot.of(
            "console.plot-mails",
            hours,
            Figure.MAIL_SENT,
            Figure.MAIL_REFUSED,
            Figure.MAIL_GIVEN_UP),
        Plot.of("console.plot-hashes", hours, Figure.HASH_COMPUTED, Figure.HASH_REFUSED));
  }
}
