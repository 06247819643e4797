package vestibule.core.store;

import java.time.Instant;
import java.util.List;
import vestibule.core.model.LimitUse;

/** Keeps what nodes tell each other of used limits. */
public interface LimitUseStore {

  /** Writes what a node counted, in place of what it told of the same limit before. */
  void put(LimitUse use, Instant toldAt);

  /** What was told since a time, by whatever node. */
  List<LimitUse> toldSince(Instant time);
}
