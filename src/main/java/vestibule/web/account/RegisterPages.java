package vestibule.web.account;

import java.util.List;
import java.util.Optional;
import vestibule.core.model.Account;
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
import vestibule.web.frame.BrowserVisits;
import vestibule.web.frame.Posted;
import vestibule.web.frame.Remark;
import vestibule.web.frame.Remarks;
import vestibule.web.frame.Sheets;
import vestibule.web.frame.Sheets.Draft;
import vestibule.web.frame.Ways;

/** {@code /register}: a new account, whose address is confirmed by the link of a mail. */
final class RegisterPages {

  private static final String FULL_NAME = "full_name";

  private final Registration registration;
  private final Passwords passwords;
  private final Sheets sheets;
  private final BrowserVisits visits;

  RegisterPages(
      Registration registration, Passwords passwords, Sheets sheets, BrowserVisits visits) {
    this.registration = registration;
    this.passwords = passwords;
    this.sheets = sheets;
    this.visits = visits;
  }

  void mount(Routes routes) {
    routes.open().get(Ways.REGISTER, this::show);
    routes.open().post(Ways.REGISTER, sheets.form(this::register));
    routes.open().post(Ways.REGISTER + "/strength", sheets.form(this::strength));
    routes.open().get(Ways.REGISTER + "/sent", this::sent);
  }

  private Response show(Request request) {
    return sheets.show(request, Draft.of("account/register"));
  }

  private Response sent(Request request) {
    return sheets.show(
        request, Draft.of("account/said").with("key", "registered").with("again", true));
  }

  private Response register(Request request, Posted posted) {
    return sheets.act(
        request,
        posted,
        () -> Draft.of("account/register"),
        () -> {
          Visit visit = visits.of(request, posted);
          registration.requireOpen(visit);
          List<Remark> remarks = remarks(posted, visit);
          if (!remarks.isEmpty()) {
            return sheets.wrong(request, posted, Draft.of("account/register"), remarks);
          }
          registration.register(asked(posted, visit));
          return Ways.to(Ways.REGISTER + "/sent");
        });
  }

  /** All that is wrong at once, before anything is looked up. */
  private List<Remark> remarks(Posted posted, Visit visit) {
    Remarks remarks = new Remarks();
    posted.some(Remarks.USERNAME).ifPresent(name -> remarks.check(() -> Texts.requireName(name)));
    remarks.check(() -> Address.of(posted.text(Remarks.EMAIL)));
    remarks.check(() -> Texts.requireProfile(profile(posted)));
    remarks.add(ofPassword(posted, visit));
    return remarks.all();
  }

  private List<Remark> ofPassword(Posted posted, Visit visit) {
    PasswordOwner owner =
        new PasswordOwner(posted.some(Remarks.USERNAME), List.of(posted.text(Remarks.EMAIL)));
    return Remarks.ofPassword(
        passwords.problems(posted.text(Remarks.NEW_PASSWORD), visit.door(), owner));
  }

  /** What stands below the field while somebody types. */
  private Response strength(Request request, Posted posted) {
    return sheets.show(
        request,
        Draft.of("account/strength").with("remarks", ofPassword(posted, visits.of(request))));
  }

  private static Account.Profile profile(Posted posted) {
    return Account.Profile.EMPTY.with(
        new Account.Names(
            posted.some(FULL_NAME), Optional.empty(), Optional.empty(), Optional.empty()));
  }

  private static NewAccount asked(Posted posted, Visit visit) {
    return new NewAccount(
        visit,
        posted.some(Remarks.USERNAME),
        NewAddress.toConfirm(posted.text(Remarks.EMAIL)),
        profile(posted),
        new Credential.NewPassword(posted.text(Remarks.NEW_PASSWORD)),
        Optional.empty());
  }
}
