package vestibule.v1.session;

import java.util.List;
import java.util.Optional;
import vestibule.core.factor.StepUp;
import vestibule.core.password.Passwords;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.v1.caller.V1Caller;
import vestibule.v1.caller.V1Caller.Known;
import vestibule.v1.caller.Visitors;
import vestibule.v1.factor.PasskeyJson;
import vestibule.v1.form.Answers;
import vestibule.v1.form.Form;
import vestibule.v1.form.Once;

/**
 * {@code POST /v1/sessions/current/proof}: somebody who is signed in proves once more who they are,
 * by the password or by a second factor.
 */
public final class Proving {

  private static final String CURRENT = OwnSessions.ALL + "/current";
  private static final String PROOF = CURRENT + "/proof";
  private static final String PASSKEY = CURRENT + "/passkey";

  private final Passwords passwords;
  private final StepUp stepUp;
  private final Visitors visitors;

  public Proving(Passwords passwords, StepUp stepUp, Visitors visitors) {
    this.passwords = passwords;
    this.stepUp = stepUp;
    this.visitors = visitors;
  }

  /** Declares its paths. */
  public void mount(Routes routes, V1Caller caller, Once once) {
    routes.guarded(caller::changing).post(PROOF, once.by(Known::name, this::prove));
    routes.guarded(caller::changing).post(PASSKEY, this::offerPasskey);
  }

  private Response prove(Request request, Known known) {
    Form form = Form.of(request);
    Optional<String> answer = form.optionalText("answer");
    Optional<String> password =
        answer.isPresent() ? form.optionalText("password") : Optional.of(form.text("password"));
    form.requireValid();
    password.ifPresent(
        text -> passwords.prove(known.session(), List.of(text), visitors.of(request)));
    answer.ifPresent(text -> stepUp.prove(known.session(), text, visitors.of(request)));
    return Answers.done();
  }

  private Response offerPasskey(Request request, Known known) {
    Form.of(request).requireValid();
    if (stepUp.wanted(known.session()).isEmpty()) {
      throw new RefusedException(new Refusal.FactorUnknown());
    }
    return Answers.json(200, PasskeyJson.of(stepUp.request(known.session().account())));
  }
}
