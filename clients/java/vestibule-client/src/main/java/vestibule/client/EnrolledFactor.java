package vestibule.client;

import java.time.Instant;
import java.util.Optional;

/**
 * A second factor of an account.
 *
 * @param kind {@code totp} or {@code passkey}
 * @param name as its person calls it; may be empty
 */
public record EnrolledFactor(
    String id, String kind, String name, Instant created, Optional<Instant> lastUsed) {}
