package vestibule.v1.account;

import java.util.List;
import java.util.Optional;
import vestibule.core.model.Address;
import vestibule.core.model.Texts;
import vestibule.core.model.Visit;
import vestibule.core.password.PasswordOwner;
import vestibule.core.password.Passwords;
import vestibule.core.registration.Credential;
import vestibule.core.registration.NewAccount;
import vestibule.core.registration.NewAddress;
import vestibule.core.registration.Registration;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.v1.caller.Visitors;
import vestibule.v1.form.Answers;
import vestibule.v1.form.Flaw;
import vestibule.v1.form.Form;
import vestibule.v1.form.Once;

/** {@code POST /v1/accounts}: registering, which mails a code and signs nobody in. */
public final class Registering {

  private static final String EMAIL = "email";
  private static final String PASSWORD = "password";

  private final Registration registration;
  private final Passwords passwords;
  private final Visitors visitors;

  public Registering(Registration registration, Passwords passwords, Visitors visitors) {
    this.registration = registration;
    this.passwords = passwords;
    this.visitors = visitors;
  }

  /** Declares its path. */
  public void mount(Routes routes, Once once) {
    routes.open().post("/v1/accounts", once.by(this::register));
  }

  private Response register(Request request) {
    Visit visit = visitors.of(request);
    registration.requireOpen(visit);
    Form form = Form.of(request);
    String email = form.text(EMAIL);
    String password = form.text(PASSWORD);
    Optional<String> username = form.optionalText("username");
    ProfileFields fields = new ProfileFields(form);
    if (form.isGood(EMAIL)) {
      form.check(() -> Address.of(email));
    }
    username.ifPresent(name -> form.check(() -> Texts.requireName(name)));
    if (form.isGood(PASSWORD)) {
      PasswordOwner owner = new PasswordOwner(username, List.of(email));
      form.add(Flaw.ofPassword("/" + PASSWORD, passwords.problems(password, visit.door(), owner)));
    }
    form.requireValid();
    NewAccount asked =
        new NewAccount(
            visit,
            username,
            NewAddress.toConfirm(email),
            fields.ofNewcomer(),
            new Credential.NewPassword(password),
            Optional.empty());
    return Answers.json(201, AccountJson.of(registration.register(asked).person()));
  }
}
