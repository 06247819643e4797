package vestibule.web.account;

import java.util.Optional;
import vestibule.core.model.Door;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.registration.Registration;
import vestibule.core.reset.Resets;
import vestibule.core.token.BearerReader;
import vestibule.http.Fault;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.http.Surface;
import vestibule.web.OwnLinkPages;
import vestibule.web.Renderer;
import vestibule.web.frame.BrowserVisits;
import vestibule.web.frame.FormProof;
import vestibule.web.frame.PageCaller;
import vestibule.web.frame.PageCookies;
import vestibule.web.frame.SentAwayException;
import vestibule.web.frame.Sheets;
import vestibule.web.frame.Ways;

/** The pages of people who have an account, or want one, as one surface. */
public final class AccountPages implements Surface {

  /** Where the pages of mails' links lead on to. */
  public static final OwnLinkPages.Onward ONWARD =
      new OwnLinkPages.Onward(Ways.SIGN_IN, Ways.AGAIN, Ways.FORGOTTEN);

  private final Renderer renderer;
  private final PageCookies cookies;
  private final PageCaller caller;
  private final SigningInPages signingIn;
  private final MailedCodePages mailed;
  private final RegisterPages register;
  private final ConfirmationPages confirmations;
  private final ForgottenPages forgotten;
  private final LanguageChoice language;
  private final OwnPages own;

  /**
   * What the pages do.
   *
   * @param own what somebody does about their own account
   */
  public record PageUseCases(
      SigningInPages.Core signIn, Registration registration, Resets resets, OwnPages.Core own) {}

  /**
   * Who comes in, and by what.
   *
   * @param device the name of the cookie that marks a device
   * @param keys what the cookies of the door are worth
   * @param registers whether people register by themselves
   */
  public record Entry(
      Door door, String device, BearerReader keys, FormProof proof, boolean registers) {}

  /** The pages over the account core. */
  public AccountPages(PageUseCases core, Entry entry, Renderer renderer) {
    this.renderer = renderer;
    this.cookies = entry.proof().cookies();
    BrowserVisits visits = new BrowserVisits(entry.door(), entry.device());
    this.caller = new PageCaller(cookies, entry.keys(), core.signIn().signIn(), visits);
    Sheets sheets = new Sheets(renderer, entry.proof());
    this.signingIn = new SigningInPages(core.signIn(), sheets, caller, entry.registers());
    this.mailed = new MailedCodePages(core.signIn().byMail(), signingIn, sheets, visits);
    this.register = new RegisterPages(core.registration(), core.own().passwords(), sheets, visits);
    this.confirmations = new ConfirmationPages(core.own().emails(), sheets, visits);
    this.forgotten = new ForgottenPages(core.resets(), sheets, visits);
    this.language = new LanguageChoice(sheets, cookies);
    this.own = new OwnPages(core.own(), sheets, caller);
  }

  @Override
  public String name() {
    return "pages";
  }

  @Override
  public boolean crossOrigin() {
    return false;
  }

  @Override
  public void mount(Routes routes) {
    signingIn.mount(routes);
    mailed.mount(routes);
    register.mount(routes);
    confirmations.mount(routes);
    forgotten.mount(routes);
    language.mount(routes);
    own.mount(routes);
  }

  /** {@code GET /} for a browser: on to the own account, or to signing in. */
  public Response home(Request request) {
    return Ways.to(caller.find(request).isPresent() ? Ways.ME : Ways.SIGN_IN);
  }

  @Override
  public Response answer(Fault fault, Request request) {
    return fault instanceof Fault.BodyTooLarge
        ? renderer.message(413, "too-large", request, Ways.near(request.rawPath()))
        : renderer.fault(fault, request);
  }

  @Override
  public Optional<Response> answer(RuntimeException thrown, Request request) {
    return switch (thrown) {
      case SentAwayException away -> Optional.of(away.response());
      case RefusedException refused -> Optional.of(refused(refused.refusal(), request));
      default -> Optional.empty();
    };
  }

  /** What no page of a form has told: there is no session any more, or too much to do. */
  private Response refused(Refusal refusal, Request request) {
    return switch (refusal) {
      case Refusal.OfAccess _ -> cookies.signOut(Ways.toSignIn(request));
      case Refusal.OfLoad load ->
          renderer
              .message(load instanceof Refusal.Busy ? 503 : 429, "later", request)
              .with("Retry-After", Integer.toString(load.retryAfterSeconds()));
      case Refusal.OfCode _,
          Refusal.OfSignIn _,
          Refusal.OfRegistration _,
          Refusal.OfName _,
          Refusal.OfFactor _,
          Refusal.OfAddress _,
          Refusal.FieldInvalid _,
          Refusal.OfPassword _ ->
          renderer.message(400, "wrong", request, Ways.near(request.rawPath()));
    };
  }
}
