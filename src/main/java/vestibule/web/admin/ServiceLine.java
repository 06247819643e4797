package vestibule.web.admin;

import java.util.Optional;
import vestibule.core.model.service.Scope;
import vestibule.core.model.service.Service;
import vestibule.web.account.Shown.Time;

/**
 * A service as pages show it.
 *
 * @param scopes their names with blanks between
 * @param since when its secret was drawn
 * @param former until when the secret before works; empty where none does
 */
public record ServiceLine(
    long id, String name, String scopes, Time made, Time since, Optional<Time> former) {

  static ServiceLine of(Service service) {
    Service.Credential credential = service.credential();
    return new ServiceLine(
        service.id(),
        service.name(),
        Scope.text(service.scopes()),
        new Time(service.made()),
        new Time(credential.since()),
        credential.former().map(former -> new Time(former.until())));
  }
}
