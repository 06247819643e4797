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

  /** Stands in a foreign hash for the name of a key where it needs none. */
  public static final String NO_KEY = "-";

  /** Whether another system made the hash, which ours replaces at the first log-in. */
  public boolean isForeign() {
    return isForeign(hash);
  }

  /** The same of a hash alone. */
  public static boolean isForeign(String hash) {
    return hash.startsWith(FOREIGN);
  }

  /**
   * What a foreign hash needs to be verified: its scheme and, behind a blank, the name of its key
   * or a minus.
   */
  public static String form(String foreign) {
    String[] fields = foreign.substring(FOREIGN.length()).split(" ", 3);
    return fields.length < 2 ? fields[0] : fields[0] + " " + fields[1];
  }

  /** Hides the hash. */
  @Override
  public String toString() {
    return "Password[version=" + version + "]";
  }
}
