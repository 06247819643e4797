package vestibule.core.account;

import java.util.Optional;
import vestibule.core.session.SignedIn;

/** How a registration ended well. */
public sealed interface Registered {

  /**
   * The account exists now.
   *
   * @param signedIn its first session, where registering signs in
   */
  record Created(Person person, Optional<SignedIn> signedIn) implements Registered {}

  /**
   * Nothing was made, as the address is taken, and whoever asks must not learn it (contracts.md
   * 0.6).
   *
   * @param unusedId an id as a new account would have got it; it stays unused
   */
  record Withheld(long unusedId) implements Registered {}
}
