package vestibule.client;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who shows a credential, and what it is.
 *
 * @param door through which contract the session began
 * @param factors what was proved for it
 * @param token the times of the token; empty for a key
 */
public record Whoami(
    Account account, String door, Life session, List<Factor> factors, Optional<Times> token) {

  /**
   * A session.
   *
   * @param lastUsed to within an hour
   * @param expires when it ends by itself
   */
  public record Life(String id, Instant created, Instant lastUsed, Instant expires) {}

  /** When a token was made, and until when it is good. */
  public record Times(Instant issued, Instant expires) {}

  /** What an answer has beside the account, whose members lie between these. */
  record Rest(String door, Life session, List<Factor> factors, Optional<Times> token) {

    Whoami of(Account account) {
      return new Whoami(account, door, session, factors, token);
    }
  }
}
