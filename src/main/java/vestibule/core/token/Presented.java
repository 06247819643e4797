package vestibule.core.token;

import java.time.Instant;
import vestibule.core.account.Person;
import vestibule.core.session.Session;

/**
 * What a token or key that somebody presented is worth. The account's status is looked at before
 * the session (contracts.md 0.10).
 */
public sealed interface Presented {

  /**
   * It stands for a live session of an active account.
   *
   * @param issued when it was made, and {@code expires} when it ends; for keys those of the session
   */
  record Accepted(Person person, Session session, Instant issued, Instant expires)
      implements Presented {}

  /**
   * It is none of ours, or was changed.
   *
   * @param reason in PyJWT's words where it should have been a JWT
   */
  record Damaged(String reason) implements Presented {}

  /** It was good once. */
  record Expired() implements Presented {}

  /**
   * It is ours, but for another use: a refresh token where an access token is wanted, or the other
   * way round.
   */
  record WrongKind() implements Presented {}

  /** Its session was ended. */
  record Ended() implements Presented {}

  /** Its account is disabled. */
  record Disabled(long account) implements Presented {}

  /** Its account does not exist any more. */
  record Gone(long account) implements Presented {}
}
