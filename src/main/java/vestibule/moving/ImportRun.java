package vestibule.moving;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import vestibule.core.arrival.Arrival;
import vestibule.core.arrival.Arrivals;
import vestibule.core.store.ArrivalStore.Range;
import vestibule.store.transfer.Progress;

/**
 * One import: reads a source twice, first for the ids that it wants, then for its people, who come
 * in batches. What was done is remembered with each batch, so that a run that was killed can go on.
 */
public final class ImportRun {

  /** Small enough that a log-in in between hardly waits. */
  private static final int BATCH = 500;

  /** Account ids that are kept beyond the greatest, for people who register there meanwhile. */
  private static final long ROOM = 1_000_000;

  private final Arrivals arrivals;
  private Arrivals.Terms terms;
  private final Source.Opener source;
  private final Progress progress;
  private List<String> notices = List.of();

  /**
   * An import that has not begun.
   *
   * @param source gives the same rows in the same order each time
   */
  public ImportRun(
      Arrivals arrivals, Arrivals.Terms terms, Source.Opener source, Progress progress) {
    this.arrivals = arrivals;
    this.terms = terms;
    this.source = source;
    this.progress = progress;
  }

  /** Ids that other accounts here may have or get cannot be kept. */
  public static final class IdsTaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IdsTaken(long id) {
      super(
          "the ids of this source cannot be kept: "
              + id
              + " and others were taken by servers here; --ids new gives new ones");
    }
  }

  /** Something that is done before each batch: proves that the run may still go on. */
  @FunctionalInterface
  public interface Leave {
    /** Throws where it may not. */
    void require();
  }

  /**
   * Reads the source's people and lets them in.
   *
   * @param from how many rows were done before
   * @throws IdsTaken and nobody has come in
   */
  public Report.Summary run(long from, Report report, Leave leave) throws IOException {
    long rows = count();
    progress.begin("importing", rows);
    try (Source reading = source.open();
        ExecutorService ahead = Executors.newSingleThreadExecutor()) {
      arrivals.permit(reading.roles());
      long row = skip(reading, from);
      Future<List<Incoming>> next = ahead.submit(() -> batch(reading));
      for (List<Incoming> batch = got(next); !batch.isEmpty(); batch = got(next)) {
        // While these come in the next ones are read.
        next = ahead.submit(() -> batch(reading));
        leave.require();
        admit(batch, row, report);
        row += batch.size();
        progress.done(row);
      }
      notices = reading.notices();
    }
    progress.end();
    return report.end();
  }

  /** What is wrong with the source as a whole, for the operator, after the run. */
  public List<String> notices() {
    return notices;
  }

  private static <T> T got(Future<T> future) throws IOException {
    try {
      return future.get();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped");
    } catch (ExecutionException failed) {
      switch (failed.getCause()) {
        case IOException unread -> throw unread;
        case RuntimeException refused -> throw refused;
        case null, default -> throw new IllegalStateException(failed);
      }
    }
  }

  private static long skip(Source reading, long rows) throws IOException {
    long skipped = 0;
    while (skipped < rows && reading.skip().isPresent()) {
      skipped++;
    }
    return skipped;
  }

  private static List<Incoming> batch(Source reading) throws IOException {
    List<Incoming> batch = new ArrayList<>();
    Optional<Incoming> next = reading.next();
    while (next.isPresent()) {
      batch.add(next.get());
      next = batch.size() < BATCH ? reading.next() : Optional.empty();
    }
    return batch;
  }

  private void admit(List<Incoming> batch, long before, Report report) {
    List<Arrival> people = batch.stream().flatMap(one -> one.person().stream()).toList();
    arrivals.admit(
        terms,
        people,
        new Arrivals.Done(before + batch.size(), outcomes -> report.tell(before, batch, outcomes)));
    report.keep();
  }

  /** Counts the rows, and keeps the ids that they bring. */
  private long count() throws IOException {
    long rows = 0;
    long least = Long.MAX_VALUE;
    long greatest = 0;
    try (Source reading = source.open()) {
      for (var next = reading.skip(); next.isPresent(); next = reading.skip()) {
        rows++;
        OptionalLong id = Arrivals.number(next.get());
        if (id.isPresent()) {
          least = Math.min(least, id.getAsLong());
          greatest = Math.max(greatest, id.getAsLong());
        }
      }
    }
    if (terms.keepIds() && greatest > 0) {
      terms = terms.keeping(arrivals.keepIds(greatest, ROOM));
      Range wanted = new Range(least, greatest);
      // Else somebody is looked for whose id lies in no range.
      if (terms.kept().stream()
          .noneMatch(range -> range.has(wanted.low()) && range.has(wanted.high()))) {
        requireFree(terms.kept());
      }
    }
    return rows;
  }

  private void requireFree(List<Range> kept) throws IOException {
    try (Source reading = source.open()) {
      for (var next = reading.skip(); next.isPresent(); next = reading.skip()) {
        String oldId = next.get();
        OptionalLong id = Arrivals.number(oldId);
        if (id.isPresent()
            && kept.stream().noneMatch(range -> range.has(id.getAsLong()))
            && !arrivals.isKnown(terms.source(), oldId)) {
          throw new IdsTaken(id.getAsLong());
        }
      }
    }
  }
}
