package vestibule.core.model;

import java.time.Instant;

/**
 * What one node counted of one limit for somebody.
 *
 * @param key stands for whom it is counted; part of a hash
 * @param node names the node
 * @param kind the name of the limit
 * @param level what was used and not forgotten as of {@code at}, in thousandths
 * @param at the time of the last use
 */
public record LimitUse(long key, String node, String kind, long level, Instant at) {}
