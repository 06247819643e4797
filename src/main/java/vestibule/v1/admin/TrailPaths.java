package vestibule.v1.admin;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vestibule.core.administration.Records;
import vestibule.core.model.AuditEvent;
import vestibule.core.operator.Operator;
import vestibule.core.store.RecordStore.After;
import vestibule.core.store.RecordStore.Trail;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.v1.form.Keyset;
import vestibule.v1.form.ProblemException;

/** {@code /v1/admin/events}: the audit trail, the newest first, of all or of one account. */
final class TrailPaths {

  private static final String ALL = Admin.ROOT + "/events";
  private static final String OF = AccountPaths.ONE + "/events";
  private static final String AFTER = "after";
  private static final String KIND = "kind";

  /** Microseconds since 1970, and the id. */
  private static final Pattern PLACE = Pattern.compile("([0-9]{1,16})-([0-9]{1,16})");

  private final Records records;

  TrailPaths(AdminUseCases core) {
    this.records = core.records();
  }

  void mount(Routes routes, AdminCaller caller) {
    routes.guarded(caller::reading).get(ALL, this::all);
    routes.guarded(caller::reading).get(OF, this::of);
  }

  private Response all(Request request, Operator operator) {
    return page(request, ALL, OptionalLong.empty());
  }

  private Response of(Request request, Operator operator) {
    long account = AccountPaths.id(request);
    return page(request, AccountPaths.ALL + "/" + account + "/events", OptionalLong.of(account));
  }

  private Response page(Request request, String path, OptionalLong account) {
    int limit = Keyset.limit(request);
    Optional<AuditEvent.Kind> kind = request.query(KIND).map(TrailPaths::kind);
    Trail wanted = new Trail(account, Trail.BEGIN, Trail.END, kind);
    After after = request.query(AFTER).map(TrailPaths::after).orElse(After.NOTHING);
    List<AuditEvent> found = records.trail(wanted, after, limit + 1);
    List<AuditEvent> shown = found.stream().limit(limit).toList();
    String kindAsked = kind.map(one -> "&kind=" + AccountLineJson.small(one)).orElse("");
    return Keyset.page(
        shown.stream().map(TrailEventJson::of).toList(),
        Optional.of(found).filter(all -> all.size() > limit).map(_ -> place(shown.getLast())),
        next -> path + "?after=" + next + "&limit=" + limit + kindAsked);
  }

  private static String place(AuditEvent event) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, event.at()) + "-" + event.id();
  }

  private static After after(String text) {
    Matcher place = PLACE.matcher(text);
    if (!place.matches()) {
      throw invalid(AFTER, "This is no place in the list.");
    }
    return new After(
        Instant.EPOCH.plus(Long.parseLong(place.group(1)), ChronoUnit.MICROS),
        Long.parseLong(place.group(2)));
  }

  private static AuditEvent.Kind kind(String word) {
    return Arrays.stream(AuditEvent.Kind.values())
        .filter(kind -> AccountLineJson.small(kind).equals(word))
        .findFirst()
        .orElseThrow(() -> invalid(KIND, "There is no such kind of events."));
  }

  private static ProblemException invalid(String name, String detail) {
    return Keyset.invalid(name, detail);
  }
}
