package vestibule.core.node;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import vestibule.core.limit.Struck;
import vestibule.core.store.Transactions;
import vestibule.core.store.node.HourlyFigure;
import vestibule.core.store.node.NodeState;
import vestibule.core.store.node.StruckLimit;

/**
 * Writes what a node tells of itself: every {@link #EVERY} one unit of work, with the figures that
 * changed. What it has counted in an hour is written whole each time, so that nothing is counted
 * twice when the work runs again.
 */
public final class NodeReports {

  /** How often a node tells. */
  public static final Duration EVERY = Duration.ofSeconds(15);

  /** After so long without a word a node is taken for ended. */
  public static final Duration SILENT = Duration.ofMinutes(1);

  /** For how long figures by the hour are kept. */
  public static final Duration FIGURES_KEPT = Duration.ofDays(31);

  /** For how long others are kept. */
  public static final Duration KEPT = Duration.ofDays(1);

  /** In one unit of work; the next one takes what this one leaves. */
  private static final int MOST_STRUCK = 200;

  private final Transactions transactions;
  private final InstantSource clock;
  private final Self self;
  private final Sources sources;
  private final Map<Figure, Long> atBegin;
  private final Map<Figure, Long> told = new EnumMap<>(Figure.class);
  private Instant hour;

  /**
   * Which node it is.
   *
   * @param name unique among all that share the database
   * @param place its machine and port
   */
  public record Self(String name, String place, String version, Instant started) {}

  /**
   * What it knows of itself.
   *
   * @param counts since its start, of every figure
   */
  public record Sources(
      Map<Figure, LongSupplier> counts, Supplier<NodeState.Condition> condition, Struck struck) {

    public Sources {
      counts = Map.copyOf(counts);
    }
  }

  /** Reports of a node; what was counted before is told as of this hour. */
  public NodeReports(Transactions transactions, InstantSource clock, Self self, Sources sources) {
    this.transactions = transactions;
    this.clock = clock;
    this.self = self;
    this.sources = sources;
    this.atBegin = new EnumMap<>(Figure.class);
    this.hour = hour(clock.instant());
  }

  private static Instant hour(Instant time) {
    return time.truncatedTo(ChronoUnit.HOURS);
  }

  /** Tells once; by one thread at a time. What comes with the turn of an hour is the last one's. */
  public void tell() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Map<Figure, Long> counts = new EnumMap<>(Figure.class);
    sources.counts().forEach((figure, count) -> counts.put(figure, count.getAsLong()));
    List<HourlyFigure> changed = changed(counts);
    List<StruckLimit> struck = sources.struck().untold(now, MOST_STRUCK);
    NodeState state =
        new NodeState(
            self.name(),
            self.place(),
            self.version(),
            self.started(),
            now,
            sources.condition().get());
    transactions.write(
        stores -> {
          stores.nodeStates().put(state);
          changed.forEach(figure -> stores.hourlyFigures().put(figure, self.name()));
          struck.forEach(one -> stores.struckLimits().put(one, self.name()));
          return state;
        });
    told.putAll(counts);
    sources.struck().told(struck);
    if (!hour(now).equals(hour)) {
      hour = hour(now);
      atBegin.putAll(counts);
    }
  }

  /** What this hour has that was not told as it is now. */
  private List<HourlyFigure> changed(Map<Figure, Long> counts) {
    List<HourlyFigure> changed = new ArrayList<>();
    counts.forEach(
        (figure, count) -> {
          if (!count.equals(told.getOrDefault(figure, 0L))) {
            long total = count - atBegin.getOrDefault(figure, 0L);
            changed.add(new HourlyFigure(hour, figure.word(), total));
          }
        });
    return changed;
  }

  /** Tells a last time, and that the node is no more: for a clean stop. */
  public void end() {
    tell();
    transactions.write(
        stores -> {
          stores.nodeStates().delete(self.name());
          return self;
        });
  }
}
