package vestibule.core.refusal;

/** Why a token or key stands for nobody, or for nobody any more. */
public sealed interface TokenRefusal {

  /** It is none of ours, or was changed. */
  record Damaged(TokenFlaw flaw) implements TokenRefusal {}

  /** It was good once. */
  record Expired() implements TokenRefusal {}

  /**
   * It is ours, but for another use: a refresh token where an access token is wanted, or the other
   * way round.
   */
  record WrongKind() implements TokenRefusal {}

  /** Its session was ended. */
  record Ended() implements TokenRefusal {}

  /** Its account is disabled. */
  record Disabled(long account) implements TokenRefusal {}

  /** Its account does not exist any more. */
  record Gone(long account) implements TokenRefusal {}

  /**
   * An installation before has made it for somebody who is not here.
   *
   * @param oldId whom it is for, as it says itself
   */
  record Unknown(String oldId) implements TokenRefusal {}
}
