package vestibule.crypto;

import java.util.Optional;
import java.util.function.Predicate;

/** Passwords tried against hashes that other systems made, in the form in which they are kept. */
public interface ForeignTrials {

  /** The trial of a stored hash; empty for one that is damaged, or whose key is gone. */
  Optional<Trial> of(String stored);

  /**
   * A hash that can be tried.
   *
   * @param kind what costs alike has the same
   * @param memory that a try takes beside the heap, in KiB
   * @param quick whether a try costs what one of ours costs
   * @param matches tries a password on the calling thread
   */
  record Trial(String kind, long memory, boolean quick, Predicate<String> matches) {}
}
