package vestibule.contracts.knowme;

import java.util.List;
import java.util.Locale;
import vestibule.contracts.RejectedException;
import vestibule.contracts.Visits;
import vestibule.contracts.django.DrfContract;
import vestibule.core.model.Door;
import vestibule.core.model.Visit;
import vestibule.core.refusal.TokenFlaw;
import vestibule.core.refusal.TokenRefusal;
import vestibule.core.token.BearerReader;
import vestibule.core.token.Caller;
import vestibule.core.token.OpaqueTokens;
import vestibule.core.token.TokenOutcome;
import vestibule.http.Request;

/**
 * Finds out who calls document D, by the Authorization header alone: a key of its own, or a token
 * of another document.
 */
final class KnowMeCaller {

  private static final String TOKEN = "token";
  private static final String BEARER = "bearer";

  private final Door door;
  private final OpaqueTokens keys;
  private final List<BearerReader> readers;

  KnowMeCaller(Door door, OpaqueTokens keys, List<BearerReader> readers) {
    this.door = door;
    this.keys = keys;
    this.readers = List.copyOf(readers);
  }

  /**
   * Who calls, where somebody must.
   *
   * @throws RejectedException with the 403 of docs/contracts D.0 for everybody who is not known
   */
  Caller.Known known(Request request) {
    return switch (presented(request)) {
      case Caller.Known known when isLetIn(known) -> known;
      case Caller.Known _ -> throw new RejectedException(KnowMeErrors.UNVERIFIED);
      case Caller.Anonymous() -> throw new RejectedException(KnowMeErrors.NOT_PROVIDED);
    };
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
    if (presented(request) instanceof Caller.Known known && isLetIn(known)) {
      throw new RejectedException(KnowMeErrors.SIGNED_IN);
    }
    return Visits.of(request, door);
  }

  /** A key was given for a confirmed address; other documents let people in before. */
  private boolean isLetIn(Caller.Known known) {
    return known.session().door().equals(door.name()) || known.person().hasVerifiedAddress();
  }

  private Caller presented(Request request) {
    List<String> parts = DrfContract.authorization(request);
    String scheme = parts.isEmpty() ? "" : parts.getFirst().toLowerCase(Locale.ROOT);
    if (!scheme.equals(TOKEN) && !scheme.equals(BEARER)) {
      return new Caller.Anonymous();
    }
    if (parts.size() == 1) {
      throw new RejectedException(KnowMeErrors.NO_KEY);
    }
    if (parts.size() > 2) {
      throw new RejectedException(KnowMeErrors.KEY_WITH_BLANKS);
    }
    TokenOutcome presented =
        scheme.equals(TOKEN) ? keys.read(parts.getLast(), door) : bearer(parts.getLast());
    return switch (presented) {
      case TokenOutcome.Accepted token -> new Caller.Known(token);
      case TokenOutcome.Refused(TokenRefusal token) ->
          throw new RejectedException(KnowMeErrors.refused(token));
    };
  }

  /** Each document signs with a key of its own, so at most one of them knows the token. */
  private TokenOutcome bearer(String token) {
    TokenOutcome last = new TokenOutcome.Refused(new TokenRefusal.Damaged(TokenFlaw.UNKNOWN));
    for (BearerReader reader : readers) {
      last = reader.read(token);
      if (!(last instanceof TokenOutcome.Refused(TokenRefusal.Damaged _))) {
        return last;
      }
    }
    return last;
  }
}
