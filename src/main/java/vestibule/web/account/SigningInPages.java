package vestibule.web.account;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import vestibule.core.factor.Enrolment;
import vestibule.core.factor.SecondFactors;
import vestibule.core.model.Session;
import vestibule.core.model.SignedIn;
import vestibule.core.model.Visit;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.session.Sessions;
import vestibule.core.signin.Completion;
import vestibule.core.signin.Login;
import vestibule.core.signin.MailedCodeSignIn;
import vestibule.core.signin.SignIn;
import vestibule.core.signin.SignInStep;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.web.frame.PageCaller;
import vestibule.web.frame.Posted;
import vestibule.web.frame.Remarks;
import vestibule.web.frame.Resident;
import vestibule.web.frame.Sheets;
import vestibule.web.frame.Sheets.Draft;
import vestibule.web.frame.Ways;

/** {@code /sign-in} and {@code /sign-out}: the beginning and the end of a browser's session. */
public final class SigningInPages {

  static final String TICKET = "ticket";
  static final String STAY = "stay";

  private final Core core;
  private final Sheets sheets;
  private final PageCaller caller;
  private final boolean registers;

  /**
   * What the pages do.
   *
   * @param terms of a session that begins, of which the browser's box says whether it stays
   */
  public record Core(
      SignIn signIn,
      AskedFactors factors,
      MailedCodeSignIn byMail,
      Sessions sessions,
      Supplier<Session.Terms> terms,
      Devices devices) {}

  /** Marks the device that somebody signed in on. */
  @FunctionalInterface
  public interface Devices {
    /** An answer that signs a browser in, with a mark where it has none of the account. */
    Response mark(Response answer, Visit visit, long account);
  }

  SigningInPages(Core core, Sheets sheets, PageCaller caller, boolean registers) {
    this.core = core;
    this.sheets = sheets;
    this.caller = caller;
    this.registers = registers;
  }

  void mount(Routes routes) {
    routes.open().get(Ways.SIGN_IN, this::show);
    routes.open().post(Ways.SIGN_IN, sheets.form(this::signIn));
    routes.open().post(Ways.PASSKEY, sheets.form(this::signInByPasskey));
    routes.open().post(Ways.FACTOR, sheets.form(this::complete));
    routes.open().post(Ways.ENROLMENT, sheets.form(this::enrol));
    routes.open().post(Ways.SIGN_OUT, sheets.form(this::signOut));
  }

  private Response show(Request request) {
    return caller.find(request).isPresent()
        ? Ways.to(Ways.own(request.query(Ways.TO)).orElse(Ways.ME))
        : sheets.show(request, draft(Ways.own(request.query(Ways.TO)).orElse("")));
  }

  private Draft draft(String to) {
    return Draft.of("account/sign-in")
        .with("registers", registers)
        .with("mails", core.byMail().isOn())
        .with(Ways.TO, to);
  }

  private Draft factor(Visit visit, String ticket, Posted posted) {
    Completion.Waiting waiting = core.signIn().completion().waiting(visit, ticket);
    Draft draft =
        Draft.of("account/factor")
            .with(TICKET, ticket)
            .with("stays", posted.isTicked(STAY))
            .with(Ways.TO, way(posted));
    return core.factors().asking(draft, waiting.account(), waiting.wanted());
  }

  /** By a passkey alone, whose device has asked for its person. */
  private Response signInByPasskey(Request request, Posted posted) {
    return sheets.act(
        request,
        posted,
        () -> draft(way(posted)),
        () -> {
          Visit visit = caller.visits().of(request);
          SignedIn signedIn =
              told(
                  () ->
                      factors()
                          .passkeySignIn()
                          .signIn(visit, posted.text(Remarks.ANSWER), terms(posted)),
                  Refusal.FactorWrong::new);
          return begun(signedIn, visit, posted);
        });
  }

  private SecondFactors factors() {
    return core.factors().core();
  }

  private Response signIn(Request request, Posted posted) {
    return sheets.act(
        request,
        posted,
        () -> draft(way(posted)),
        () -> {
          Visit visit = caller.visits().of(request, posted);
          Login login =
              new Login(
                  posted.text("login"),
                  Login.By.NAME_OR_ADDRESS,
                  List.of(posted.text(Remarks.PASSWORD)));
          return next(request, visit, posted, core.signIn().signIn(visit, login, terms(posted)));
        });
  }

