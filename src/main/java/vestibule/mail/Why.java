package vestibule.mail;

/**
 * Why a mail did not leave.
 *
 * @param logged codes and our own words, for logs
 * @param shown with what the server said, for the operator who asks
 */
public record Why(String logged, String shown) {

  /** A reason that holds nothing that a server said. */
  static Why of(String words) {
    return new Why(words, words);
  }
}
