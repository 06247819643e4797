package vestibule.web.account;

import java.util.Optional;
import vestibule.core.address.Emails;
import vestibule.core.model.Address;
import vestibule.core.model.Language;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.web.Words;
import vestibule.web.frame.BrowserVisits;
import vestibule.web.frame.Posted;
import vestibule.web.frame.Remarks;
import vestibule.web.frame.Sheets;
import vestibule.web.frame.Sheets.Draft;
import vestibule.web.frame.Ways;

/**
 * {@code /register/again}: mails another link that confirms an address, and tells nobody whether it
 * is anybody's.
 */
final class ConfirmationPages {

  private final Emails emails;
  private final Sheets sheets;
  private final BrowserVisits visits;

  ConfirmationPages(Emails emails, Sheets sheets, BrowserVisits visits) {
    this.emails = emails;
    this.sheets = sheets;
    this.visits = visits;
  }

  void mount(Routes routes) {
    routes.open().get(Ways.AGAIN, request -> sheets.show(request, draft()));
    routes.open().post(Ways.AGAIN, sheets.form(this::request));
    routes.open().get(Ways.AGAIN + "/sent", this::sent);
  }

  private static Draft draft() {
    return Draft.of("account/again");
  }

  private Response sent(Request request) {
    return sheets.show(request, Draft.of("account/said").with("key", "again-sent"));
  }

  private Response request(Request request, Posted posted) {
    Language language = Words.language(request);
    return sheets.act(
        request,
        posted,
        ConfirmationPages::draft,
        () -> {
          emails.resend(
              Address.of(posted.text(Remarks.EMAIL)).text(),
              visits.of(request, posted).client(),
              Optional.of(language),
              _ -> language);
          return Ways.to(Ways.AGAIN + "/sent");
        });
  }
}
