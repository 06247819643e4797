package vestibule.v1.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import vestibule.core.administration.SystemActs;
import vestibule.core.operator.Operator;
import vestibule.core.store.operator.ImportReport;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.v1.form.Answers;
import vestibule.v1.form.Keyset;

/** {@code /v1/admin/imports}: what the runs of imports came to. */
final class ImportPaths {

  private static final String ALL = Admin.ROOT + "/imports";

  private final Function<Operator, SystemActs> acts;

  /**
   * What one run came to.
   *
   * @param ended null while it goes on, and for one that was stopped
   */
  private record ImportJson(
      String source,
      Times times,
      @JsonProperty("rows_before") long rowsBefore,
      ImportReport.Outcomes outcomes,
      SortedMap<String, Long> reasons,
      SortedMap<String, Long> warnings) {

    static ImportJson of(ImportReport report) {
      return new ImportJson(
          report.run().source(),
          new Times(
              Answers.time(report.run().began()),
              Answers.time(report.noted()),
              report.ended().map(Answers::time)),
          report.run().rowsBefore(),
          report.counts().outcomes(),
          report.counts().reasons(),
          report.counts().warnings());
    }
  }

  private record Times(String began, String noted, Optional<String> ended) {}

  ImportPaths(AdminUseCases core) {
    this.acts = core.system();
  }

  void mount(Routes routes, AdminCaller caller) {
    routes.guarded(caller::reading).get(ALL, this::list);
  }

  private Response list(Request request, Operator operator) {
    int limit = Keyset.limit(request);
    return SystemPaths.all(
        acts.apply(operator).imports().newest(limit).stream().map(ImportJson::of).toList());
  }
}
