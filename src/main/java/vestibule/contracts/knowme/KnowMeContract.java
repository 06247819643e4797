package vestibule.contracts.knowme;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import vestibule.contracts.Visits;
import vestibule.contracts.django.DjangoPasswords;
import vestibule.contracts.django.DrfContract;
import vestibule.contracts.django.DrfFields;
import vestibule.contracts.django.DrfFields.Rule;
import vestibule.contracts.django.DrfFields.Text;
import vestibule.core.address.Confirmations;
import vestibule.core.address.Emails;
import vestibule.core.model.Account;
import vestibule.core.model.CodeFamily;
import vestibule.core.model.CodeRules;
import vestibule.core.model.Door;
import vestibule.core.model.Language;
import vestibule.core.model.PasswordStrength;
import vestibule.core.model.SignedIn;
import vestibule.core.model.Visit;
import vestibule.core.password.PasswordOwner;
import vestibule.core.password.Passwords;
import vestibule.core.profile.Accounts;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.registration.Credential;
import vestibule.core.registration.NewAccount;
import vestibule.core.registration.NewAddress;
import vestibule.core.registration.Registration;
import vestibule.core.signin.Login;
import vestibule.core.signin.SignIn;
import vestibule.core.signin.SignInStep;
import vestibule.core.token.BearerReader;
import vestibule.core.token.OpaqueTokens;
import vestibule.core.token.TokenOutcome.Accepted;
import vestibule.http.GuardedHandler;
import vestibule.http.Request;
import vestibule.http.Request.Method;
import vestibule.http.Response;
import vestibule.http.RouteGroup;
import vestibule.http.Routes;

/** Contract D: the routes of its document, in the document's order, and the two that it needs. */
public final class KnowMeContract implements DrfContract {

  /** The name of its door and its surface. */
  public static final String NAME = "knowme";

  /**
   * What it wants of codes: "64 letters and digits", with the password (docs/contracts D.3), and no
   * reset before that.
   */
  public static final CodeRules CODES =
      new CodeRules(new CodeFamily("KNOW_ME"), CodeRules.LONGEST, true, false);

  static final String VERIFY = "/account/verify-email";
  static final String REGISTER = "/auth/register";

  /** The longest name and address, in code points. */
  static final int LONGEST = 255;

  private static final int KEY_LENGTH = 40;
  private static final String EMAIL = "email";
  private static final String FIRST_NAME = "first_name";
  private static final String LAST_NAME = "last_name";
  private static final String PASSWORD = "password";
  private static final String OLD_PASSWORD = "old_password";
  private static final String NEW_PASSWORD = "new_password";
  private static final String KEY = "key";
  private static final Rule NAME_RULE = Rule.TEXT.atMost(LONGEST);

  public record KnowMeUseCases(
      Registration registration,
      SignIn signIn,
      Accounts accounts,
      Emails emails,
      Confirmations confirmations,
      Passwords passwords) {}

  private final KnowMeUseCases core;
  private final Door door;
  private final OpaqueTokens keys;
  private final KnowMeCaller caller;
  private final KnowMeEmails emails;

  /**
   * Contract D over the account core.
   *
   * @param readers judge the tokens of other contracts, which are taken as {@code Bearer}
   * @param publicUrl scheme, host and port under which the world sees the server; no path
   */
  public KnowMeContract(
      KnowMeUseCases core,
      Door door,
      OpaqueTokens keys,
      List<BearerReader> readers,
      URI publicUrl) {
    this.core = core;
    this.door = door;
    this.keys = keys;
    this.caller = new KnowMeCaller(door, keys, readers, core.signIn());
    this.emails = new KnowMeEmails(core.emails(), core.accounts(), door, publicUrl);
  }

  /** The way into the core that this contract is. */
  public static Door door(Door.Links links) {
    return new Door(
        NAME,
        Language.ENGLISH,
        CODES,
        PasswordStrength.VALIDATED,
        OptionalInt.of(KEY_LENGTH),
        links);
  }

  @Override
  public String name() {
    return NAME;
  }

  /** The page that its links lead to sends the key there. */
  @Override
  public boolean isLinkPath(String template) {
    return template.equals(VERIFY);
  }

  @Override
  public void mount(Routes routes) {
    RouteGroup<GuardedHandler<Accepted>> known = routes.guarded(caller::known);
    RouteGroup<GuardedHandler<Visit>> anybody = routes.guarded(caller::anybody);
    RouteGroup<GuardedHandler<Visit>> strangers = routes.guarded(caller::stranger);
    known.get("/account/profile", (_, holder) -> KnowMeJson.profile(holder));
    known.put("/account/profile", this::rename);
    known.patch("/account/profile", this::rename);
    known.post("/account/change-password", this::changePassword);
    anybody.post(VERIFY, this::verifyEmail);
    emails.mount(known);
    strangers.post(REGISTER, this::register);
    anybody.post("/auth/login", this::login);
  }

  @Override
  public Response refused(Refusal refusal, Request request) {
    return KnowMeErrors.refused(refusal, request.template());
  }

