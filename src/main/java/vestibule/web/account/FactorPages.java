package vestibule.web.account;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import vestibule.core.factor.Enrolment;
import vestibule.core.factor.Factors;
import vestibule.core.factor.PasskeyOffer;
import vestibule.core.factor.SecondFactors;
import vestibule.core.model.Visit;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.web.QrPicture;
import vestibule.web.frame.Behind;
import vestibule.web.frame.PageCaller;
import vestibule.web.frame.Posted;
import vestibule.web.frame.Remarks;
import vestibule.web.frame.Resident;
import vestibule.web.frame.Sheets;
import vestibule.web.frame.Sheets.Draft;
import vestibule.web.frame.Ways;

/** {@code /me/factors}: the own second factors, and the codes for when they are lost. */
final class FactorPages {

  private static final String CODES = Ways.FACTORS + "/codes";
  private static final String PASSKEYS = Ways.FACTORS + "/passkeys";
  private static final String NAME = "name";
  private static final String ENROLMENT = "enrolment";
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,16}");

  private final AskedFactors asked;
  private final SecondFactors core;
  private final Sheets sheets;
  private final Behind behind;

  FactorPages(AskedFactors asked, Sheets sheets, Behind behind) {
    this.asked = asked;
    this.core = asked.core();
    this.sheets = sheets;
    this.behind = behind;
  }

  void mount(Routes routes) {
    PageCaller caller = behind.caller();
    routes.guarded(caller::known).get(Ways.FACTORS, this::show);
    routes.guarded(caller::known).post(CODES, behind.proved(Ways.FACTORS, this::offer));
    routes.guarded(caller::known).post(CODES + "/complete", behind.proved(Ways.FACTORS, this::add));
    routes.guarded(caller::known).post(PASSKEYS, behind.proved(Ways.FACTORS, this::offerPasskey));
    routes
        .guarded(caller::known)
        .post(PASSKEYS + "/complete", behind.proved(Ways.FACTORS, this::addPasskey));
    routes
        .guarded(caller::known)
        .post(Ways.FACTORS + "/recovery", behind.proved(Ways.FACTORS, this::renew));
    routes
        .guarded(caller::known)
        .post(Ways.FACTORS + "/{id:digits}/removal", behind.proved(Ways.FACTORS, this::remove));
  }

  private Response show(Request request, Resident who) {
    return sheets.show(request, draft(who));
  }

  private Draft draft(Resident who) {
    Factors.Held held = core.factors().of(who.person().id());
    return Draft.of("account/factors", who)
        .with("factors", held.factors().stream().map(Shown.Factor::of).toList())
        .with("left", held.codesLeft());
  }

  private Response offer(Request request, Resident who, Posted posted) {
    Enrolment.TotpOffer offer = core.enrolment().offerTotp(who.person().id());
    Draft draft = Draft.of("account/factor-offer", who);
    return sheets.show(request, offered(draft, offer.enrolment(), Optional.of(offer)));
  }

  /**
   * A page that takes the first code.
   *
   * @param offer what an application is told, the first time: nothing is kept of it
   */
  static Draft offered(Draft draft, String enrolment, Optional<Enrolment.TotpOffer> offer) {
    return draft
        .with(ENROLMENT, enrolment)
        .with("secret", offer.map(Enrolment.TotpOffer::secret).orElse(""))
        .with("picture", offer.map(Enrolment.TotpOffer::uri).map(QrPicture::svg).orElse(""));
  }

  private Response add(Request request, Resident who, Posted posted) {
    String enrolment = posted.text(ENROLMENT);
    return sheets.act(
        request,
        posted,
        () -> offered(Draft.of("account/factor-offer", who), enrolment, Optional.empty()),
        () -> {
          Enrolment.First first =
              new Enrolment.First("", enrolment, posted.text(Remarks.ANSWER).replace(" ", ""));
          return added(
              request, who, core.enrolment().addTotp(who.session(), first, behind.visit(request)));
        });
  }

  private Response offerPasskey(Request request, Resident who, Posted posted) {
    return sheets.show(request, passkey(who));
  }

  private Draft passkey(Resident who) {
    PasskeyOffer offer = core.enrolment().offerPasskey(who.person());
    return Draft.of("account/passkey-offer", who)
        .with(AskedFactors.PASSKEY, asked.creation().apply(offer));
  }

  /** A passkey that is given no name has that of the browser by which it was made. */
  private Response addPasskey(Request request, Resident who, Posted posted) {
    Visit visit = behind.visit(request);
    return sheets.act(
        request,
        posted,
        () -> passkey(who),
        () -> {
          String name = posted.some(NAME).orElseGet(() -> BrowserName.of(visit.client().browser()));
          Enrolment.First first = new Enrolment.First(name, "", posted.text(Remarks.ANSWER));
          return added(request, who, core.enrolment().addPasskey(who.session(), first, visit));
        });
  }

  private Response added(Request request, Resident who, Enrolment.Enrolled enrolled) {
    return enrolled
        .codes()
        .map(codes -> told(request, who, codes))
        .orElseGet(() -> Ways.to(Ways.FACTORS, "factor-added"));
  }

  private Response told(Request request, Resident who, List<String> codes) {
    return sheets.show(request, told(who, codes));
  }

  /** Recovery codes. No address leads to them. */
  static Draft told(Resident who, List<String> codes) {
    return Draft.once("account/recovery-codes", who).with("codes", codes);
  }

  private Response renew(Request request, Resident who, Posted posted) {
    return sheets.act(
        request,
        posted,
        () -> draft(who),
        () -> told(request, who, core.factors().renewCodes(who.session(), behind.visit(request))));
  }

  private Response remove(Request request, Resident who, Posted posted) {
    return sheets.act(
        request,
        posted,
        () -> draft(who),
        () -> {
          String id = request.pathValue("id");
          core.factors()
              .remove(
                  who.session(),
                  NUMBER.matcher(id).matches() ? Long.parseLong(id) : 0,
                  behind.visit(request));
          return Ways.to(Ways.FACTORS, "factor-removed");
        });
  }
}
