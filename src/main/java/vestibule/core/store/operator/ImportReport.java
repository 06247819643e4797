package vestibule.core.store.operator;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What one run of an import came to, or has come to so far. */
public record ImportReport(Run run, Instant noted, Optional<Instant> ended, Counts counts) {

  /**
   * Which run it is.
   *
   * @param source the name of the other system
   * @param began to the microsecond; one import runs at a time
   * @param rowsBefore of the source, which earlier runs had done
   */
  public record Run(String source, Instant began, long rowsBefore) {}

  /**
   * What became of its rows.
   *
   * @param reasons of those that were refused, in small letters, and how often each
   * @param warnings of those that came in, likewise
   */
  public record Counts(
      Outcomes outcomes, SortedMap<String, Long> reasons, SortedMap<String, Long> warnings) {

    /** No row is done. */
    public static final Counts NONE =
        new Counts(new Outcomes(0, 0, 0, 0), new TreeMap<>(), new TreeMap<>());

    /** Keeps its own copies. */
    public Counts {
      reasons = Collections.unmodifiableSortedMap(new TreeMap<>(reasons));
      warnings = Collections.unmodifiableSortedMap(new TreeMap<>(warnings));
    }
  }

  /** How many rows of each outcome there were. */
  public record Outcomes(long imported, long updated, long unchanged, long refused) {

    /** All of them. */
    public long rows() {
      return imported + updated + unchanged + refused;
    }
  }
}
