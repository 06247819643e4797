package vestibule.core.former;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import vestibule.core.refusal.TokenFlaw;
import vestibule.core.refusal.TokenRefusal;
import vestibule.core.token.JwtCodec;
import vestibule.core.token.TokenFormat;

/**
 * An installation before.
 *
 * @param source the name under which its people came in
 * @param codec verifies by its one key and the one algorithm of that
 */
public record Installation(
    String source, JwtCodec codec, FormerFormat format, Conditions conditions) {

  /**
   * The longest life of a token. One that lives longer was not made for a person who signs in now
   * and then.
   */
  public static final Duration LONGEST_LIFE = Duration.ofDays(366);

  /** As long as it may be kept: whole numbers, UUIDs, names and addresses are shorter. */
  private static final int LONGEST_ID = 255;

  private static final long FUTURE_LEEWAY = 60;
  private static final long LAST_SECOND = 253_402_300_799L;

  /**
   * What its tokens must say.
   *
   * @param claim holds the old id
   * @param audience one of those that a token is for; empty where it may name none
   * @param issuedBefore a token was made earlier
   * @param end from when on none is taken any more
   */
  public record Conditions(
      String claim, Optional<String> audience, Instant issuedBefore, Instant end) {}

  /** What a token says by itself. */
  sealed interface Judged {}

  /** It is none of this installation's. */
  record NotTheirs() implements Judged {}

  /** It is one, and worth nothing. */
  record Worthless(TokenRefusal why) implements Judged {}

  /** It is one, and is in time. */
  record Genuine(
      TokenFormat.Kind kind, String oldId, TokenFormat.Times times, Optional<String> csrf)
      implements Judged {}

  /** Judges a token by what it says; any text is allowed. */
  Judged judge(String token, TokenFormat.Kind wanted, Instant now) {
    return codec.verify(token) instanceof JwtCodec.Verified(JwtCodec.Claims claims)
        ? judged(claims, wanted, now)
        : new NotTheirs();
  }

  private Judged judged(JwtCodec.Claims claims, TokenFormat.Kind wanted, Instant now) {
    Optional<TokenFormat.Kind> kind = format.kind(claims);
    Optional<String> oldId = oldId(claims);
    OptionalLong issued = time(claims, "iat");
    OptionalLong expires = time(claims, "exp");
    if (kind.isEmpty() || oldId.isEmpty() || issued.isEmpty() || expires.isEmpty()) {
      return damaged(TokenFlaw.CLAIM_MISSING);
    }
    long notBefore = time(claims, "nbf").orElse(issued.getAsLong());
    TokenFormat.Times times =
        new TokenFormat.Times(issued.getAsLong(), notBefore, expires.getAsLong());
    if (!isFor(claims.texts("aud"))) {
      return damaged(TokenFlaw.UNKNOWN);
    }
    return inTime(new Genuine(kind.get(), oldId.get(), times, claims.text("csrf")), wanted, now);
  }

  private Judged inTime(Genuine token, TokenFormat.Kind wanted, Instant now) {
    TokenFormat.Times times = token.times();
    long life = times.expires() - times.issued();
    if (times.issued() >= conditions.issuedBefore().getEpochSecond()
        || life <= 0
        || life > LONGEST_LIFE.toSeconds()) {
      return damaged(TokenFlaw.UNKNOWN);
    }
    if (Math.max(times.issued(), times.notBefore()) > now.getEpochSecond() + FUTURE_LEEWAY) {
      return damaged(TokenFlaw.NOT_YET_VALID);
    }
    long end = Math.min(times.expires(), conditions.end().getEpochSecond());
    if (now.getEpochSecond() >= end) {
      return new Worthless(new TokenRefusal.Expired());
    }
    return token.kind() == wanted
        ? new Genuine(
            token.kind(),
            token.oldId(),
            new TokenFormat.Times(times.issued(), times.notBefore(), end),
            token.csrf())
        : new Worthless(new TokenRefusal.WrongKind());
  }

  private boolean isFor(List<String> audiences) {
    return conditions.audience().map(audiences::contains).orElseGet(audiences::isEmpty);
  }

  private Optional<String> oldId(JwtCodec.Claims claims) {
    OptionalLong number = claims.number(conditions.claim());
    Optional<String> text =
        number.isPresent()
            ? Optional.of(Long.toString(number.getAsLong()))
            : claims.text(conditions.claim());
    return text.filter(id -> !id.isEmpty() && id.length() <= LONGEST_ID)
        .filter(id -> id.codePoints().noneMatch(Installation::isUnstorable));
  }

  private static boolean isUnstorable(int character) {
    return Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE;
  }

  /** Times that no calendar has are none. */
  private static OptionalLong time(JwtCodec.Claims claims, String name) {
    OptionalLong time = claims.seconds(name);
    return time.isPresent() && time.getAsLong() >= 0 && time.getAsLong() <= LAST_SECOND
        ? time
        : OptionalLong.empty();
  }

  private static Worthless damaged(TokenFlaw flaw) {
    return new Worthless(new TokenRefusal.Damaged(flaw));
  }
}
