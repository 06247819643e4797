package vestibule.client;

import java.time.Instant;
import java.util.Map;

/**
 * An access token whose signature and claims are good. That its session has ended since is not
 * known by that.
 *
 * @param account the id of the account
 * @param id of the token
 * @param claims all of them
 */
public record VerifiedToken(
    String account, String id, Instant issued, Instant expires, Map<String, Object> claims) {}
