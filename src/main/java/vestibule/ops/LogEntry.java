package vestibule.ops;

import java.time.Instant;

/** What stands in the log's ring until the writer takes it. */
sealed interface LogEntry permits LogEvent, LogLine {

  /** When it happened. */
  Instant time();

  /** Whether whoever operates the server should see it at once. */
  boolean isWarning();

  /** Its text in UTF-8, with the end of each line; not a copy, so not to be changed. */
  byte[] bytes();
}
