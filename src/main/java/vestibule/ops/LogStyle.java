package vestibule.ops;

import org.slf4j.event.Level;

/**
 * How the program's log is written, and what of it. There is one log in a process, and it begins
 * before the settings are read.
 *
 * @param least of our own events; libraries speak from WARN on
 */
public record LogStyle(boolean isJson, Level least) {

  /** Until the settings say otherwise. */
  static final LogStyle USUAL = new LogStyle(false, Level.INFO);

  /** Whether our own events of that level are written. */
  boolean has(Level level) {
    return level.toInt() >= least.toInt();
  }
}
