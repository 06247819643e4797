package vestibule.web.account;

import java.util.List;
import vestibule.core.model.Dossier;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.web.frame.Behind;
import vestibule.web.frame.PageCaller;
import vestibule.web.frame.Posted;
import vestibule.web.frame.Remark;
import vestibule.web.frame.Remarks;
import vestibule.web.frame.Resident;
import vestibule.web.frame.Sheets;
import vestibule.web.frame.Sheets.Draft;
import vestibule.web.frame.Ways;

/** {@code /me/data}: the download of all that is kept, and the end of the account. */
final class DataPages {

  /** Of each kind: what one person caused in years fits, and memory holds it. */
  private static final int MOST = 10_000;

  private final OwnPages.Kept kept;
  private final Sheets sheets;
  private final Behind behind;

  DataPages(OwnPages.Kept kept, Sheets sheets, Behind behind) {
    this.kept = kept;
    this.sheets = sheets;
    this.behind = behind;
  }

  void mount(Routes routes) {
    PageCaller caller = behind.caller();
    routes.guarded(caller::known).get(Ways.DATA, this::show);
    routes
        .guarded(caller::known)
        .post(Ways.DATA + "/download", behind.proved(Ways.DATA, this::download));
    routes
        .guarded(caller::known)
        .post(Ways.DATA + "/deletion", behind.provedBeside(Ways.DATA, this::delete));
  }

  private Response show(Request request, Resident who) {
    return sheets.show(request, draft(who));
  }

  private Draft draft(Resident who) {
    return Draft.of("account/data", who)
        .with("days", kept.grace().toDays())
        .with("mailed", who.person().hasVerifiedAddress());
  }

  private Response download(Request request, Resident who, Posted posted) {
    Dossier dossier =
        kept.records()
            .dossier(who.person().id(), MOST)
            .orElseThrow(() -> new RefusedException(new Refusal.AccountUnknown()));
    return Response.json(200, kept.written().apply(dossier.forThePerson()))
        .with("Content-Disposition", "attachment; filename=\"account.json\"");
  }

  /** A box says that it is meant, beside the password. */
  private Response delete(Request request, Resident who, Posted posted) {
    Draft draft = draft(who);
    if (!posted.isTicked("sure")) {
      return sheets.wrong(request, posted, draft, List.of(new Remark("sure", "data.unsure")));
    }
    return sheets.act(
        request,
        posted,
        () -> draft,
        () -> {
          boolean later =
              kept.departure()
                  .leave(
                      who.session(), List.of(posted.text(Remarks.PASSWORD)), behind.visit(request))
                  .isPresent();
          return behind.caller().cookies().signOut(told(later, who));
        });
  }

  /** Only confirmed addresses are mailed the link that keeps the account. */
  private static Response told(boolean later, Resident who) {
    if (!later) {
      return Ways.to(Ways.SIGN_IN, "deleted");
    }
    if (who.person().hasVerifiedAddress()) {
      return Ways.to(Ways.SIGN_IN, "deleting");
    }
    return Ways.to(Ways.SIGN_IN, "deleting-unmailed");
  }
}
