package vestibule.core.token;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import vestibule.core.model.Visit;
import vestibule.core.refusal.TokenFlaw;
import vestibule.core.refusal.TokenRefusal;
import vestibule.core.secret.Digests;

/** Judges a token of one contract; another contract that takes such tokens is handed one. */
@FunctionalInterface
public interface BearerReader {

  /** What the token is worth; any text is allowed. */
  TokenOutcome read(String token);

  /**
   * Whether it has found a token genuine before, so that of several readers it is the one to ask
   * first: another would look in vain whether its keys have signed it, which of a who-am-I took a
   * third.
   */
  default boolean remembers(Digests.Fingerprint token) {
    return false;
  }

  /**
   * What a token is worth that {@link #read} has found foreign. One of an installation before
   * begins a session by its first use.
   */
  default TokenOutcome admit(String token, Visit visit) {
    return TokenOutcome.damaged(TokenFlaw.NOT_SIGNED);
  }

  /**
   * What a token is worth to the first of some readers that knows it; empty where none does.
   *
   * @param judge asks one of them
   */
  static Optional<TokenOutcome> first(
      List<BearerReader> readers, Function<BearerReader, TokenOutcome> judge) {
    return readers.stream()
        .map(judge)
        .filter(read -> !(read instanceof TokenOutcome.Refused(TokenRefusal.Damaged _)))
        .findFirst();
  }
}
