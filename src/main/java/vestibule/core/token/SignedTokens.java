package vestibule.core.token;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import vestibule.core.cache.Remembered;
import vestibule.core.model.Session;
import vestibule.core.refusal.TokenFlaw;
import vestibule.core.refusal.TokenRefusal;
import vestibule.core.secret.Digests;
import vestibule.core.token.TokenAuthenticator.VerifiedToken;

/**
 * JWTs of one format under the keys of one family, each a session's: signed here, verified once,
 * and judged each time by what their sessions are now.
 */
public final class SignedTokens {

  private static final long FUTURE_LEEWAY = 60;
  private static final int MOST_REMEMBERED = 200_000;

  private final TokenKeys keys;
  private final TokenFormat format;
  private final TokenAuthenticator authenticator;
  private final FormerTokens former;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Remembered<Digests.Fingerprint, VerifiedToken> verified =
      new Remembered<>(MOST_REMEMBERED);

  /**
   * Tokens of a family.
   *
   * @param former the tokens that were taken in their place before
   */
  public SignedTokens(
      TokenKeys keys,
      TokenFormat format,
      TokenAuthenticator authenticator,
      FormerTokens former,
      InstantSource clock,
      RandomGenerator random) {
    this.keys = keys;
    this.format = format;
    this.authenticator = authenticator;
    this.former = former;
    this.clock = clock;
    this.random = random;
  }

  /** A new token of a session. */
  String sign(
      TokenFormat.Kind kind, Session session, TokenFormat.Times times, Optional<String> csrf) {
    return sign(kind, session, random.nextLong(), times, csrf);
  }

  /** The same token of a session each time, but for what its signature makes of it. */
  String sign(
      TokenFormat.Kind kind,
      Session session,
      long mark,
      TokenFormat.Times times,
      Optional<String> csrf) {
    String id = TokenIds.of(session.id(), mark);
    return keys.sign(
        format.written(new TokenFormat.Content(kind, id, session.account(), times, csrf)));
  }

  /** Whether a token was found genuine before. */
  boolean remembers(Digests.Fingerprint token) {
    return verified.get(token).isPresent();
  }

  /** What a token is worth where one of that kind is wanted; any text is allowed. */
  TokenOutcome read(String token, TokenFormat.Kind wanted) {
    Instant now = clock.instant();
    Digests.Fingerprint fingerprint = Digests.fingerprint(token);
    Optional<VerifiedToken> known = verified.get(fingerprint);
    if (known.isPresent() && known.get().isInForce(keys, now)) {
      return authenticated(known.get(), wanted, now);
    }
    TokenKeys.Judged judged = keys.verify(token);
    return switch (judged.verification()) {
      case JwtCodec.Damaged(TokenFlaw flaw) -> TokenOutcome.damaged(flaw);
      case JwtCodec.Verified(JwtCodec.Claims claims) ->
          format
              .read(claims)
              .map(
                  content ->
                      authenticated(new Proved(fingerprint, judged.by()), content, wanted, now))
              .orElseGet(() -> TokenOutcome.damaged(TokenFlaw.CLAIM_MISSING));
    };
  }

  /**
   * What a token is worth that {@link #read} has found foreign. From its second use on it is known
   * there.
   */
  TokenOutcome admit(String token, FormerTokens.Use use) {
    Instant now = clock.instant();
    return switch (former.find(token, use)) {
      case FormerTokens.NotTheirs() -> TokenOutcome.damaged(TokenFlaw.NOT_SIGNED);
      case FormerTokens.Worthless(TokenRefusal why) -> new TokenOutcome.Refused(why);
      case FormerTokens.Known known -> {
        VerifiedToken genuine = new VerifiedToken(known);
        verified.put(Digests.fingerprint(token), genuine);
        yield authenticated(genuine, use.wanted(), now);
      }
    };
  }

  /** A token whose signature is good. */
  private record Proved(Digests.Fingerprint fingerprint, Optional<JwtCodec> by) {}

  private TokenOutcome authenticated(
      Proved proved, TokenFormat.Content content, TokenFormat.Kind wanted, Instant now) {
    OptionalLong session = TokenIds.session(content.id());
    if (session.isEmpty()) {
      return TokenOutcome.damaged(TokenFlaw.CLAIM_MISSING);
    }
    TokenFormat.Times times = content.times();
    if (Math.max(times.issued(), times.notBefore()) > now.getEpochSecond() + FUTURE_LEEWAY) {
      return TokenOutcome.damaged(TokenFlaw.NOT_YET_VALID);
    }
    VerifiedToken token =
        new VerifiedToken(
            content.kind(),
            content.account(),
            session.getAsLong(),
            times,
            proved.by(),
            TokenIds.mark(content.id()));
    verified.put(proved.fingerprint(), token);
    return authenticated(token, wanted, now);
  }

  private TokenOutcome authenticated(VerifiedToken token, TokenFormat.Kind wanted, Instant now) {
    if (token.isExpired(now)) {
      return new TokenOutcome.Refused(new TokenRefusal.Expired());
    }
    return token.kind() == wanted
        ? authenticator.authenticate(token, now)
        : new TokenOutcome.Refused(new TokenRefusal.WrongKind());
  }
}
