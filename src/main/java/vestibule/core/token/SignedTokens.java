package vestibule.core.token;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import vestibule.core.cache.Remembered;
import vestibule.core.refusal.TokenFlaw;
import vestibule.core.refusal.TokenRefusal;
import vestibule.core.secret.Digests;

/**
 * JWTs of one format under one key, each a session's: signed here, and judged by what was found out
 * about them once and by what their sessions are now.
 */
public final class SignedTokens {

  private static final long FUTURE_LEEWAY = 60;
  private static final int MOST_REMEMBERED = 200_000;

  private final JwtCodec codec;
  private final TokenFormat format;
  private final TokenAuthenticator judge;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Remembered<Digests.Fingerprint, TokenAuthenticator.Genuine> genuine =
      new Remembered<>(MOST_REMEMBERED);

  /** Tokens of a format, under the key of a codec. */
  public SignedTokens(
      JwtCodec codec,
      TokenFormat format,
      TokenAuthenticator judge,
      InstantSource clock,
      RandomGenerator random) {
    this.codec = codec;
    this.format = format;
    this.judge = judge;
    this.clock = clock;
    this.random = random;
  }

  /** A session, as a token names it. */
  record Holder(long account, long session) {}

  /** A new token. */
  String sign(
      TokenFormat.Kind kind, Holder holder, TokenFormat.Times times, Optional<String> csrf) {
    String id = TokenIds.next(holder.session(), random);
    return codec.sign(
        format.written(new TokenFormat.Content(kind, id, holder.account(), times, csrf)));
  }

  /** What a token is worth where one of that kind is wanted; any text is allowed. */
  TokenOutcome read(String token, TokenFormat.Kind wanted) {
    Instant now = clock.instant();
    Digests.Fingerprint fingerprint = Digests.fingerprint(token);
    Optional<TokenAuthenticator.Genuine> known = genuine.get(fingerprint);
    if (known.isPresent()) {
      return judged(known.get(), wanted, now);
    }
    return switch (codec.verify(token)) {
      case JwtCodec.Damaged(TokenFlaw flaw) -> refused(flaw);
      case JwtCodec.Verified verified ->
          format
              .read(verified.claims())
              .map(content -> judged(fingerprint, content, wanted, now))
              .orElseGet(() -> refused(TokenFlaw.CLAIM_MISSING));
    };
  }

  private TokenOutcome judged(
      Digests.Fingerprint fingerprint,
      TokenFormat.Content content,
      TokenFormat.Kind wanted,
      Instant now) {
    OptionalLong session = TokenIds.session(content.id());
    if (session.isEmpty()) {
      return refused(TokenFlaw.CLAIM_MISSING);
    }
    TokenFormat.Times times = content.times();
    if (Math.max(times.issued(), times.notBefore()) > now.getEpochSecond() + FUTURE_LEEWAY) {
      return refused(TokenFlaw.NOT_YET_VALID);
    }
    TokenAuthenticator.Genuine read =
        new TokenAuthenticator.Genuine(
            fingerprint,
            content.account(),
            session.getAsLong(),
            content.kind() == TokenFormat.Kind.REFRESH,
            times.issued(),
            times.expires());
    genuine.put(read, read);
    return judged(read, wanted, now);
  }

  private TokenOutcome judged(
      TokenAuthenticator.Genuine token, TokenFormat.Kind wanted, Instant now) {
    if (token.isExpired(now)) {
      return new TokenOutcome.Refused(new TokenRefusal.Expired());
    }
    return token.isRefresh() == (wanted == TokenFormat.Kind.REFRESH)
        ? judge.judge(token, now)
        : new TokenOutcome.Refused(new TokenRefusal.WrongKind());
  }

  private static TokenOutcome refused(TokenFlaw flaw) {
    return new TokenOutcome.Refused(new TokenRefusal.Damaged(flaw));
  }
}
