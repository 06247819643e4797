package vestibule.core.secret;

/** The encryption of small secrets, signing keys above all, under the server's master key. */
public interface Sealing {

  /**
   * Encrypts a secret and binds it to its name.
   *
   * @param name what the secret is, e.g. {@code signing-key/tokens}: {@link #open} wants the same
   * @param secret at most 64 KiB
   * @return other bytes at each call, also for the same secret
   */
  byte[] seal(String name, byte[] secret);

  /**
   * Decrypts what {@link #seal} made.
   *
   * @throws CannotOpen if the bytes were sealed with another master key or under another name, or
   *     are damaged: which of these it is cannot be told
   */
  byte[] open(String name, byte[] sealed);

  /** Tells which master key this is, without giving it away: 64 hex digits. */
  String mark();

  /**
   * Uses the master key of that mark from now on, where the machine has it.
   *
   * @return false when it has none of that mark; then all stays as it is
   */
  boolean turnTo(String mark);

  /** A key of 32 bytes for one use, made of the master key. */
  byte[] derived(String use);

  /** The refusal to open: the wrong master key, the wrong name, or damaged bytes. */
  final class CannotOpen extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CannotOpen(String message) {
      super(message);
    }
  }
}
