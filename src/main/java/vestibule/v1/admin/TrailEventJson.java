package vestibule.v1.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import vestibule.core.model.AuditEvent;
import vestibule.core.operator.Operator;
import vestibule.v1.form.Answers;

/**
 * One event.
 *
 * @param operator the account of whoever did it over the network by a duty; null for all others
 */
record TrailEventJson(
    String id,
    String at,
    Optional<String> account,
    String kind,
    String outcome,
    String actor,
    Optional<String> operator,
    String door,
    @JsonProperty("network_address") String networkAddress,
    String browser,
    String detail) {

  static TrailEventJson of(AuditEvent event) {
    AuditEvent.Place place = event.place();
    return new TrailEventJson(
        Answers.id(event.id()),
        Answers.time(event.at()),
        Optional.of(event.account()).filter(account -> account != 0).map(Answers::id),
        AccountLineJson.small(event.kind()),
        AccountLineJson.small(event.kind().outcome()),
        AccountLineJson.small(place.actor()),
        Operator.of(event),
        place.door(),
        place.networkAddress(),
        place.browser(),
        event.detail());
  }
}
