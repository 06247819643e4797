package vestibule.core.account;

import java.util.Optional;
import vestibule.core.session.SignedIn;

/**
 * A new account.
 *
 * @param signedIn its first session, where registering signs in
 */
public record Registered(Person person, Optional<SignedIn> signedIn) {}