  /** PUT wants both names, PATCH any of them. */
  private Response rename(Request request, Accepted known) {
    DrfFields fields = DrfFields.of(request);
    Rule rule = request.method() == Method.PUT ? NAME_RULE : NAME_RULE.optional();
    Optional<String> first = fields.text(FIRST_NAME, rule).map(Text::value);
    Optional<String> last = fields.text(LAST_NAME, rule).map(Text::value);
    fields.requireValid();
    return KnowMeJson.profile(
        200,
        first.isEmpty() && last.isEmpty()
            ? known.person()
            : core.accounts().rename(known.session(), first, last, Visits.of(request, door)));
  }

  private Response changePassword(Request request, Accepted known) {
    DrfFields fields = DrfFields.of(request);
    Optional<Text> old = fields.text(OLD_PASSWORD, Rule.TEXT);
    Optional<Text> fresh = fields.text(NEW_PASSWORD, Rule.TEXT);
    if (old.isEmpty() || fresh.isEmpty()) {
      old.filter(
              text ->
                  !core.passwords()
                      .isPresent(known.session(), text.candidates(), Visits.of(request, door)))
          .ifPresent(_ -> fields.fail(OLD_PASSWORD, KnowMeErrors.WRONG_PASSWORD));
      fresh.ifPresent(
          text -> checkStrength(fields, NEW_PASSWORD, text, PasswordOwner.of(known.person())));
    }
    fields.requireValid();
    core.passwords()
        .change(
            known.person(),
            known.session(),
            old.orElseThrow().candidates(),
            fresh.orElseThrow().value(),
            Visits.of(request, door));
    return KnowMeJson.nothing();
  }

  private Response verifyEmail(Request request, Visit visit) {
    DrfFields fields = DrfFields.of(request);
    Optional<Text> key = fields.text(KEY, Rule.TEXT.atMost(CodeRules.LONGEST));
    Optional<Text> password = fields.text(PASSWORD, Rule.TEXT);
    if (password.isEmpty()) {
      key.ifPresent(text -> checkKey(fields, text, visit));
    }
    fields.requireValid();
    core.confirmations()
        .confirm(key.orElseThrow().value(), password.orElseThrow().candidates(), visit);
    return KnowMeJson.nothing();
  }

  private Response register(Request request, Visit visit) {
    core.registration().requireOpen(visit);
    DrfFields fields = DrfFields.of(request);
    Optional<Text> email = fields.text(EMAIL, Rule.EMAIL.atMost(LONGEST));
    email
        .filter(text -> core.emails().isTaken(text.value(), visit.client()))
        .ifPresent(_ -> fields.fail(EMAIL, KnowMeErrors.USER_EXISTS));
    Optional<String> first = fields.text(FIRST_NAME, NAME_RULE).map(Text::value);
    Optional<String> last = fields.text(LAST_NAME, NAME_RULE).map(Text::value);
    Optional<Text> password = fields.text(PASSWORD, Rule.TEXT);
    PasswordOwner owner =
        email.map(text -> PasswordOwner.of(text.value())).orElse(PasswordOwner.UNKNOWN);
    password.ifPresent(text -> checkStrength(fields, PASSWORD, text, owner));
    fields.requireValid();
    Account.Names names = new Account.Names(Optional.empty(), first, last, Optional.empty());
    NewAccount asked =
        new NewAccount(
            visit,
            Optional.empty(),
            NewAddress.toConfirm(email.orElseThrow().value()),
            Account.Profile.EMPTY.with(names),
            new Credential.NewPassword(password.orElseThrow().value()),
            Optional.empty());
    return KnowMeJson.profile(201, core.registration().register(asked).person());
  }

  private Response login(Request request, Visit visit) {
    Login login = DrfFields.login(request, Login.By.VERIFIED_ADDRESS, Login.By.VERIFIED_ADDRESS);
    return switch (core.signIn().signIn(visit, login, keys.terms(door))) {
      case SignInStep.Done(SignedIn signedIn) -> KnowMeJson.token(signedIn.key().orElseThrow());
      case SignInStep.FactorWanted wanted -> KnowMeErrors.factorWanted(wanted);
      case SignInStep.EnrolmentWanted _ -> refused(new Refusal.WrongCredentials(), request);
    };
  }

  private void checkStrength(DrfFields fields, String name, Text password, PasswordOwner owner) {
    fields.fail(
        name, DjangoPasswords.sentences(core.passwords().problems(password.value(), door, owner)));
  }

  /** What is wrong with a key is told beside what is wrong with the password's field. */
  private void checkKey(DrfFields fields, Text key, Visit visit) {
    try {
      core.confirmations().peek(key.value(), visit);
    } catch (RefusedException refused) {
      if (refused.refusal() instanceof Refusal.CodeExpired) {
        fields.fail(KEY, KnowMeErrors.KEY_EXPIRED);
      } else if (refused.refusal() instanceof Refusal.CodeInvalid) {
        fields.fail(KEY, KnowMeErrors.KEY_INVALID);
      } else {
        throw refused;
      }
    }
  }
}
