package vestibule.core.store.operator;

import java.util.List;

/** Keeps what the runs of imports came to. */
public interface ImportReportStore {

  /** Begins a report, or puts it in the place of the one of the same run. */
  void put(ImportReport report);

  /**
   * Forgets the oldest reports of a source.
   *
   * @param kept how many stay
   */
  void forget(String source, int kept);

  /**
   * The newest reports of all sources, newest first.
   *
   * @param most how many at most
   */
  List<ImportReport> newest(int most);
}
