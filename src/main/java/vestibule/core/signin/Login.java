package vestibule.core.signin;

import java.util.List;
import java.util.Optional;

/**
 * What somebody who wants in has said.
 *
 * @param name the log-in string as it was typed
 * @param candidates the texts that count as the password, tried in turn: C and D also take it
 *     without the blanks at its ends
 * @param otp what is to prove a second factor, where a door takes it along (docs/contracts 0.14)
 */
public record Login(String name, By by, List<String> candidates, Optional<String> otp) {

  /** What somebody said who proves no second factor. */
  public Login(String name, By by, List<String> candidates) {
    this(name, by, candidates, Optional.empty());
  }

  public Login {
    candidates = List.copyOf(candidates);
  }

  public enum By {
    /** A user name, or any address. */
    NAME_OR_ADDRESS,
    /**
     * The same, and a user name under strict privacy too before any address of the account is
     * confirmed (docs/contracts 0.6, E.2).
     */
    NEW_NAME_OR_ADDRESS,
    /** Any address. */
    ADDRESS,
    /** A confirmed address (docs/contracts D.0). */
    VERIFIED_ADDRESS
  }

  /** Hides the password. */
  @Override
  public String toString() {
    return "Login[by=" + by + "]";
  }
}
