package vestibule.client;

import java.time.Duration;
import java.util.List;

/** The password is right, and the account wants another factor: see {@code completeSignIn}. */
public final class FactorWantedException extends ProblemException {

  private static final long serialVersionUID = 1L;

  private final String ticket;
  private final Duration lifetime;
  private final transient List<String> factors;

  FactorWantedException(Problem problem, String ticket, Duration lifetime, List<String> factors) {
    super(problem);
    this.ticket = ticket;
    this.lifetime = lifetime;
    this.factors = List.copyOf(factors);
  }

  /** What the answer is given with. */
  public String ticket() {
    return ticket;
  }

  /** Which are known of the account, as {@code totp}; any of them is enough. */
  public List<String> factors() {
    return factors;
  }

  /** For how long the ticket can be used. */
  public Duration lifetime() {
    return lifetime;
  }
}
