package vestibule.core.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import vestibule.core.model.Session;
import vestibule.core.refusal.TokenFlaw;
import vestibule.core.secret.Digests;
import vestibule.core.token.TokenAuthenticator.VerifiedToken;

/**
 * Short-lived signed access tokens, and refresh tokens that work once and tell their holder
 * nothing. A refresh token is told from others by a mark and proved by a keyed hash; nothing of it
 * is kept before it is used, and the one that takes its place is made of it alone, so that every
 * node makes the same.
 */
public final class RotatingTokens implements BearerReader {

  /** Tells people who find one what it is. */
  private static final String PREFIX = "vr1_";

  private static final int FACTS = 3 * Long.BYTES;
  private static final int PROOF = 32;

  /** Which marks were used is known for longer than any of the session's tokens works. */
  private static final Duration AFTER_ITS_END = Duration.ofDays(1);

  private static final TokenFormat.Times NO_TIMES = new TokenFormat.Times(0, 0, 0);

  private final SignedTokens access;
  private final TokenAuthenticator authenticator;
  private final byte[] key;
  private final Lives lives;
  private final Source source;

  /**
   * Tokens of a server.
   *
   * @param key of the hashes that prove refresh tokens, and of nothing else
   */
  public RotatingTokens(
      SignedTokens access,
      TokenAuthenticator authenticator,
      byte[] key,
      Lives lives,
      Source source) {
    this.access = access;
    this.authenticator = authenticator;
    this.key = key.clone();
    this.lives = lives;
    this.source = source;
  }

  /** Where times and marks come from. */
  public record Source(InstantSource clock, RandomGenerator random) {}

  /**
   * How long what is handed out works.
   *
   * @param access of an access token
   * @param idle of a session that is not used
   */
  public record Lives(Duration access, Duration idle) {}

  /**
   * A refresh token and an access token.
   *
   * @param ends when the access token does
   */
  public record Pair(String refresh, String access, Instant ends) {

    /** Hides the tokens. */
    @Override
    public String toString() {
      return "Pair[ends=" + ends + "]";
    }
  }

  /** What a session begins with. */
  public Session.Terms terms() {
    return new Session.Terms(
        OptionalInt.of(Math.toIntExact(lives.access().toSeconds())), false, lives.idle());
  }

  /** The tokens of a new session. */
  public Pair issue(Session session) {
    return pair(
        session, source.random().nextLong(), source.random().nextLong(), source.clock().instant());
  }

  /** The mark of the refresh token that takes the place of one that was accepted. */
  public long next(TokenOutcome.Accepted refresh) {
    return mark("refresh", refresh);
  }

  /** How long it is to be known which refresh tokens were used. */
  public Duration known() {
    return lives.idle().plus(AFTER_ITS_END);
  }

  /**
   * The pair that takes the place of a refresh token; its signature alone is another each time.
   *
   * @param used when the token was used first
   */
  public Pair rotated(TokenOutcome.Accepted refresh, Instant used) {
    return pair(refresh.session(), next(refresh), mark("access", refresh), used);
  }

  private Pair pair(Session session, long refreshMark, long accessMark, Instant at) {
    long begin = at.getEpochSecond();
    long end = begin + lives.access().toSeconds();
    return new Pair(
        refresh(session.account(), session.id(), refreshMark),
        access.sign(
            TokenFormat.Kind.ACCESS,
            session,
            accessMark,
            new TokenFormat.Times(begin, begin, end),
            Optional.empty()),
        Instant.ofEpochSecond(end));
  }

  /** It need not be secret, as the proof is what nobody else can make. */
  private static long mark(String kind, TokenOutcome.Accepted refresh) {
    String facts = kind + " " + refresh.session().id() + " " + refresh.mark();
    return ByteBuffer.wrap(Digests.sha256(facts)).getLong();
  }

  private String refresh(long account, long session, long mark) {
    byte[] facts =
        ByteBuffer.allocate(FACTS).putLong(account).putLong(session).putLong(mark).array();
    byte[] whole = ByteBuffer.allocate(FACTS + PROOF).put(facts).put(proof(facts)).array();
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
  }

  private byte[] proof(byte[] facts) {
    return Digests.hmacSha256(key, facts);
  }

  /** What an access token is worth. */
  @Override
  public TokenOutcome read(String token) {
    return access.read(token, TokenFormat.Kind.ACCESS);
  }

  @Override
  public boolean remembers(Digests.Fingerprint token) {
    return access.remembers(token);
  }

  /** What a refresh token is worth; any text is allowed. */
  public TokenOutcome readRefresh(String token) {
    return proved(token)
        .map(facts -> authenticator.authenticate(facts, source.clock().instant()))
        .orElseGet(() -> TokenOutcome.damaged(TokenFlaw.UNKNOWN));
  }

  private Optional<VerifiedToken> proved(String token) {
    Optional<byte[]> whole = bytes(token);
    if (whole.isEmpty()) {
      return Optional.empty();
    }
    ByteBuffer buffer = ByteBuffer.wrap(whole.get());
    byte[] facts = new byte[FACTS];
    byte[] proof = new byte[PROOF];
    buffer.get(facts).get(proof);
    if (!MessageDigest.isEqual(proof, proof(facts))) {
      return Optional.empty();
    }
    buffer.rewind();
    return Optional.of(
        new VerifiedToken(
            TokenFormat.Kind.REFRESH,
            buffer.getLong(),
            buffer.getLong(),
            NO_TIMES,
            Optional.empty(),
            buffer.getLong()));
  }

  /** One text for each token: another spelling of the same bytes is none. */
  private static Optional<byte[]> bytes(String token) {
    if (!token.startsWith(PREFIX) || token.length() > 2 * (FACTS + PROOF)) {
      return Optional.empty();
    }
    try {
      byte[] whole =
          Base64.getUrlDecoder().decode(token.substring(PREFIX.length()).getBytes(UTF_8));
      String again = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
      return Optional.of(whole).filter(_ -> whole.length == FACTS + PROOF && again.equals(token));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
