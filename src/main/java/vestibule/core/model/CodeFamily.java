package vestibule.core.model;

/**
 * The contracts that share codes: a code works only at the family that mailed it (docs/contracts
 * 0.9).
 */
public enum CodeFamily {
  /** A, B and E. */
  USER_ACCOUNT,
  /** C. */
  CHAT,
  /** D, which insists on the password. */
  KNOW_ME
}
