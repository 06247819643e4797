package vestibule.core.registration;

import java.util.Optional;
import vestibule.core.model.Account;
import vestibule.core.model.Session;
import vestibule.core.model.Visit;

/**
 * An account that somebody asks for.
 *
 * @param terms of the session to begin at once; empty where registering does not sign in
 */
public record NewAccount(
    Visit visit,
    Optional<String> username,
    NewAddress address,
    Account.Profile profile,
    Credential credential,
    Optional<Session.Terms> terms) {

  /** Hides everything that came from outside. */
  @Override
  public String toString() {
    return "NewAccount[door=" + visit.door().name() + "]";
  }
}
