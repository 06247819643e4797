package vestibule.web.admin;

import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import vestibule.core.store.operator.ImportReport;
import vestibule.web.account.Shown.Time;

/**
 * What a run of an import came to.
 *
 * @param reasons and {@code warnings} by the words of its report, which the documents explain
 */
public record ImportLine(
    String source,
    Times times,
    long rowsBefore,
    ImportReport.Outcomes outcomes,
    String reasons,
    String warnings) {

  /**
   * When it was.
   *
   * @param ended empty while it goes on, and for one that was stopped
   */
  public record Times(Time began, Time noted, Optional<Time> ended) {}

  static ImportLine of(ImportReport report) {
    return new ImportLine(
        report.run().source(),
        new Times(
            new Time(report.run().began()),
            new Time(report.noted()),
            report.ended().map(Time::new)),
        report.run().rowsBefore(),
        report.counts().outcomes(),
        text(report.counts().reasons()),
        text(report.counts().warnings()));
  }

  private static String text(SortedMap<String, Long> counted) {
    return counted.entrySet().stream()
        .map(one -> one.getKey() + " " + one.getValue())
        .collect(Collectors.joining(", "));
  }
}
