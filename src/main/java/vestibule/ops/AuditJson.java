package vestibule.ops;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import vestibule.core.model.AuditEvent;
import vestibule.core.store.TrailRow;

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

  /** The same of a row as it lies, and under which seal, if it is sealed. */
  public static Map<String, Object> of(TrailRow row) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("at", row.key().at());
    members.put("id", row.key().id());
    members.put("account", row.key().account());
    members.put("kind", row.facts().kind().toLowerCase(Locale.ROOT));
    members.put("outcome", small(outcome(row.facts().kind())));
    members.put("actor", row.facts().actor().toLowerCase(Locale.ROOT));
    members.put("door", row.facts().door());
    members.put("networkAddress", row.traces().networkAddress());
    members.put("browser", row.traces().browser());
    members.put("detail", row.facts().detail());
    if (row.mark().seal() != 0) {
      members.put("seal", row.mark().seal());
    }
    return members;
  }

  /** A newer version, which may run beside, may know other kinds. */
  private static AuditEvent.Outcome outcome(String kind) {
    return Stream.of(AuditEvent.Kind.values())
        .filter(known -> known.name().equals(kind))
        .map(AuditEvent.Kind::outcome)
        .findFirst()
        .orElse(AuditEvent.Outcome.DONE);
  }

  private static String small(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
