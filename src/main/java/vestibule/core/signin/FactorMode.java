package vestibule.core.signin;

/** What a door does with a person who has a second factor. */
public enum FactorMode {
  /** It hands out a ticket, which an answer completes. */
  ASK,
  /** It lets nobody in, in its words for a wrong password. */
  REFUSE,
  /** It takes a one-time code in a field of its own beside the password. */
  OTP,
  /** It lets in by the password alone. */
  PASS
}
