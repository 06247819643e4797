package vestibule.contracts.personal;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Function;
import vestibule.contracts.Contract;
import vestibule.contracts.Visits;
import vestibule.contracts.flask.FlaskContract;
import vestibule.core.model.Door;
import vestibule.core.model.Language;
import vestibule.core.model.PasswordStrength;
import vestibule.core.model.Person;
import vestibule.core.model.SignedIn;
import vestibule.core.model.Visit;
import vestibule.core.profile.Accounts;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.registration.NewAccount;
import vestibule.core.registration.Registration;
import vestibule.core.signin.Login;
import vestibule.core.signin.SignIn;
import vestibule.core.signin.SignInStep;
import vestibule.core.token.OpaqueTokens;
import vestibule.http.Fault;
import vestibule.http.GuardedHandler;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.RouteGroup;
import vestibule.http.Routes;
import vestibule.http.body.Fields;
import vestibule.http.body.Json;

/** Document E, the personal account, in the order of its endpoints. */
public final class PersonalContract implements Contract {

  /** The contract's name, and its door's. */
  public static final String NAME = "personal";

  static final String REGISTRATION = "/account/registration";

  private final Registration registration;
  private final SignIn signIn;
  private final Accounts accounts;
  private final OpaqueTokens keys;
  private final Door door;
  private final Function<Person, byte[]> shown;
  private final PersonalCaller caller;

  /**
   * The contract over an account core.
   *
   * @param door as {@link #door} makes it
   * @param assetsUrl where pictures are found, without a slash at its end
   */
  public PersonalContract(
      Registration registration,
      SignIn signIn,
      Accounts accounts,
      Door door,
      OpaqueTokens keys,
      String assetsUrl) {
    this.registration = registration;
    this.signIn = signIn;
    this.accounts = accounts;
    this.keys = keys;
    this.door = door;
    this.shown = person -> PersonalJson.person(person, assetsUrl);
    this.caller = new PersonalCaller(keys, door, signIn);
  }

  /** The door that this contract is: Russian by default, with keys of 64 hex digits. */
  public static Door door(Door.Links links) {
    return new Door(
        NAME,
        Language.RUSSIAN,
        FlaskContract.CODES,
        // The contract's own pattern asks for more than the common rule sets.
        PasswordStrength.ANY,
        OptionalInt.of(PersonalCaller.TOKEN_LENGTH),
        links);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void mount(Routes routes) {
    RouteGroup<GuardedHandler<Visit>> browsers = routes.guarded(caller::browser);
    browsers.post(REGISTRATION, this::register);
    browsers.post("/account/login", this::signIn);
    routes.open().get("/account/login/check", this::check);
    routes.guarded(caller::holder).get("/account/me", this::me);
  }

  @Override
  public Response answer(Fault fault, Request request) {
    return PersonalErrors.answer(fault, request.template());
  }

  @Override
  public Response refused(Refusal refusal, Request request) {
    return PersonalErrors.refused(refusal);
  }

  private Response register(Request request, Visit visit) {
    NewAccount asked =
        PersonalForms.newAccount(PersonalForms.read(request), visit, keys.terms(door));
    // It signs in at once, so a taken address "keeps its refusal" (docs/contracts 0.6).
    return user(registration.register(asked).signedIn().orElseThrow());
  }

  private Response signIn(Request request, Visit visit) {
    Login login = PersonalForms.login(PersonalForms.read(request), signIn.takesOtp(door));
    try {
      return switch (signIn.signIn(visit, login, keys.terms(door))) {
        case SignInStep.Done(SignedIn signedIn) -> user(signedIn);
        case SignInStep.FactorWanted wanted -> PersonalErrors.factorWanted(wanted, login.by());
        case SignInStep.EnrolmentWanted _ ->
            throw new RefusedException(new Refusal.WrongCredentials());
      };
    } catch (RefusedException refused) {
      if (login.by() == Login.By.ADDRESS && refused.refusal() instanceof Refusal.WrongCredentials) {
        return PersonalErrors.of(400, PersonalErrors.notFound(login.by()));
      }
      throw refused;
    }
  }

  /** Names of every contract, and never addresses (docs/contracts 0.6); no pattern is asked for. */
  private Response check(Request request) {
    String login =
        request
            .query("login")
            .filter(text -> !Fields.isUnstorable(text))
            .map(PersonalForms::lowered)
            .orElseThrow(() -> PersonalErrors.rejected(400, PersonalErrors.BAD_REQUEST));
    boolean taken = accounts.isNameTaken(login, Visits.of(request, door).client());
    String message =
        String.format(
            Locale.ROOT, "Логин %s %s.", PersonalForms.echo(login), taken ? "занят" : "свободен");
    return Response.json(200, Json.compact(new PersonalJson.Availability(message, !taken)));
  }

  /**
   * "the code omits token here; the document wins: echo the presented token" (docs/contracts E.4).
   */
  private Response me(Request request, PersonalCaller.Holder holder) {
    return Response.json(200, PersonalJson.user(holder.accepted().shown(shown), holder.token()));
  }

  private Response user(SignedIn signedIn) {
    String token = signedIn.key().orElseThrow();
    return Response.json(200, PersonalJson.user(shown.apply(signedIn.person()), token));
  }
}
