package vestibule.crypto;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Work that waits in lanes, of which each is served in its turn: a lane with much work waits for
 * itself and not for others. Doubtful lanes have every fourth turn while others wait. When all
 * places are taken, the lane that has most, a doubtful one first, gives its newest one up to a lane
 * that has less.
 *
 * @param <W> the work
 */
final class FairQueue<W> {

  private static final int TURNS = 4;

  private final int placesOfLane;
  private final int places;
  private final Predicate<String> doubtful;

  /** The lanes that have work, in the order in which they are served. */
  private final Map<String, Deque<W>> lanes = new LinkedHashMap<>();

  private int waiting;
  private int turn;
  private boolean closed;

  /**
   * Nothing waits.
   *
   * @param placesOfLane how much of a lane may wait
   * @param places how much may wait in all
   * @param doubtful whether others go before a lane
   */
  FairQueue(int placesOfLane, int places, Predicate<String> doubtful) {
    this.placesOfLane = placesOfLane;
    this.places = places;
    this.doubtful = doubtful;
  }

  /** What gives a place up: of two, a doubtful lane before one that is none, then the longer. */
  private record Length(boolean doubtful, int size) {

    boolean isMoreThan(Length other) {
      return doubtful == other.doubtful ? size > other.size : doubtful;
    }
  }

  private Length length(String lane) {
    return new Length(doubtful.test(lane), lanes.get(lane).size());
  }

  /** How long a lane will be with one more. */
  private Length longer(String lane) {
    return new Length(doubtful.test(lane), lanes.getOrDefault(lane, new ArrayDeque<>()).size() + 1);
  }

  /**
   * Work joins its lane.
   *
   * @return what has no place: nothing, the work itself, or work of another lane that gave its
   *     place up
   */
  synchronized Optional<W> offer(String lane, W work) {
    if (!hasRoom(lane)) {
      return Optional.of(work);
    }
    Optional<W> left = waiting < places ? Optional.empty() : Optional.of(shortened(longest()));
    lanes.computeIfAbsent(lane, _ -> new ArrayDeque<>()).addLast(work);
    waiting++;
    return left;
  }

  /** Whether work of this lane would find a place now. */
  synchronized boolean hasRoom(String lane) {
    Length own = longer(lane);
    return !closed
        && own.size() <= placesOfLane
        && (waiting < places || length(longest()).isMoreThan(own));
  }

  private String longest() {
    String longest = lanes.keySet().iterator().next();
    for (String each : lanes.keySet()) {
      longest = length(each).isMoreThan(length(longest)) ? each : longest;
    }
    return longest;
  }

  private W shortened(String lane) {
    W newest = lanes.get(lane).removeLast();
    taken(lane);
    return newest;
  }

  private void taken(String lane) {
    waiting--;
    if (lanes.get(lane).isEmpty()) {
      lanes.remove(lane);
    }
  }

  /** The next work of the next lane; empty when nothing waits. */
  synchronized Optional<W> poll() {
    if (lanes.isEmpty()) {
      return Optional.empty();
    }
    boolean doubted = turn++ % TURNS == TURNS - 1;
    String first = lanes.keySet().iterator().next();
    String lane =
        lanes.keySet().stream()
            .filter(each -> doubtful.test(each) == doubted)
            .findFirst()
            .orElse(first);
    Deque<W> work = lanes.get(lane);
    W next = work.removeFirst();
    taken(lane);
    if (lanes.remove(lane, work)) {
      lanes.put(lane, work);
    }
    return Optional.of(next);
  }

  /** Gives up work that is not wanted any more. */
  synchronized void remove(String lane, W work) {
    Deque<W> own = lanes.get(lane);
    if (own != null && own.remove(work)) {
      taken(lane);
    }
  }

  synchronized int waiting() {
    return waiting;
  }

  /** Takes nothing any more; what still waits is given back. */
  synchronized Collection<W> close() {
    closed = true;
    Deque<W> left = new ArrayDeque<>();
    lanes.values().forEach(left::addAll);
    lanes.clear();
    waiting = 0;
    return left;
  }
}
