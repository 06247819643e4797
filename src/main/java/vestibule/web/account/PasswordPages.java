package vestibule.web.account;

import java.util.List;
import vestibule.core.model.Person;
import vestibule.core.password.PasswordOwner;
import vestibule.core.password.Passwords;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.web.frame.Behind;
import vestibule.web.frame.PageCaller;
import vestibule.web.frame.Posted;
import vestibule.web.frame.Remark;
import vestibule.web.frame.Remarks;
import vestibule.web.frame.Resident;
import vestibule.web.frame.Sheets;
import vestibule.web.frame.Sheets.Draft;
import vestibule.web.frame.Ways;

/** {@code /me/password}: another password, which ends all other sessions. */
final class PasswordPages {

  private final Passwords passwords;
  private final Sheets sheets;
  private final Behind behind;

  PasswordPages(Passwords passwords, Sheets sheets, Behind behind) {
    this.passwords = passwords;
    this.sheets = sheets;
    this.behind = behind;
  }

  void mount(Routes routes) {
    PageCaller caller = behind.caller();
    routes.guarded(caller::known).get(Ways.PASSWORD, this::show);
    routes
        .guarded(caller::known)
        .post(Ways.PASSWORD, behind.provedBeside(Ways.PASSWORD, this::change));
    routes.guarded(caller::known).post(Ways.PASSWORD + "/strength", behind.form(this::strength));
  }

  private Response show(Request request, Resident who) {
    return sheets.show(request, Draft.of("account/password", who));
  }

  private Response change(Request request, Resident who, Posted posted) {
    return sheets.act(
        request,
        posted,
        () -> Draft.of("account/password", who),
        () -> {
          passwords.change(
              who.person(),
              who.session(),
              List.of(posted.text(Remarks.PASSWORD)),
              posted.text(Remarks.NEW_PASSWORD),
              behind.visit(request));
          return Ways.to(Ways.PASSWORD, "password-changed");
        });
  }

  /** What stands below the field while somebody types. */
  private Response strength(Request request, Resident who, Posted posted) {
    Person person = who.person();
    List<Remark> remarks =
        Remarks.ofPassword(
            passwords.problems(
                posted.text(Remarks.NEW_PASSWORD),
                behind.visit(request).door(),
                PasswordOwner.of(person)));
    return sheets.show(request, Draft.of("account/strength", who).with("remarks", remarks));
  }
}
