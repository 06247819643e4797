package vestibule.core.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One sign-in of one account.
 *
 * @param door the name of the door
 * @param terms how long it lives
 */
public record Session(long account, long id, String door, Terms terms, Life life) {

  /**
   * How long a session may live.
   *
   * @param tokenLife the life of one token, where the door hands out tokens, in seconds
   * @param remembered whether the person asked to stay signed in
   * @param idle how long the session lives without use
   */
  public record Terms(OptionalInt tokenLife, boolean remembered, Duration idle) {}

  /** When the session began, was last used, ends by itself, and was ended. */
  public record Life(Instant created, Instant lastUsed, Instant expires, Optional<Instant> ended) {}

  /** Whether the session can be used at that time. */
  public boolean isLive(Instant now) {
    return life.ended().isEmpty() && now.isBefore(life.expires());
  }
}
