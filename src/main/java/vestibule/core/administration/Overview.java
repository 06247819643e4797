package vestibule.core.administration;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import vestibule.core.change.Changes;
import vestibule.core.node.Figure;
import vestibule.core.node.NodeReports;
import vestibule.core.store.node.HourlyFigure;
import vestibule.core.store.node.NodeState;

/** What operators see of all nodes at a glance. */
public final class Overview {

  private final Changes changes;

  public Overview(Changes changes) {
    this.changes = changes;
  }

  /**
   * What all nodes counted in an hour.
   *
   * @param totals of every figure
   */
  public record Hour(Instant begin, Map<Figure, Long> totals) {

    public Hour {
      totals = Map.copyOf(totals);
    }

    /** How often that happened. */
    public long total(Figure figure) {
      return totals.get(figure);
    }
  }

  /**
   * The last hours, the present one last; an hour in which no node ran has nothing.
   *
   * @param hours at least 1
   */
  public List<Hour> hours(int hours) {
    Instant last = changes.now().truncatedTo(ChronoUnit.HOURS);
    Instant first = last.minus(Duration.ofHours(hours - 1L));
    Map<Instant, Map<Figure, Long>> totals = new TreeMap<>();
    for (Instant hour = first; !hour.isAfter(last); hour = hour.plus(Duration.ofHours(1))) {
      totals.put(hour, nothing());
    }
    for (HourlyFigure one : changes.read(stores -> stores.hourlyFigures().since(first))) {
      // Another node's clock may be ahead, and a newer version may count more.
      Figure.of(one.figure())
          .filter(_ -> totals.containsKey(one.hour()))
          .ifPresent(figure -> totals.get(one.hour()).put(figure, one.total()));
    }
    List<Hour> all = new ArrayList<>();
    totals.forEach((begin, figures) -> all.add(new Hour(begin, figures)));
    return all;
  }

  private static Map<Figure, Long> nothing() {
    Map<Figure, Long> nothing = new EnumMap<>(Figure.class);
    Arrays.stream(Figure.values()).forEach(figure -> nothing.put(figure, 0L));
    return nothing;
  }

  /**
   * A node that ran within the last day and was not stopped as it should be.
   *
   * @param silent whether it told nothing lately: it was killed, or cannot reach the database
   */
  public record Node(NodeState state, boolean silent) {}

  /** The nodes by their places. */
  public List<Node> nodes() {
    Instant since = changes.now().minus(NodeReports.SILENT);
    return changes.read(stores -> stores.nodeStates().all()).stream()
        .map(state -> new Node(state, state.told().isBefore(since)))
        .toList();
  }
}
