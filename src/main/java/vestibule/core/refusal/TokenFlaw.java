package vestibule.core.refusal;

/** What is wrong with a token or key that is none of ours, or was changed. */
public enum TokenFlaw {
  /** Longer than any of ours, so that nothing of it was looked at. */
  TOO_LONG,
  /** Not what the key signs: it has other parts than a token, or another signature. */
  NOT_SIGNED,
  /** Signed, under a header that does not say how tokens of ours are signed. */
  HEADER,
  /** Signed, but its payload is no JSON object. */
  PAYLOAD,
  /** Signed, but it lacks a claim, or has one that is never written. */
  CLAIM_MISSING,
  /** Signed, but its time has not come. */
  NOT_YET_VALID,
  /** No session of the door has it. */
  UNKNOWN
}
