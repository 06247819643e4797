package vestibule.v1.account;

import vestibule.core.address.Confirmations;
import vestibule.core.departure.Keeping;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.reset.Resets;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.v1.caller.Visitors;
import vestibule.v1.form.Answers;
import vestibule.v1.form.Form;
import vestibule.v1.form.Once;

/**
 * What is done by the codes of mails: an address is confirmed, a password is reset, an account is
 * kept that was to be deleted; and asking for a code that resets one, which tells nobody whose a
 * name or an address is.
 */
public final class Codes {

  private static final String CODE = "code";
  private static final String RESETS = "/v1/resets";
  private static final byte[] NOTHING = {'{', '}'};

  private final Confirmations confirmations;
  private final Resets resets;
  private final Keeping keeping;
  private final Visitors visitors;

  public Codes(Confirmations confirmations, Resets resets, Keeping keeping, Visitors visitors) {
    this.confirmations = confirmations;
    this.resets = resets;
    this.keeping = keeping;
    this.visitors = visitors;
  }

  /** Declares the path that mails a code. */
  public void mountRequests(Routes routes, Once once) {
    routes.open().post(RESETS, once.by(this::request));
  }

  /** Declares the paths that take codes, which are on their way when a door is shut. */
  public void mount(Routes routes, Once once) {
    routes.open().post("/v1/confirmations/complete", once.by(this::confirm));
    routes.open().post(RESETS + "/complete", once.by(this::reset));
    routes.open().post("/v1/deletions/cancel", once.by(this::keep));
  }

  private Response request(Request request) {
    Form form = Form.of(request);
    String login = form.text("login");
    form.requireValid();
    try {
      resets.request(login, visitors.of(request));
    } catch (RefusedException refused) {
      if (!(refused.refusal() instanceof Refusal.AccountUnknown)) {
        throw refused;
      }
    }
    return Answers.json(202, NOTHING);
  }

  private Response confirm(Request request) {
    Form form = Form.of(request);
    String code = form.text(CODE);
    form.requireValid();
    confirmations.confirm(code, visitors.of(request));
    return Answers.done();
  }

  private Response reset(Request request) {
    Form form = Form.of(request);
    String code = form.text(CODE);
    String password = form.text("password");
    form.requireValid();
    resets.reset(code, password, visitors.of(request));
    return Answers.done();
  }

  private Response keep(Request request) {
    Form form = Form.of(request);
    String code = form.text(CODE);
    form.requireValid();
    keeping.keep(code, visitors.of(request));
    return Answers.done();
  }
}
