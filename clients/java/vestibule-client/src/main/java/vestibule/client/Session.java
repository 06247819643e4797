package vestibule.client;

import java.time.Instant;

/**
 * A live session of an account, through whichever door it began.
 *
 * @param lastUsed to within an hour
 * @param current whether it is the one that asks
 */
public record Session(
    String id,
    String door,
    String browser,
    String networkAddress,
    Instant created,
    Instant lastUsed,
    Instant expires,
    boolean current) {}
