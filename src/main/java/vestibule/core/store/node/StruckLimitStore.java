package vestibule.core.store.node;

import java.time.Instant;
import java.util.List;

/** Keeps for a day which limits were struck, and by whom, as each node has told it. */
public interface StruckLimitStore {

  /** Writes what a node counted, in place of what it told of the same before. */
  void put(StruckLimit struck, String node);

  /** What was struck since a time at all nodes, the last first. */
  List<StruckLimit> since(Instant time, int most);

  /** Forgets what somebody struck, as it was released. */
  void forget(String whom);
}
