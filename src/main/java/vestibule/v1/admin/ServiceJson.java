package vestibule.v1.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import vestibule.core.model.service.Scope;
import vestibule.core.model.service.Service;
import vestibule.core.service.Services;
import vestibule.v1.form.Answers;

/**
 * A service.
 *
 * @param secret told this once, where it was just drawn
 */
record ServiceJson(
    String id,
    String name,
    List<String> scopes,
    String made,
    @JsonProperty("secret_since") String secretSince,
    @JsonProperty("former_until") Optional<String> formerUntil,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> secret) {

  static ServiceJson of(Service service) {
    return of(service, Optional.empty());
  }

  static ServiceJson of(Services.Drawn drawn) {
    return of(drawn.service(), Optional.of(drawn.secret()));
  }

  private static ServiceJson of(Service service, Optional<String> secret) {
    Service.Credential credential = service.credential();
    return new ServiceJson(
        Answers.id(service.id()),
        service.name(),
        service.scopes().stream().sorted().map(Scope::text).toList(),
        Answers.time(service.made()),
        Answers.time(credential.since()),
        credential.former().map(former -> Answers.time(former.until())),
        secret);
  }
}
