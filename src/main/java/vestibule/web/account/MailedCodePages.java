package vestibule.web.account;

import vestibule.core.model.Visit;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.signin.MailedCodeSignIn;
import vestibule.core.signin.SignInStep;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.web.frame.BrowserVisits;
import vestibule.web.frame.Posted;
import vestibule.web.frame.Remarks;
import vestibule.web.frame.Sheets;
import vestibule.web.frame.Sheets.Draft;
import vestibule.web.frame.Ways;

/** {@code /sign-in/mailed}: a code by mail in the place of the password, where that is on. */
record MailedCodePages(
    MailedCodeSignIn byMail, SigningInPages signingIn, Sheets sheets, BrowserVisits visits) {

  private static final String PATH = Ways.SIGN_IN + "/mailed";

  void mount(Routes routes) {
    if (byMail.isOn()) {
      routes.open().get(PATH, this::show);
      routes.open().post(PATH, sheets.form(this::mail));
      routes.open().post(PATH + "/code", sheets.form(this::enter));
    }
  }

  private Response show(Request request) {
    return sheets.show(request, draft(Ways.own(request.query(Ways.TO)).orElse("")));
  }

  private static Draft draft(String to) {
    return Draft.of("account/mailed").with(Ways.TO, to);
  }

  /** The same page follows whether anybody is named so or not. */
  private Response mail(Request request, Posted posted) {
    return sheets.act(
        request,
        posted,
        () -> draft(SigningInPages.way(posted)),
        () -> {
          String ticket = byMail.begin(posted.text("login"), visits.of(request, posted));
          return sheets.show(request, code(ticket, posted));
        });
  }

  private static Draft code(String ticket, Posted posted) {
    return Draft.of("account/mailed-code")
        .with(SigningInPages.TICKET, ticket)
        .with("stays", posted.isTicked(SigningInPages.STAY))
        .with(Ways.TO, SigningInPages.way(posted));
  }

  private Response enter(Request request, Posted posted) {
    String ticket = posted.text(SigningInPages.TICKET);
    Visit visit = visits.of(request);
    return sheets.act(
        request,
        posted,
        () -> code(ticket, posted),
        () -> signingIn.next(request, visit, posted, step(visit, ticket, posted)));
  }

  /** The core says of wrong codes and dead tickets alike that nobody got in. */
  private SignInStep step(Visit visit, String ticket, Posted posted) {
    try {
      String code = posted.text(Remarks.ANSWER);
      return byMail.complete(visit, ticket, code, signingIn.terms(posted));
    } catch (RefusedException refused) {
      if (!(refused.refusal() instanceof Refusal.WrongCredentials)) {
        throw refused;
      }
      throw new RefusedException(new Refusal.FactorWrong());
    }
  }
}
