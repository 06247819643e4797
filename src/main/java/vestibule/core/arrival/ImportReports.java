package vestibule.core.arrival;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import vestibule.core.change.Changes;
import vestibule.core.store.operator.ImportReport;
import vestibule.core.store.operator.ImportReport.Counts;
import vestibule.core.store.operator.ImportReport.Run;

/** What the runs of imports come to, for operators who look later and elsewhere. */
public final class ImportReports {

  /** Of one source; older ones are forgotten when another run begins. */
  static final int MOST_KEPT = 100;

  private final Changes changes;

  public ImportReports(Changes changes) {
    this.changes = changes;
  }

  /**
   * Begins the report of a run.
   *
   * @param rowsBefore of the source, which earlier runs had done
   */
  public Run begin(String source, long rowsBefore) {
    Run run = new Run(source, changes.now(), rowsBefore);
    ImportReport report = new ImportReport(run, run.began(), Optional.empty(), Counts.NONE);
    changes.write(
        stores -> {
          stores.importReports().put(report);
          stores.importReports().forget(source, MOST_KEPT);
          return report;
        });
    return run;
  }

  /** Notes what a run has come to so far; it stays, where the run is killed. */
  public void note(Run run, Counts counts) {
    put(new ImportReport(run, changes.now(), Optional.empty(), counts));
  }

  /** Notes what a run came to. */
  public void end(Run run, Counts counts) {
    Instant now = changes.now();
    put(new ImportReport(run, now, Optional.of(now), counts));
  }

  private void put(ImportReport report) {
    changes.write(
        stores -> {
          stores.importReports().put(report);
          return report;
        });
  }

  /**
   * The newest reports of all sources, newest first.
   *
   * @param most how many at most
   */
  public List<ImportReport> newest(int most) {
    return changes.read(stores -> stores.importReports().newest(most));
  }
}
