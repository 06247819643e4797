package vestibule.core.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * When sessions end by themselves: some time after their last use, and at some doors however much
 * they are used.
 *
 * @param absolute by the name of a door, how long after its sign-in a session ends in any case; a
 *     door that is missing has no such end
 */
public record SessionEnd(Map<String, Duration> absolute) {

  /**
   * The end of a session that was used last at that time: its idle life on, and the grain in which
   * uses are written.
   */
  public Instant of(String door, Instant created, Instant used, Duration idle) {
    Instant end = used.plus(idle).plus(LastUse.GRAIN);
    Duration most = absolute.get(door);
    return most == null || end.isBefore(created.plus(most)) ? end : created.plus(most);
  }
}
