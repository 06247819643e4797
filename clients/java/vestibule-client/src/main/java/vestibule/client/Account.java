package vestibule.client;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An account as its owner sees it.
 *
 * @param email the primary address
 */
public record Account(
    String id,
    Optional<String> username,
    Optional<String> fullName,
    Optional<String> firstName,
    Optional<String> lastName,
    Optional<String> patronymic,
    Optional<String> phone,
    Optional<String> contacts,
    Optional<String> email,
    boolean emailVerified,
    List<Address> addresses,
    List<String> groups,
    List<String> roles,
    List<String> permissions,
    Instant created) {}
