package vestibule.core.registration;

import java.util.Optional;
import vestibule.core.model.Person;
import vestibule.core.model.SignedIn;

/**
 * A new account.
 *
 * @param signedIn its first session, where registering signs in
 */
public record Registered(Person person, Optional<SignedIn> signedIn) {}
