package vestibule.core.challenge;

import java.time.Instant;

/**
 * What is good one time.
 *
 * @param answer tells it from every other
 * @param end from which on it is good no more, so that nothing need be kept of it
 */
public record Once(String answer, Instant end) {}
