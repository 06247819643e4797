package vestibule.core.model;

/**
 * The password of an account as it is kept.
 *
 * @param hash a PHC string
 * @param version grows with every change, so that a log-in that overlaps a change can tell
 */
public record Password(String hash, long version) {

  /** Hides the hash. */
  @Override
  public String toString() {
    return "Password[version=" + version + "]";
  }
}
