package vestibule.core.model;

/**
 * The password of an account as it is kept.
 *
 * @param hash a PHC string, or a hash that another system made, which begins with {@link #FOREIGN}
 * @param version grows with every change, so that a log-in that overlaps a change can tell
 */
public record Password(String hash, long version) {

  /** How a hash begins that another system made, with the version of the form that follows. */
  public static final String FOREIGN = "foreign/1 ";

  /** Whether another system made the hash, which ours replaces at the first log-in. */
  public boolean isForeign() {
    return hash.startsWith(FOREIGN);
  }

  /** Hides the hash. */
  @Override
  public String toString() {
    return "Password[version=" + version + "]";
  }
}