  /** What follows a right password, or what stands in its place. */
  Response next(Request request, Visit visit, Posted posted, SignInStep step) {
    return switch (step) {
      case SignInStep.Done(SignedIn signedIn) -> begun(signedIn, visit, posted);
      case SignInStep.FactorWanted(String ticket, var _) ->
          sheets.show(request, factor(visit, ticket, posted));
      case SignInStep.EnrolmentWanted(String ticket) -> {
        long account = core.signIn().completion().waiting(visit, ticket).account();
        Enrolment.TotpOffer offer = factors().enrolment().offerTotp(account);
        yield sheets.show(
            request, enrolment(ticket, posted, offer.enrolment(), Optional.of(offer)));
      }
    };
  }

  /** A ticket that is worth nothing any more leads back to where one is had. */
  private Response complete(Request request, Posted posted) {
    String ticket = posted.text(TICKET);
    Visit visit = caller.visits().of(request);
    return sheets.act(
        request,
        posted,
        () -> isOpen(visit, ticket) ? factor(visit, ticket, posted) : draft(way(posted)),
        () ->
            begun(
                told(
                    visit,
                    ticket,
                    () ->
                        core.signIn()
                            .completion()
                            .complete(visit, ticket, posted.text(Remarks.ANSWER))),
                visit,
                posted));
  }

  /**
   * The page of who has to add a factor on the way in.
   *
   * @param offer what an application is told, the first time
   */
  private static Draft enrolment(
      String ticket, Posted posted, String enrolment, Optional<Enrolment.TotpOffer> offer) {
    Draft draft = Draft.of("account/enrolment");
    return FactorPages.offered(draft, enrolment, offer)
        .with(TICKET, ticket)
        .with("stays", posted.isTicked(STAY))
        .with(Ways.TO, way(posted));
  }

  private Response enrol(Request request, Posted posted) {
    String ticket = posted.text(TICKET);
    String enrolment = posted.text("enrolment");
    Visit visit = caller.visits().of(request);
    return sheets.act(
        request,
        posted,
        () ->
            isOpen(visit, ticket)
                ? enrolment(ticket, posted, enrolment, Optional.empty())
                : draft(way(posted)),
        () -> {
          Enrolment.First first =
              new Enrolment.First("", enrolment, posted.text(Remarks.ANSWER).replace(" ", ""));
          Enrolment.Entered entered =
              told(
                  visit,
                  ticket,
                  () ->
                      factors()
                          .enrolment()
                          .enter(core.signIn().completion(), visit, ticket, first));
          SignedIn in = entered.signedIn();
          Draft codes = FactorPages.told(new Resident(in.session(), in.person()), entered.codes());
          Response told = sheets.begin(request, codes, in.key().orElseThrow());
          return signedIn(told, in, visit, posted);
        });
  }

  /** The core says of wrong answers and dead tickets alike that nobody got in. */
  private <T> T told(Visit visit, String ticket, Supplier<T> completion) {
    return told(
        completion,
        () -> isOpen(visit, ticket) ? new Refusal.FactorWrong() : new Refusal.EnrolmentInvalid());
  }

  /** Says of who is not let in what a page knows of the reason. */
  private static <T> T told(Supplier<T> work, Supplier<Refusal> reason) {
    try {
      return work.get();
    } catch (RefusedException refused) {
      if (!(refused.refusal() instanceof Refusal.WrongCredentials)) {
        throw refused;
      }
      throw new RefusedException(reason.get());
    }
  }

  private boolean isOpen(Visit visit, String ticket) {
    try {
      core.signIn().completion().waiting(visit, ticket);
      return true;
    } catch (RefusedException refused) {
      if (refused.refusal() instanceof Refusal.OfLoad) {
        throw refused;
      }
      return false;
    }
  }

  private Response begun(SignedIn signedIn, Visit visit, Posted posted) {
    Response led = Ways.to(way(posted).isEmpty() ? Ways.ME : way(posted));
    return signedIn(led, signedIn, visit, posted);
  }

  private Response signedIn(Response answer, SignedIn signedIn, Visit visit, Posted posted) {
    Response signed =
        caller.cookies().signIn(answer, signedIn.key().orElseThrow(), posted.isTicked(STAY));
    return core.devices().mark(signed, visit, signedIn.session().account());
  }

  static String way(Posted posted) {
    return Ways.own(posted.some(Ways.TO)).orElse("");
  }

  Session.Terms terms(Posted posted) {
    return new Session.Terms(OptionalInt.empty(), posted.isTicked(STAY), core.terms().get().idle());
  }

  /** Somebody who was signed out elsewhere meanwhile is told the same. */
  private Response signOut(Request request, Posted posted) {
    caller
        .find(request)
        .ifPresent(one -> core.sessions().signOut(one.session(), caller.visits().of(request)));
    return caller.cookies().signOut(Ways.to(Ways.SIGN_IN, "signed-out"));
  }
}
