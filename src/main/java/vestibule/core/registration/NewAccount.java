package vestibule.core.registration;

import java.util.Optional;
import vestibule.core.model.Account;
import vestibule.core.model.Session;
import vestibule.core.model.Visit;

/**
 * An account that somebody asks for.
 *
 * @param password what the person chose; empty for an invitation, whose mail asks to choose
 * @param terms of the session to begin at once; empty where registering does not sign in
 */
public record NewAccount(
    Visit visit,
    Optional<String> username,
    String address,
    Account.Profile profile,
    Optional<String> password,
    Optional<Session.Terms> terms) {

  /** Hides everything that came from outside. */
  @Override
  public String toString() {
    return "NewAccount[door=" + visit.door().name() + "]";
  }
}
