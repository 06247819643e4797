package vestibule.core.model;

/**
 * The doors that share codes: a code works only at the family that mailed it (docs/contracts 0.9).
 *
 * @param name upper-case letters and underscores; stored with codes and addresses, so it never
 *     changes
 */
public record CodeFamily(String name) {}
