package vestibule.v1.account;

import java.util.List;
import vestibule.core.administration.Records;
import vestibule.core.avatar.Avatars;
import vestibule.core.departure.Departure;
import vestibule.core.model.Dossier;
import vestibule.core.model.Person;
import vestibule.core.password.Passwords;
import vestibule.core.profile.Accounts;
import vestibule.core.profile.UserNames;
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
import vestibule.v1.form.Once;

/**
 * {@code /v1/account}: the caller's own account, what it says of its person, its password, all that
 * is kept of it, and its end.
 */
public final class OwnAccount {

  static final String OWN = "/v1/account";

  private static final String PASSWORD = "password";

  /** Of each kind: what one person caused in years fits, and memory holds it. */
  private static final int MOST_EXPORTED = 10_000;

  private final Core core;
  private final Visitors visitors;

  /** What the paths do. */
  public record Core(
      Accounts accounts,
      UserNames names,
      Avatars avatars,
      Passwords passwords,
      Records records,
      Departure departure) {}

  public OwnAccount(Core core, Visitors visitors) {
    this.core = core;
    this.visitors = visitors;
  }

  /** Declares its paths. */
  public void mount(Routes routes, V1Caller caller, Once once, Proved proved) {
    routes.guarded(caller::known).get(OWN, this::show);
    routes.guarded(caller::changing).patch(OWN, once.by(Known::name, this::edit));
    routes
        .guarded(caller::changing)
        .post(OWN + "/username", once.by(Known::name, proved.by(this::rename)));
    routes
        .guarded(caller::changing)
        .post(OWN + "/password", once.by(Known::name, proved.beside(this::changePassword)));
    routes.guarded(caller::known).get(OWN + "/export", proved.by(this::export));
    routes
        .guarded(caller::changing)
        .post(OWN + "/deletion", once.by(Known::name, proved.beside(this::delete)));
  }

  private Response show(Request request, Known known) {
    return Answers.json(200, AccountJson.of(known.token().person()));
  }

  private Response edit(Request request, Known known) {
    Form form = Form.of(request);
    ProfileFields fields = new ProfileFields(form);
    form.requireValid();
    Person edited = core.accounts().edit(known.session(), fields::over, visitors.of(request));
    return Answers.json(200, AccountJson.of(edited));
  }

  private Response rename(Request request, Known known) {
    Form form = Form.of(request);
    String name = form.text("username");
    form.requireValid();
    Person renamed = core.names().change(known.session(), name, visitors.of(request));
    return Answers.json(200, AccountJson.of(renamed));
  }

  private Response changePassword(Request request, Known known) {
    Form form = Form.of(request);
    String present = form.text(PASSWORD);
    String fresh = form.text("new_password");
    form.requireValid();
    core.passwords()
        .change(
            known.token().person(), known.session(), List.of(present), fresh, visitors.of(request));
    return Answers.done();
  }

  private Response export(Request request, Known known) {
    Dossier dossier =
        core.records()
            .dossier(known.session().account(), MOST_EXPORTED)
            .orElseThrow(() -> new RefusedException(new Refusal.AccountUnknown()));
    return Answers.json(200, ExportJson.of(dossier.forThePerson()));
  }

  private Response delete(Request request, Known known) {
    Form form = Form.of(request);
    String password = form.text(PASSWORD);
    form.requireValid();
    Response left =
        core.departure()
            .leave(known.session(), List.of(password), visitors.of(request))
            .map(end -> Answers.json(202, new Leaving(Answers.time(end))))
            .orElseGet(Answers::done);
    return known.signedOut(left);
  }

  /** When the account will be erased. */
  private record Leaving(String erased) {}
}
