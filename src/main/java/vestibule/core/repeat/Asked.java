package vestibule.core.repeat;

/**
 * A request that may be sent once more.
 *
 * @param caller who sends it: others' keys are other keys
 * @param key what the caller calls the request by; free text from outside
 * @param content all that makes it this request and no other
 */
public record Asked(String caller, String key, byte[] content) {

  /** Hides the content, which may hold a password. */
  @Override
  public String toString() {
    return "Asked[]";
  }
}
