package vestibule.crypto;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Work that waits in lanes, of which each is served in its turn: a lane with much work waits for
 * itself and not for others. When all places are taken, the lane that has most gives its newest one
 * up to a lane that has less.
 *
 * @param <W> the work
 */
final class FairQueue<W> {

  private final int places;

  /** The lanes that have work, in the order in which they are served. */
  private final Map<String, Deque<W>> lanes = new LinkedHashMap<>();

  private int waiting;
  private boolean closed;

  FairQueue(int places) {
    this.places = places;
  }

  /**
   * Work joins its lane.
   *
   * @return what has no place: nothing, the work itself, or work of the longest lane that gave its
   *     place up
   */
  synchronized Optional<W> offer(String lane, W work) {
    if (closed) {
      return Optional.of(work);
    }
    Optional<W> left = Optional.empty();
    if (waiting == places) {
      Deque<W> longest = longest();
      Deque<W> own = lanes.getOrDefault(lane, new ArrayDeque<>());
      if (longest.size() <= own.size() + 1) {
        return Optional.of(work);
      }
      left = Optional.of(longest.removeLast());
      waiting--;
    }
    lanes.computeIfAbsent(lane, _ -> new ArrayDeque<>()).addLast(work);
    waiting++;
    return left;
  }

  private Deque<W> longest() {
    Deque<W> longest = new ArrayDeque<>();
    for (Deque<W> each : lanes.values()) {
      longest = each.size() > longest.size() ? each : longest;
    }
    return longest;
  }

  /** Whether work of this lane would find a place now. */
  synchronized boolean hasRoom(String lane) {
    Deque<W> own = lanes.getOrDefault(lane, new ArrayDeque<>());
    return waiting < places || longest().size() > own.size() + 1;
  }

  /** The next work of the next lane; empty when nothing waits. */
  synchronized Optional<W> poll() {
    Iterator<Map.Entry<String, Deque<W>>> first = lanes.entrySet().iterator();
    if (!first.hasNext()) {
      return Optional.empty();
    }
    Map.Entry<String, Deque<W>> lane = first.next();
    W work = lane.getValue().removeFirst();
    waiting--;
    first.remove();
    if (!lane.getValue().isEmpty()) {
      lanes.put(lane.getKey(), lane.getValue());
    }
    return Optional.of(work);
  }

  /** Gives up work that is not wanted any more. */
  synchronized void remove(String lane, W work) {
    Deque<W> own = lanes.get(lane);
    if (own != null && own.remove(work)) {
      waiting--;
      if (own.isEmpty()) {
        lanes.remove(lane);
      }
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
