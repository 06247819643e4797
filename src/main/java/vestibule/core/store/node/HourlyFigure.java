package vestibule.core.store.node;

import java.time.Instant;

/**
 * How often something happened in an hour.
 *
 * @param hour its beginning, in UTC
 * @param figure the word for what is counted
 */
public record HourlyFigure(Instant hour, String figure, long total) {}
