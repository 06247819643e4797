package vestibule.core.secret;

/**
 * What keys are made of the master key for. Others hold what was made with them, so that they are
 * kept as sealed secrets when the master key is changed.
 */
public enum Derived {
  /** The codes in the {@code Message-ID}s of mails. */
  MESSAGE_IDS("message ids"),
  /** The names of what limits count. */
  LIMITS("limits"),
  /** The marks of known devices. */
  DEVICES("devices"),
  /** The signatures of puzzles. */
  PUZZLES("puzzles"),
  /** What names that nobody has cost at log-in. */
  STAND_INS("stand-ins"),
  /** The proofs of refresh tokens. */
  REFRESH_TOKENS("refresh tokens"),
  /** What answers are sealed with that are kept for requests that come once more. */
  KEPT_ANSWERS("kept answers"),
  /** What the secrets of one-time codes are sealed with. */
  FACTORS("factors"),
  /** The signatures of what passkeys sign. */
  PASSKEYS("passkeys");

  private final String use;

  Derived(String use) {
    this.use = use;
  }

  /** What the key is derived for. */
  public String use() {
    return use;
  }

  /** The name under which it is kept. */
  public String kept() {
    return "derived/" + use;
  }
}
