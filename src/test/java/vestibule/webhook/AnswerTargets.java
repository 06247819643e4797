package vestibule.webhook;

import static vestibule.fuzz.Fuzzed.require;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** What receivers of events answer. */
public final class AnswerTargets {

  private AnswerTargets() {}

  /** An answer has a status and waits for a time that is left, or it is none. */
  public static void heads(byte[] input) {
    try {
      Answer.Status status = AnswerHead.read(new ByteArrayInputStream(input), Instant.EPOCH);
      require(status.code() >= 200 && status.code() <= 599, "a status is the last one", status);
      require(
          status.retryAfter().filter(Duration::isNegative).isEmpty(), "no wait is over", status);
    } catch (IOException none) {
      require(!none.getMessage().isBlank(), "what is wrong has words", none);
    }
  }
}
