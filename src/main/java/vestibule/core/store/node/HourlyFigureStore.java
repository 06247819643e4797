package vestibule.core.store.node;

import java.time.Instant;
import java.util.List;

/** Keeps what nodes counted in each hour, for a month. */
public interface HourlyFigureStore {

  /** Writes what a node has counted in an hour so far, in place of what it told before. */
  void put(HourlyFigure figure, String node);

  /** What all nodes together counted in each hour since that one. */
  List<HourlyFigure> since(Instant hour);
}
