package vestibule.web.admin;

import java.util.List;
import vestibule.core.administration.OperatorDesk;
import vestibule.core.operator.Duty;
import vestibule.core.ring.KeyRotation;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.web.admin.ConsoleCaller.Known;
import vestibule.web.frame.Posted;
import vestibule.web.frame.Sheets.Draft;
import vestibule.web.frame.Ways;

/** {@code /admin/keys}: the keys that sign tokens, which give way to others or are taken away. */
final class KeyDesk {

  static final String ALL = Console.ROOT + "/keys";

  private final OperatorDesk desk;
  private final OperatorForms forms;

  KeyDesk(OperatorDesk desk, OperatorForms forms) {
    this.desk = desk;
    this.forms = forms;
  }

  void mount(Routes routes, ConsoleCaller caller) {
    routes.guarded(caller::reading).get(ALL, this::list);
    routes
        .guarded(caller::governingFreshly)
        .post(ALL + "/{key}/rotation", forms.form(this::rotate));
    routes.guarded(caller::governingFreshly).post(ALL + "/{key}/removal", forms.form(this::revoke));
  }

  private KeyRotation keys(Known who) {
    return desk.system().apply(who.operator()).keys();
  }

  private Response list(Request request, Known who) {
    KeyRotation keys = keys(who);
    List<KeyRotation.Listed> listed = keys.list();
    List<KeyLine.Family> families =
        keys.families().stream().map(family -> family(family, listed)).toList();
    return forms.show(
        request,
        Draft.of("admin/keys", who.resident())
            .with("families", families)
            .with("governs", who.may(Duty.ADMIN)));
  }

  private static KeyLine.Family family(String name, List<KeyRotation.Listed> listed) {
    return new KeyLine.Family(
        name, listed.stream().filter(one -> one.key().isOf(name)).map(KeyLine::of).toList());
  }

  private Response rotate(Request request, Known who, Posted posted) {
    keys(who).rotate(request.pathValue("key"));
    return Ways.to(ALL, "key-rotated");
  }

  private Response revoke(Request request, Known who, Posted posted) {
    keys(who).revoke(request.pathValue("key"));
    return Ways.to(ALL, "key-revoked");
  }
}
