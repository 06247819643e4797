package vestibule.mail;

import java.util.Set;
import vestibule.mail.Transport.Outcome;

/**
 * A reply of a mail server that is not a good one.
 *
 * @param code 400 to 599 (RFC 5321 4.2)
 */
record SmtpReply(int code, String text) {

  private static final int CLOSING = 421;

  /**
   * The server wants another sign-in or encryption first (RFC 4954 6, RFC 3207 4): that is no
   * mail's fault, and no mail shall die of it.
   */
  private static final Set<Integer> AUTHENTICATION = Set.of(530, 534, 535, 538);

  /** Whether the server ended the connection with it. */
  boolean isGoodbye() {
    return code == CLOSING;
  }

  Outcome outcome(Recipient to) {
    String reason = Reason.of(text, to);
    if (isGoodbye() || AUTHENTICATION.contains(code)) {
      return new Outcome.Unreachable(reason);
    }
    return code < 500 ? new Outcome.Refused(reason) : new Outcome.Rejected(reason);
  }
}
