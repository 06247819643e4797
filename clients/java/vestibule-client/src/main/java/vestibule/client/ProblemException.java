package vestibule.client;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The server has answered, and said no. */
public class ProblemException extends VestibuleException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  ProblemException(Problem problem) {
    super(message(problem));
    this.problem = problem;
  }

  private static String message(Problem problem) {
    StringBuilder message = new StringBuilder();
    message.append(problem.status()).append(' ').append(problem.code());
    problem
        .errors()
        .forEach(e -> message.append(", ").append(e.pointer()).append(' ').append(e.code()));
    return message.append(": ").append(problem.detail()).toString();
  }

  /** All that the answer says. */
  public Problem problem() {
    return problem;
  }

  /** The status of the answer. */
  public int status() {
    return problem.status();
  }

  /** What is wrong, as {@code credentials_wrong}: it never changes its meaning. */
  public String code() {
    return problem.code();
  }

  /** What is wrong with single fields. */
  public List<FieldError> errors() {
    return problem.errors();
  }

  /** After which time it is worth asking again. */
  public Optional<Duration> retryAfter() {
    return problem.retryAfter();
  }

  /** The path of a challenge that has to be solved first; its answer goes into a header. */
  public Optional<String> challenge() {
    return problem.challenge();
  }
}
