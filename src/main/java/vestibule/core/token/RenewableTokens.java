package vestibule.core.token;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import vestibule.core.model.Session;
import vestibule.core.model.Visit;
import vestibule.core.secret.Digests;

/**
 * JWTs that are short-lived and renewed while they are used, with a CSRF value that stays the same
 * for the whole session, so that parallel renewals break no request in flight (docs/contracts A.0).
 */
public final class RenewableTokens implements BearerReader {

  private final SignedTokens tokens;
  private final Supplier<byte[]> csrfKey;
  private final Times times;
  private final InstantSource clock;

  /**
   * Tokens of one family of keys.
   *
   * @param csrfKey the key of the CSRF values, which stays when the signing key is another
   */
  public RenewableTokens(
      SignedTokens tokens, Supplier<byte[]> csrfKey, Times times, InstantSource clock) {
    this.tokens = tokens;
    this.csrfKey = csrfKey;
    this.times = times;
    this.clock = clock;
  }

  /**
   * The life of a token and how close to its end it is renewed.
   *
   * @param life of a token whose log-in did not ask to be remembered; {@code renewal} belongs to it
   * @param remembered the life of one that did; it is renewed in the same share of its life
   */
  public record Times(Duration life, Duration renewal, Duration remembered) {

    /** The longest life of a token: its key verifies for so long after its last signature. */
    public Duration longest() {
      return life.compareTo(remembered) < 0 ? remembered : life;
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

  /** What a session begins with. */
  public Session.Terms terms(boolean remember) {
    Duration life = remember ? times.remembered() : times.life();
    return new Session.Terms(OptionalInt.of(Math.toIntExact(life.toSeconds())), remember, life);
  }

  /** A new token of a session, with the life that its log-in asked for. */
  public Issued issue(Session session) {
    long now = clock.instant().getEpochSecond();
    // A log-in under other settings may have asked for more than keys are kept for.
    long life = Math.min(session.terms().tokenLife().orElseThrow(), times.longest().toSeconds());
    String csrf = csrf(session);
    String token =
        tokens.sign(
            TokenFormat.Kind.ACCESS,
            session,
            new TokenFormat.Times(now, now, now + life),
            Optional.of(csrf));
    Optional<Duration> maxAge =
        session.terms().remembered() ? Optional.of(Duration.ofSeconds(life)) : Optional.empty();
    return new Issued(token, csrf, maxAge);
  }

  /** The CSRF value of a session's tokens. */
  private String csrf(Session session) {
    return Digests.hmacUuid(csrfKey.get(), "csrf " + session.id()).toString();
  }

  /** Whether a token is so close to its end that it should be renewed. */
  public boolean isNearEnd(TokenOutcome.Accepted token) {
    double share = (double) times.renewal().toSeconds() / times.life().toSeconds();
    Duration life = Duration.between(token.issued(), token.expires());
    Duration left = Duration.between(clock.instant(), token.expires());
    return left.toMillis() < life.toMillis() * share;
  }

  /**
   * What a page shows beside a cookie that holds a token. One of an installation before may have
   * none, and is then good for nothing that asks for it.
   */
  public Optional<String> csrf(TokenOutcome.Accepted token) {
    return token
        .origin()
        .map(FormerTokens.Origin::csrf)
        .orElseGet(() -> Optional.of(csrf(token.session())));
  }

  @Override
  public TokenOutcome read(String token) {
    return tokens.read(token, TokenFormat.Kind.ACCESS);
  }

  @Override
  public boolean remembers(Digests.Fingerprint token) {
    return tokens.remembers(token);
  }

  /** Its session is one of ours, as the token is renewed to ours where it lies in a cookie. */
  @Override
  public TokenOutcome admit(String token, Visit visit) {
    return tokens.admit(token, new FormerTokens.Use(TokenFormat.Kind.ACCESS, terms(false), visit));
  }
}
