package vestibule.ops;

import java.time.Instant;

/**
 * A whole line, written by whom it tells about: every request has one, and as an event it would
 * cost three times as much.
 *
 * @param bytes its text in ASCII: begins with the time, ends with the line, and holds nothing that
 *     came from outside
 */
record LogLine(Instant time, byte[] bytes) implements LogEntry {

  @Override
  public boolean isWarning() {
    return false;
  }
}
