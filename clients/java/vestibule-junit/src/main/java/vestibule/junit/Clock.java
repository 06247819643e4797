package vestibule.junit;

import java.time.Duration;
import java.time.Instant;

/** The clock of a test's server: what lasts for days there takes no time here. */
public final class Clock {

  private static final String PATH = "/v1/test/clock";

  private final TestCalls calls;

  Clock(TestCalls calls) {
    this.calls = calls;
  }

  /** The server's time. */
  public Instant now() {
    return Instant.parse(calls.get(PATH).path("now").asString());
  }

  /** Moves it on; returns its time then. */
  public Instant advance(Duration by) {
    return Instant.parse(calls.post(PATH, "advance", by.toString()).path("now").asString());
  }

  /**
   * Moves it to a time that lies ahead.
   *
   * @throws IllegalStateException when that time is over
   */
  public Instant moveTo(Instant time) {
    return Instant.parse(calls.post(PATH, "now", time.toString()).path("now").asString());
  }
}
