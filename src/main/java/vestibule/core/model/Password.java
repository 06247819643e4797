package vestibule.core.model;

import java.util.Optional;

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

  /**
   * A foreign hash taken apart.
   *
   * @param key the name of the key without which it cannot be verified
   * @param whole whether the text is the other system's own, and nothing else is needed but the
   *     scheme or the key
   */
  public record Foreign(String scheme, Optional<String> key, boolean whole, String text) {

    private static final int FIELDS = 5;

    /** Takes a hash apart that {@link Password#isForeign} tells. */
    public static Foreign of(String hash) {
      String[] fields = hash.substring(FOREIGN.length()).split(" ", FIELDS);
      boolean whole = fields.length == FIELDS && isNone(fields[2]) && isNone(fields[3]);
      Optional<String> key =
          Optional.of(fields).filter(all -> all.length > 1 && !isNone(all[1])).map(all -> all[1]);
      return new Foreign(fields[0], key, whole, fields[fields.length - 1]);
    }

    private static boolean isNone(String field) {
      return field.equals(NO_KEY);
    }

    /** Hides the hash. */
    @Override
    public String toString() {
      return "Foreign[scheme=" + scheme + "]";
    }
  }

  /** Hides the hash. */
  @Override
  public String toString() {
    return "Password[version=" + version + "]";
  }
}
