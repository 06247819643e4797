package vestibule.core.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import vestibule.core.cache.Remembered;
import vestibule.core.model.Session;
import vestibule.core.refusal.TokenRefusal;
import vestibule.core.secret.Digests;

/**
 * The JWTs of document C: a refresh token, and the access tokens that it makes, each with the
 * refresh token's {@code iat} (docs/contracts C.0). Refreshing writes nothing and does not rotate.
 */
public final class TokenPairs implements BearerReader {

  private static final long FUTURE_LEEWAY = 60;
  private static final int MOST_REMEMBERED = 200_000;

  private final JwtCodec codec;
  private final TokenAuthenticator judge;
  private final Lives lives;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Remembered<Digests.Fingerprint, TokenAuthenticator.Genuine> genuine =
      new Remembered<>(MOST_REMEMBERED);

  /** Tokens under one key. */
  public TokenPairs(
      JwtCodec codec,
      TokenAuthenticator judge,
      Lives lives,
      InstantSource clock,
      RandomGenerator random) {
    this.codec = codec;
    this.judge = judge;
    this.lives = lives;
    this.clock = clock;
    this.random = random;
  }

  /** How long tokens live; the document has one day and ten days. */
  public record Lives(Duration access, Duration refresh) {}

  /** A refresh token and its first access token. */
  public record Pair(String refresh, String access) {

    /** Hides the tokens. */
    @Override
    public String toString() {
      return "Pair[]";
    }
  }

  /**
   * What a session begins with: it lives as long as an access token made by its refresh token at
   * the last moment.
   */
  public Session.Terms terms() {
    return new Session.Terms(
        OptionalInt.of(Math.toIntExact(lives.refresh().toSeconds())),
        false,
        lives.refresh().plus(lives.access()));
  }

  /** The tokens of a new session. */
  public Pair issue(Session session) {
    long now = clock.instant().getEpochSecond();
    String refresh =
        sign("refresh", now + lives.refresh().toSeconds(), now, session.id(), session.account());
    return new Pair(refresh, access(now, now, session.id(), session.account()));
  }

  /** A new access token for whoever holds a refresh token that was accepted. */
  public String refresh(TokenOutcome.Accepted refresh) {
    return access(
        clock.instant().getEpochSecond(),
        refresh.issued().getEpochSecond(),
        refresh.session().id(),
        refresh.session().account());
  }

  /** What an access token is worth. */
  @Override
  public TokenOutcome read(String token) {
    return read(token, false);
  }

  /** What a refresh token is worth. */
  public TokenOutcome readRefresh(String token) {
    return read(token, true);
  }

  private String access(long now, long issued, long session, long account) {
    return sign("access", now + lives.access().toSeconds(), issued, session, account);
  }

  private String sign(String type, long expires, long issued, long session, long account) {
    // A pattern would take longer than the signature.
    String claims =
        "{\"token_type\":\""
            + type
            + "\",\"exp\":"
            + expires
            + ",\"iat\":"
            + issued
            + ",\"jti\":\""
            + TokenIds.next(session, random)
            + "\",\"user_id\":"
            + account
            + "}";
    return codec.sign(claims.getBytes(UTF_8));
  }

  private TokenOutcome read(String token, boolean refresh) {
    Instant now = clock.instant();
    Digests.Fingerprint fingerprint = Digests.fingerprint(token);
    Optional<TokenAuthenticator.Genuine> known = genuine.get(fingerprint);
    if (known.isPresent()) {
      return judged(known.get(), refresh, now);
    }
    return switch (codec.verify(token)) {
      case JwtCodec.Damaged damaged ->
          new TokenOutcome.Refused(new TokenRefusal.Damaged(damaged.reason()));
      case JwtCodec.Verified verified ->
          genuine(fingerprint, verified.claims(), now)
              .map(
                  read -> {
                    genuine.put(read, read);
                    return judged(read, refresh, now);
                  })
              .orElseGet(
                  () -> new TokenOutcome.Refused(new TokenRefusal.Damaged("Token is invalid")));
    };
  }

  private static Optional<TokenAuthenticator.Genuine> genuine(
      Digests.Fingerprint fingerprint, JwtCodec.Claims claims, Instant now) {
    OptionalLong account = claims.number("user_id");
    OptionalLong session = claims.text("jti").map(TokenIds::session).orElse(OptionalLong.empty());
    OptionalLong issued = claims.number("iat");
    OptionalLong expires = claims.number("exp");
    Optional<String> type = claims.text("token_type");
    boolean whole =
        account.isPresent()
            && session.isPresent()
            && issued.isPresent()
            && expires.isPresent()
            && type.filter(t -> t.equals("access") || t.equals("refresh")).isPresent();
    if (!whole || issued.getAsLong() > now.getEpochSecond() + FUTURE_LEEWAY) {
      return Optional.empty();
    }
    return Optional.of(
        new TokenAuthenticator.Genuine(
            fingerprint,
            account.getAsLong(),
            session.getAsLong(),
            type.get().equals("refresh"),
            issued.getAsLong(),
            expires.getAsLong()));
  }

  private TokenOutcome judged(TokenAuthenticator.Genuine token, boolean refresh, Instant now) {
    if (token.isExpired(now)) {
      return new TokenOutcome.Refused(new TokenRefusal.Expired());
    }
    return token.isRefresh() == refresh
        ? judge.judge(token, now)
        : new TokenOutcome.Refused(new TokenRefusal.WrongKind());
  }
}
