package vestibule.ops;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import vestibule.core.model.AuditEvent;

/** An event of the audit trail as other programs read it: one JSON object. */
public final class AuditJson {

  private AuditJson() {}

  /** Its members in their order, for any writer of JSON. */
  public static Map<String, Object> of(AuditEvent event) {
    AuditEvent.Place place = event.place();
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("at", event.at());
    members.put("id", event.id());
    members.put("account", event.account());
    members.put("kind", small(event.kind()));
    members.put("outcome", small(event.kind().outcome()));
    members.put("actor", small(place.actor()));
    members.put("door", place.door());
    members.put("networkAddress", place.networkAddress());
    members.put("browser", place.browser());
    members.put("detail", event.detail());
    return members;
  }

  private static String small(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
