package vestibule.web.account;

import java.util.List;
import vestibule.core.factor.StepUp;
import vestibule.core.model.Session;
import vestibule.core.password.Passwords;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.web.frame.Behind;
import vestibule.web.frame.Posted;
import vestibule.web.frame.Remarks;
import vestibule.web.frame.Resident;
import vestibule.web.frame.Sheets;
import vestibule.web.frame.Sheets.Draft;
import vestibule.web.frame.Ways;

/** {@code /me/proof}: somebody who is signed in proves once more who they are. */
final class ProofPages {

  private final Passwords passwords;
  private final AskedFactors factors;
  private final Sheets sheets;
  private final Behind behind;

  ProofPages(Passwords passwords, AskedFactors factors, Sheets sheets, Behind behind) {
    this.passwords = passwords;
    this.factors = factors;
    this.sheets = sheets;
    this.behind = behind;
  }

  void mount(Routes routes) {
    routes.guarded(behind.caller()::known).get(Ways.PROOF, this::show);
    routes.guarded(behind.caller()::known).post(Ways.PROOF, behind.form(this::prove));
  }

  private Response show(Request request, Resident who) {
    return sheets.show(request, draft(who, Ways.own(request.query(Ways.TO)).orElse(Ways.ME)));
  }

  /** Who has a second factor proves that one, and the others their password. */
  private Draft draft(Resident who, String to) {
    List<String> wanted = factors.core().stepUp().wanted(who.session());
    Draft draft =
        Draft.of("account/proof", who).with("factor", !wanted.isEmpty()).with(Ways.TO, to);
    return factors.asking(draft, who.person().id(), wanted);
  }

  private Response prove(Request request, Resident who, Posted posted) {
    String to = Ways.own(posted.some(Ways.TO)).orElse(Ways.ME);
    return sheets.act(
        request,
        posted,
        () -> draft(who, to),
        () -> {
          Session session = who.session();
          StepUp stepUp = factors.core().stepUp();
          if (stepUp.wanted(session).isEmpty()) {
            List<String> candidates = List.of(posted.text(Remarks.PASSWORD));
            passwords.prove(session, candidates, behind.visit(request));
          } else {
            stepUp.prove(session, posted.text(Remarks.ANSWER), behind.visit(request));
          }
          return Ways.to(to, "proved");
        });
  }
}
