package vestibule.client;

import java.time.Duration;

/** The password is right, and the account wants another factor: see {@code completeSignIn}. */
public final class FactorWantedException extends ProblemException {

  private static final long serialVersionUID = 1L;

  private final String ticket;
  private final Duration lifetime;

  FactorWantedException(Problem problem, String ticket, Duration lifetime) {
    super(problem);
    this.ticket = ticket;
    this.lifetime = lifetime;
  }

  /** What the answer is given with. */
  public String ticket() {
    return ticket;
  }

  /** For how long the ticket can be used. */
  public Duration lifetime() {
    return lifetime;
  }
}
