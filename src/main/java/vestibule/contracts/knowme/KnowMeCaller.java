package vestibule.contracts.knowme;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vestibule.contracts.RejectedException;
import vestibule.contracts.Visits;
import vestibule.contracts.django.DrfContract;
import vestibule.core.model.Door;
import vestibule.core.model.Visit;
import vestibule.core.refusal.TokenFlaw;
import vestibule.core.refusal.TokenRefusal;
import vestibule.core.signin.SignIn;
import vestibule.core.token.BearerReader;
import vestibule.core.token.OpaqueTokens;
import vestibule.core.token.TokenOutcome;
import vestibule.core.token.TokenOutcome.Accepted;
import vestibule.http.Request;

/**
 * Finds out who calls document D, by the Authorization header alone: a key of its own, or a token
 * of another document.
 *
 * @param readers judge the tokens of other documents
 */
record KnowMeCaller(Door door, OpaqueTokens keys, List<BearerReader> readers, SignIn signIn) {

  private static final String TOKEN = "token";
  private static final String BEARER = "bearer";

  /**
   * Who calls, where somebody must.
   *
   * @throws RejectedException with the 403 of docs/contracts D.0 for everybody who is not known
   */
  Accepted known(Request request) {
    Accepted known =
        presented(request).orElseThrow(() -> new RejectedException(KnowMeErrors.NOT_PROVIDED));
    if (!isLetIn(known)) {
      throw new RejectedException(KnowMeErrors.UNVERIFIED);
    }
    return known;
  }

  /** The visit of a caller, where anybody may call; a key that is worth nothing is refused. */
  Visit anybody(Request request) {
    presented(request);
    return Visits.of(request, door);
  }

  /**
   * The same where nobody may call who is known. People who hold another document's token and have
   * yet to confirm an address are strangers, as they are on their way to do so.
   */
  Visit stranger(Request request) {
    if (presented(request).filter(this::isLetIn).isPresent()) {
      throw new RejectedException(KnowMeErrors.SIGNED_IN);
    }
    return Visits.of(request, door);
  }

  /** A key was given for a confirmed address; other documents let people in before. */
  private boolean isLetIn(Accepted known) {
    return known.session().door().equals(door.name()) || known.person().hasVerifiedAddress();
  }

  private Optional<Accepted> presented(Request request) {
    List<String> parts = DrfContract.authorization(request);
    String scheme = parts.isEmpty() ? "" : parts.getFirst().toLowerCase(Locale.ROOT);
    if (!scheme.equals(TOKEN) && !scheme.equals(BEARER)) {
      return Optional.empty();
    }
    if (parts.size() == 1) {
      throw new RejectedException(KnowMeErrors.NO_KEY);
    }
    if (parts.size() > 2) {
      throw new RejectedException(KnowMeErrors.KEY_WITH_BLANKS);
    }
    TokenOutcome presented =
        scheme.equals(TOKEN) ? keys.read(parts.getLast(), door) : bearer(request, parts.getLast());
    return switch (presented) {
      case Accepted token -> Optional.of(token);
      case TokenOutcome.Refused(TokenRefusal token) -> {
        signIn.tokenRefused(Visits.of(request, door), token);
        throw new RejectedException(KnowMeErrors.refused(token));
      }
    };
  }

  /** Each document signs with a key of its own, so at most one of them knows the token. */
  private TokenOutcome bearer(Request request, String token) {
    return BearerReader.first(readers, reader -> reader.read(token))
        .or(
            () ->
                BearerReader.first(
                    readers, reader -> reader.admit(token, Visits.of(request, door))))
        .orElseGet(() -> TokenOutcome.damaged(TokenFlaw.UNKNOWN));
  }
}
