package vestibule.core.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import vestibule.core.cache.Remembered;
import vestibule.core.model.Session;
import vestibule.core.refusal.TokenRefusal;
import vestibule.core.secret.Digests;

/**
 * The JWTs of documents A and B: short-lived, renewed while they are used, with a CSRF value that
 * stays the same for the whole session, so that parallel renewals break no request in flight
 * (docs/contracts A.0).
 */
public final class RenewableTokens implements BearerReader {

  private static final long FUTURE_LEEWAY = 60;
  private static final int MOST_REMEMBERED = 200_000;

  private final JwtCodec codec;
  private final byte[] csrfKey;
  private final TokenAuthenticator judge;
  private final Times times;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Remembered<Digests.Fingerprint, TokenAuthenticator.Genuine> genuine =
      new Remembered<>(MOST_REMEMBERED);

  /**
   * Tokens under one key.
   *
   * @param csrfKey the key of the CSRF values, which is not the signing key
   */
  public RenewableTokens(
      JwtCodec codec,
      byte[] csrfKey,
      TokenAuthenticator judge,
      Times times,
      InstantSource clock,
      RandomGenerator random) {
    this.codec = codec;
    this.csrfKey = csrfKey.clone();
    this.judge = judge;
    this.times = times;
    this.clock = clock;
    this.random = random;
  }

  /**
   * The life of a token and how close to its end it is renewed.
   *
   * @param life of a token whose log-in did not ask to be remembered; {@code renewal} belongs to it
   * @param remembered the life of one that did; it is renewed in the same share of its life
   */
  public record Times(Duration life, Duration renewal, Duration remembered) {

    /** What a session begins with. */
    public Session.Terms terms(boolean remember) {
      Duration token = remember ? remembered : life;
      return new Session.Terms(OptionalInt.of(Math.toIntExact(token.toSeconds())), remember, token);
    }
  }

  /**
   * A token, its CSRF value, and how long a cookie should keep them; empty for as long as the
   * browser runs.
   */
  public record Issued(String token, String csrf, Optional<Duration> maxAge) {

    /** Hides the token. */
    @Override
    public String toString() {
      return "Issued[maxAge=" + maxAge + "]";
    }
  }

  /** A new token of a session, with the life that its log-in asked for. */
  public Issued issue(Session session) {
    long now = clock.instant().getEpochSecond();
    int life = session.terms().tokenLife().orElseThrow();
    String csrf = csrf(session);
    String claims =
        String.format(
            Locale.ROOT,
            """
            {"fresh":false,"iat":%d,"jti":"%s","type":"access",\
            "sub":"%d","nbf":%d,"csrf":"%s","exp":%d}\
            """,
            now,
            TokenIds.dashed(TokenIds.next(session.id(), random)),
            session.account(),
            now,
            csrf,
            now + life);
    Optional<Duration> maxAge =
        session.terms().remembered() ? Optional.of(Duration.ofSeconds(life)) : Optional.empty();
    return new Issued(codec.sign(claims.getBytes(UTF_8)), csrf, maxAge);
  }

  /** The CSRF value of a session's tokens. */
  public String csrf(Session session) {
    return Digests.hmacUuid(csrfKey, "csrf " + session.id()).toString();
  }

  /** Whether a token is so close to its end that it should be renewed. */
  public boolean isNearEnd(TokenOutcome.Accepted token) {
    double share = (double) times.renewal().toSeconds() / times.life().toSeconds();
    Duration life = Duration.between(token.issued(), token.expires());
    Duration left = Duration.between(clock.instant(), token.expires());
    return left.toMillis() < life.toMillis() * share;
  }

  @Override
  public TokenOutcome read(String token) {
    Instant now = clock.instant();
    Digests.Fingerprint fingerprint = Digests.fingerprint(token);
    Optional<TokenAuthenticator.Genuine> known = genuine.get(fingerprint);
    if (known.isPresent()) {
      return inTime(known.get(), now);
    }
    return switch (codec.verify(token)) {
      case JwtCodec.Damaged damaged ->
          new TokenOutcome.Refused(new TokenRefusal.Damaged(damaged.reason()));
      case JwtCodec.Verified verified -> judged(fingerprint, verified.claims(), now);
    };
  }

  private TokenOutcome judged(
      Digests.Fingerprint fingerprint, JwtCodec.Claims claims, Instant now) {
    OptionalLong account = claims.text("sub").map(RenewableTokens::id).orElse(OptionalLong.empty());
    OptionalLong session = claims.text("jti").map(TokenIds::session).orElse(OptionalLong.empty());
    OptionalLong issued = claims.number("iat");
    OptionalLong expires = claims.number("exp");
    boolean whole =
        account.isPresent() && session.isPresent() && issued.isPresent() && expires.isPresent();
    if (!whole || claims.text("type").filter("access"::equals).isEmpty()) {
      return new TokenOutcome.Refused(new TokenRefusal.Damaged("Missing claim"));
    }
    if (claims.number("nbf").orElse(0) > now.getEpochSecond() + FUTURE_LEEWAY
        || issued.getAsLong() > now.getEpochSecond() + FUTURE_LEEWAY) {
      return new TokenOutcome.Refused(new TokenRefusal.Damaged("The token is not yet valid (iat)"));
    }
    TokenAuthenticator.Genuine read =
        new TokenAuthenticator.Genuine(
            fingerprint,
            account.getAsLong(),
            session.getAsLong(),
            false,
            issued.getAsLong(),
            expires.getAsLong());
    genuine.put(read, read);
    return inTime(read, now);
  }

  private TokenOutcome inTime(TokenAuthenticator.Genuine token, Instant now) {
    return token.isExpired(now)
        ? new TokenOutcome.Refused(new TokenRefusal.Expired())
        : judge.judge(token, now);
  }

  private static OptionalLong id(String text) {
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException notOurs) {
      return OptionalLong.empty();
    }
  }
}
