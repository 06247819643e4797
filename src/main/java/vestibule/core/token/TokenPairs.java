package vestibule.core.token;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import vestibule.core.model.Session;
import vestibule.core.model.Visit;
import vestibule.core.secret.Digests;

/**
 * A refresh token, and the access tokens that it makes, each with the time at which the refresh
 * token was issued (docs/contracts C.0). Refreshing writes nothing; where it rotates, the new pair
 * is the same for all who use the old token.
 */
public final class TokenPairs implements BearerReader {

  private static final String REFRESH = "refresh";
  private static final String ACCESS = "access";

  private final SignedTokens tokens;
  private final Lives lives;
  private final InstantSource clock;

  public TokenPairs(SignedTokens tokens, Lives lives, InstantSource clock) {
    this.tokens = tokens;
    this.lives = lives;
    this.clock = clock;
  }

  /** How long tokens live. */
  public record Lives(Duration access, Duration refresh) {

    /** The longest life of a token: its key verifies for so long after its last signature. */
    public Duration longest() {
      return access.compareTo(refresh) < 0 ? refresh : access;
    }
  }

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
    TokenFormat.Times times = new TokenFormat.Times(now, now, now + lives.refresh().toSeconds());
    String refresh = tokens.sign(TokenFormat.Kind.REFRESH, session, times, Optional.empty());
    return new Pair(refresh, access(now, now, session));
  }

  /** A new access token by a refresh token that was accepted. */
  public String refresh(TokenOutcome.Accepted refresh) {
    return access(
        clock.instant().getEpochSecond(), refresh.issued().getEpochSecond(), refresh.session());
  }

  /** The mark of the refresh token that takes the place of one that was accepted. */
  public long next(TokenOutcome.Accepted refresh) {
    return mark(REFRESH, refresh);
  }

  /** How long a refresh token lives. */
  public Duration refreshLife() {
    return lives.refresh();
  }

  /**
   * The pair that takes the place of a refresh token: made of that token and this time alone, so
   * that every node makes the same.
   *
   * @param used when the token was used first
   */
  public Pair rotated(TokenOutcome.Accepted refresh, Instant used) {
    long at = used.getEpochSecond();
    Session session = refresh.session();
    return new Pair(
        tokens.sign(
            TokenFormat.Kind.REFRESH,
            session,
            next(refresh),
            new TokenFormat.Times(at, at, at + lives.refresh().toSeconds()),
            Optional.empty()),
        tokens.sign(
            TokenFormat.Kind.ACCESS,
            session,
            mark(ACCESS, refresh),
            new TokenFormat.Times(at, at, at + lives.access().toSeconds()),
            Optional.empty()));
  }

  /** It need not be secret, as the signature is what nobody else can make. */
  private static long mark(String kind, TokenOutcome.Accepted refresh) {
    String facts = kind + " " + refresh.session().id() + " " + refresh.mark();
    return ByteBuffer.wrap(Digests.sha256(facts)).getLong();
  }

  private String access(long now, long issued, Session session) {
    TokenFormat.Times times =
        new TokenFormat.Times(issued, issued, now + lives.access().toSeconds());
    return tokens.sign(TokenFormat.Kind.ACCESS, session, times, Optional.empty());
  }

  /** What an access token is worth. */
  @Override
  public TokenOutcome read(String token) {
    return tokens.read(token, TokenFormat.Kind.ACCESS);
  }

  @Override
  public boolean remembers(Digests.Fingerprint token) {
    return tokens.remembers(token);
  }

  /** Nothing makes it last longer: its session ends with it. */
  @Override
  public TokenOutcome admit(String token, Visit visit) {
    Session.Terms terms = new Session.Terms(terms().tokenLife(), false, Duration.ZERO);
    return tokens.admit(token, new FormerTokens.Use(TokenFormat.Kind.ACCESS, terms, visit));
  }

  /** What a refresh token is worth. */
  public TokenOutcome readRefresh(String token) {
    return tokens.read(token, TokenFormat.Kind.REFRESH);
  }

  /** What a refresh token is worth that {@link #readRefresh} has found foreign. */
  public TokenOutcome admitRefresh(String token, Visit visit) {
    return tokens.admit(token, new FormerTokens.Use(TokenFormat.Kind.REFRESH, terms(), visit));
  }
}
