package vestibule.webhook;

import java.time.Duration;
import java.util.Optional;

/** What a receiver said to a message, or why it said nothing. */
public sealed interface Answer {

  /**
   * It answered; what else stands in its answer is nobody's concern.
   *
   * @param retryAfter how long it wants to be left alone
   */
  record Status(int code, Optional<Duration> retryAfter) implements Answer {}

  /** It did not answer, or could not be asked. */
  record Silence(String why) implements Answer {}
}
