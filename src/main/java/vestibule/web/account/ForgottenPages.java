package vestibule.web.account;

import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.reset.Resets;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.web.frame.BrowserVisits;
import vestibule.web.frame.Posted;
import vestibule.web.frame.Sheets;
import vestibule.web.frame.Sheets.Draft;
import vestibule.web.frame.Ways;

/** {@code /forgotten}: asks for a link to a new password, and tells nobody who has an account. */
final class ForgottenPages {

  private final Resets resets;
  private final Sheets sheets;
  private final BrowserVisits visits;

  ForgottenPages(Resets resets, Sheets sheets, BrowserVisits visits) {
    this.resets = resets;
    this.sheets = sheets;
    this.visits = visits;
  }

  void mount(Routes routes) {
    routes.open().get(Ways.FORGOTTEN, this::show);
    routes.open().post(Ways.FORGOTTEN, sheets.form(this::request));
    routes.open().get(Ways.FORGOTTEN + "/sent", this::sent);
  }

  private Response show(Request request) {
    return sheets.show(request, Draft.of("account/forgotten"));
  }

  private Response sent(Request request) {
    return sheets.show(request, Draft.of("account/said").with("key", "forgotten-sent"));
  }

  private Response request(Request request, Posted posted) {
    return sheets.act(
        request,
        posted,
        () -> Draft.of("account/forgotten"),
        () -> {
          try {
            resets.request(posted.text("login"), visits.of(request, posted));
          } catch (RefusedException refused) {
            if (!(refused.refusal() instanceof Refusal.AccountUnknown)) {
              throw refused;
            }
          }
          return Ways.to(Ways.FORGOTTEN + "/sent");
        });
  }
}
