package vestibule.moving;

/** Which addresses count as proven. */
public enum Addresses {
  VERIFIED,
  UNVERIFIED,
  /** As the source says of each. */
  SOURCE;

  boolean isVerified(boolean there) {
    return switch (this) {
      case VERIFIED -> true;
      case UNVERIFIED -> false;
      case SOURCE -> there;
    };
  }
}
