package vestibule.core.token;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import vestibule.core.model.Session;

/**
 * A refresh token, and the access tokens that it makes, each with the time at which the refresh
 * token was issued (docs/contracts C.0). Refreshing writes nothing and does not rotate.
 */
public final class TokenPairs implements BearerReader {

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

  /** What a refresh token is worth. */
  public TokenOutcome readRefresh(String token) {
    return tokens.read(token, TokenFormat.Kind.REFRESH);
  }
}
