package vestibule.v1.factor;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import vestibule.core.factor.Enrolment;
import vestibule.core.factor.Factors;
import vestibule.core.factor.SecondFactors;
import vestibule.core.model.factor.EnrolledFactor;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.v1.caller.Proved;
import vestibule.v1.caller.V1Caller;
import vestibule.v1.caller.V1Caller.Known;
import vestibule.v1.caller.Visitors;
import vestibule.v1.form.Answers;
import vestibule.v1.form.Form;
import vestibule.v1.form.Keyset;
import vestibule.v1.form.Once;

/**
 * {@code /v1/account/factors}: the caller's own second factors. Only who has just proved who they
 * are adds one, gives one up, or is told new recovery codes.
 */
public final class OwnFactors {

  private static final String ALL = "/v1/account/factors";
  private static final String TOTP = ALL + "/totp";
  private static final String PASSKEYS = ALL + "/passkeys";
  private static final String COMPLETE = "/complete";
  private static final String CODES = ALL + "/recovery-codes";
  private static final String ONE = ALL + "/{id:digits}";

  /** Ids stay below 2^53, so a longer number is nobody's. */
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,16}");

  private final SecondFactors core;
  private final UnaryOperator<String> picture;
  private final Visitors visitors;

  /**
   * The paths.
   *
   * @param picture draws a text that applications read
   */
  public OwnFactors(SecondFactors core, UnaryOperator<String> picture, Visitors visitors) {
    this.core = core;
    this.picture = picture;
    this.visitors = visitors;
  }

  private record CodesLeft(int left) {}

  private record Codes(@JsonProperty("recovery_codes") List<String> recoveryCodes) {}

  /** Declares its paths. */
  public void mount(Routes routes, V1Caller caller, Once once, Proved proved) {
    routes.guarded(caller::known).get(ALL, this::list);
    routes.guarded(caller::known).get(CODES, this::codesLeft);
    routes.guarded(caller::changing).post(TOTP, proved.by(this::offerTotp));
    routes
        .guarded(caller::changing)
        .post(TOTP + COMPLETE, once.by(Known::name, proved.by(this::addTotp)));
    routes.guarded(caller::changing).post(PASSKEYS, proved.by(this::offerPasskey));
    routes
        .guarded(caller::changing)
        .post(PASSKEYS + COMPLETE, once.by(Known::name, proved.by(this::addPasskey)));
    routes.guarded(caller::changing).post(CODES, once.by(Known::name, proved.by(this::renewCodes)));
    routes.guarded(caller::changing).delete(ONE, once.by(Known::name, proved.by(this::remove)));
  }

  private Response list(Request request, Known known) {
    Keyset wanted = Keyset.of(request);
    List<EnrolledFactor> found =
        held(known).factors().stream()
            .filter(factor -> factor.id() > wanted.after().orElse(0))
            .limit(wanted.sought())
            .toList();
    return wanted.page(ALL, found, EnrolledFactor::id, FactorJson::of);
  }

  private Response codesLeft(Request request, Known known) {
    return Answers.json(200, new CodesLeft(held(known).codesLeft()));
  }

  private Factors.Held held(Known known) {
    return core.factors().of(known.session().account());
  }

  private Response offerTotp(Request request, Known known) {
    Form.of(request).requireValid();
    return Answers.json(
        200, FactorJson.Offer.of(core.enrolment().offerTotp(known.session().account()), picture));
  }

  private Response addTotp(Request request, Known known) {
    Form form = Form.of(request);
    String name = form.optionalText("name").orElse("");
    Enrolment.First first = new Enrolment.First(name, form.text("enrolment"), form.text("answer"));
    form.requireValid();
    return added(core.enrolment().addTotp(known.session(), first, visitors.of(request)));
  }

  private Response offerPasskey(Request request, Known known) {
    Form.of(request).requireValid();
    return Answers.json(200, PasskeyJson.of(core.enrolment().offerPasskey(known.token().person())));
  }

  private Response addPasskey(Request request, Known known) {
    Form form = Form.of(request);
    String name = form.optionalText("name").orElse("");
    Enrolment.First first = new Enrolment.First(name, "", form.text("answer"));
    form.requireValid();
    return added(core.enrolment().addPasskey(known.session(), first, visitors.of(request)));
  }

  private static Response added(Enrolment.Enrolled enrolled) {
    return Answers.json(201, FactorJson.Added.of(enrolled))
        .with("Location", ALL + "/" + enrolled.factor().id());
  }

  private Response renewCodes(Request request, Known known) {
    Form.of(request).requireValid();
    List<String> codes = core.factors().renewCodes(known.session(), visitors.of(request));
    return Answers.json(201, new Codes(codes));
  }

  private Response remove(Request request, Known known) {
    String id = request.pathValue("id");
    if (!NUMBER.matcher(id).matches()) {
      throw new RefusedException(new Refusal.FactorUnknown());
    }
    core.factors().remove(known.session(), Long.parseLong(id), visitors.of(request));
    return Answers.done();
  }
}
