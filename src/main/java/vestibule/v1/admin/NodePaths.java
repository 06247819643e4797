package vestibule.v1.admin;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import vestibule.core.administration.Overview;
import vestibule.core.operator.Operator;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.v1.form.Answers;
import vestibule.v1.form.Keyset;

/** {@code /v1/admin/figures} by the hour, and {@code /v1/admin/nodes}. */
final class NodePaths {

  private static final String HOURS = "hours";
  private static final int USUAL_HOURS = 48;

  /** 1 to 744, which is 31 days. */
  private static final Pattern HOUR_COUNT = Pattern.compile("[1-9][0-9]{0,2}");

  private static final int MOST_HOURS = 744;

  private final Overview overview;

  /** What all nodes counted in an hour that begins then. */
  private record HourJson(String hour, Map<String, Long> figures) {

    static HourJson of(Overview.Hour hour) {
      Map<String, Long> figures = new TreeMap<>();
      hour.totals().forEach((figure, total) -> figures.put(figure.word(), total));
      return new HourJson(Answers.time(hour.begin()), figures);
    }
  }

  NodePaths(AdminUseCases core) {
    this.overview = core.desk().overview();
  }

  void mount(Routes routes, AdminCaller caller) {
    routes.guarded(caller::reading).get(Admin.ROOT + "/figures", this::figures);
    routes.guarded(caller::reading).get(Admin.ROOT + "/nodes", this::nodes);
  }

  private Response figures(Request request, Operator operator) {
    int hours = request.query(HOURS).map(NodePaths::hours).orElse(USUAL_HOURS);
    return SystemPaths.all(overview.hours(hours).stream().map(HourJson::of).toList());
  }

  private static int hours(String text) {
    return Optional.of(text)
        .filter(HOUR_COUNT.asMatchPredicate())
        .map(Integer::parseInt)
        .filter(hours -> hours <= MOST_HOURS)
        .orElseThrow(() -> Keyset.invalid(HOURS, "This is a number from 1 to 744."));
  }

  private Response nodes(Request request, Operator operator) {
    return SystemPaths.all(overview.nodes().stream().map(NodeJson::of).toList());
  }
}
