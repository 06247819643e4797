package vestibule.web.admin;

import java.util.List;
import vestibule.core.administration.SettingInForce;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.web.admin.ConsoleCaller.Known;
import vestibule.web.frame.Sheets.Draft;

/** {@code /admin/settings}: what is in force on the node that answers. */
final class SettingsDesk {

  static final String ALL = Console.ROOT + "/settings";

  private final List<SettingInForce> settings;
  private final OperatorForms forms;

  SettingsDesk(List<SettingInForce> settings, OperatorForms forms) {
    this.settings = settings;
    this.forms = forms;
  }

  void mount(Routes routes, ConsoleCaller caller) {
    routes.guarded(caller::overseeing).get(ALL, this::list);
  }

  private Response list(Request request, Known who) {
    return forms.show(
        request, Draft.of("admin/settings", who.resident()).with("settings", settings));
  }
}
