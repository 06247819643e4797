package vestibule.client;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashSet;
import java.util.Set;

/**
 * Verifies access tokens of {@code /v1} by the server's published keys: signature (ES256 alone),
 * type, use, issuer, times. Used by many threads; make one, and keep it, as it keeps the keys.
 *
 * <p>Keys are read again after five minutes, and once for a token that names an unknown one, though
 * not more than twice in a minute, and as seldom where they cannot be read. Such a token is good
 * until it runs out, also where its session has ended since: {@link VestibuleClient#whoami} knows
 * that at once.
 */
public final class AccessTokenVerifier {

  private static final String KEYS = "/.well-known/jwks.json";
  private static final int LONGEST = 8 * 1024;
  private static final Duration KEPT = Duration.ofMinutes(5);
  private static final Duration READING = Duration.ofSeconds(15);
  private static final Duration BETWEEN_READINGS = Duration.ofMinutes(1);

  private final Transport transport;
  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

  /** Whether the last reading of the keys has failed. */
  private volatile boolean unread;

  AccessTokenVerifier(String issuer, Transport transport, InstantSource clock) {
    this.transport = transport;
    // The library's own constant for this takes tokens without a type too.
    processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT));
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, keys()));
    processor.setJWTClaimsSetVerifier(new Claims(issuer, clock));
  }

  /**
   * The claims of a token.
   *
   * @throws TokenRejectedException when it is none of the server's, or too old
   * @throws UnreachableException when the keys cannot be read
   */
  public VerifiedToken verify(String token) {
    if (token.length() > LONGEST) {
      throw new TokenRejectedException("the token is too long");
    }
    try {
      return verified(processor.process(token, null));
    } catch (ParseException e) {
      throw new TokenRejectedException("the token cannot be read", e);
    } catch (BadJOSEException e) {
      throw new TokenRejectedException("the token is not good: " + e.getMessage(), e);
    } catch (KeySourceException e) {
      if (e instanceof RateLimitReachedException && !unread) {
        throw new TokenRejectedException("the token names an unknown key", e);
      }
      throw new UnreachableException("the keys of " + transport.server() + " cannot be read", e);
    } catch (JOSEException e) {
      throw new TokenRejectedException("the token cannot be verified", e);
    }
  }

  private static VerifiedToken verified(JWTClaimsSet claims) {
    return new VerifiedToken(
        claims.getSubject(),
        claims.getJWTID(),
        claims.getIssueTime().toInstant(),
        claims.getExpirationTime().toInstant(),
        claims.getClaims());
  }

  private JWKSource<SecurityContext> keys() {
    return JWKSourceBuilder.create(url(transport.server() + KEYS), this::read)
        .cache(KEPT.toMillis(), READING.toMillis())
        .refreshAheadCache(false)
        .rateLimited(BETWEEN_READINGS.toMillis())
        .build();
  }

  private static URL url(String text) {
    try {
      return URI.create(text).toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private Resource read(URL url) throws IOException {
    try {
      String keys = transport.ask(Call.get(KEYS)).text();
      JWKSet.parse(keys);
      unread = false;
      return new Resource(keys, "application/jwk-set+json");
    } catch (VestibuleException | ParseException e) {
      unread = true;
      throw new IOException(e.getMessage(), e);
    }
  }

  /** What must stand in a token of ours. */
  private static final class Claims extends DefaultJWTClaimsVerifier<SecurityContext> {

    private static final Duration AHEAD = Duration.ofSeconds(60);

    private final InstantSource clock;

    Claims(String issuer, InstantSource clock) {
      super(
          audiences(issuer),
          new JWTClaimsSet.Builder().issuer(issuer).claim("token_use", "access").build(),
          Set.of("sub", "jti", "iat", "exp"),
          Set.of());
      this.clock = clock;
      setMaxClockSkew(0);
    }

    /** Tokens name no audience; one that names another than the server is for somebody else. */
    private static Set<String> audiences(String issuer) {
      Set<String> accepted = new HashSet<>();
      accepted.add(issuer);
      // Stands for a token without an audience.
      accepted.add(null);
      return accepted;
    }

    @Override
    public void verify(JWTClaimsSet claims, SecurityContext context) throws BadJWTException {
      super.verify(claims, context);
      if (claims.getIssueTime().toInstant().isAfter(clock.instant().plus(AHEAD))) {
        throw new BadJWTException("the token was made in the future");
      }
    }

    @Override
    protected Date currentTime() {
      return Date.from(clock.instant());
    }
  }
}
