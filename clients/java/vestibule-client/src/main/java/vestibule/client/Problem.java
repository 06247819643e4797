package vestibule.client;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An answer that says no (RFC 9457).
 *
 * @param status of the answer
 * @param code what is wrong, for programs; where something before the server answered, {@code
 *     http_} and the status
 * @param detail the same for developers
 * @param errors what is wrong with single fields
 * @param retryAfter after which time it is worth asking again
 * @param challenge the path of a challenge that has to be solved first
 */
public record Problem(
    int status,
    String code,
    String detail,
    List<FieldError> errors,
    Optional<Duration> retryAfter,
    Optional<String> challenge) {

  /** Keeps its own copy. */
  public Problem {
    errors = List.copyOf(errors);
  }
}
