package vestibule.web.account;

import vestibule.core.model.Account;
import vestibule.core.model.Person;
import vestibule.core.model.avatar.Avatar;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.web.frame.Behind;
import vestibule.web.frame.Posted;
import vestibule.web.frame.Remarks;
import vestibule.web.frame.Resident;
import vestibule.web.frame.Sheets;
import vestibule.web.frame.Sheets.Draft;
import vestibule.web.frame.Ways;

/** {@code /me/profile}: what the account says of its person, and the user name. */
final class ProfilePages {

  private final OwnPages.Who core;
  private final Sheets sheets;
  private final Behind behind;

  ProfilePages(OwnPages.Who core, Sheets sheets, Behind behind) {
    this.core = core;
    this.sheets = sheets;
    this.behind = behind;
  }

  void mount(Routes routes) {
    routes.guarded(behind.caller()::known).get(Ways.PROFILE, this::show);
    routes.guarded(behind.caller()::known).post(Ways.PROFILE, behind.form(this::edit));
    routes
        .guarded(behind.caller()::known)
        .post(Ways.PROFILE + "/username", behind.proved(Ways.PROFILE, this::rename));
  }

  private Response show(Request request, Resident who) {
    return sheets.show(request, draft(who));
  }

  /** The page, which also shows the picture of the account. */
  Draft draft(Resident who) {
    return Draft.of("account/profile", who)
        .with("account", who.person().account())
        .with("megabytes", core.portraits().megabytes())
        .with(
            PicturePages.FIELD,
            core.portraits().avatars().of(who.person().id()).map(Avatar::digest).orElse(""));
  }

  private Response edit(Request request, Resident who, Posted posted) {
    return sheets.act(
        request,
        posted,
        () -> draft(who),
        () -> {
          core.accounts()
              .edit(who.session(), person -> over(person, posted), behind.visit(request));
          return Ways.to(Ways.PROFILE, "saved");
        });
  }

  /** What the page does not show stays as it is. */
  private static Account.Profile over(Person person, Posted posted) {
    Account.Profile present = person.account().profile();
    return new Account.Profile(
        new Account.Names(
            posted.some("full_name"),
            posted.some("first_name"),
            posted.some("last_name"),
            posted.some("patronymic")),
        new Account.Contact(posted.some("phone"), posted.some("contacts")),
        present.appearance());
  }

  private Response rename(Request request, Resident who, Posted posted) {
    return sheets.act(
        request,
        posted,
        () -> draft(who),
        () -> {
          core.names().change(who.session(), posted.text(Remarks.USERNAME), behind.visit(request));
          return Ways.to(Ways.PROFILE, "renamed");
        });
  }
}
