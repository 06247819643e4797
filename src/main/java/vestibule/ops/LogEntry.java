package vestibule.ops;

import java.time.Instant;

/** One entry of the log's ring. */
sealed interface LogEntry permits LogEvent, LogLine {

  Instant time();

  /** Whether the operator should see it at once. */
  boolean isWarning();

  /** Its text in UTF-8, with the end of each line; not a copy, so not to be changed. */
  byte[] bytes();
}
