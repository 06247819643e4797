package vestibule.spring;

import java.time.Instant;
import java.util.Date;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import vestibule.client.AccessTokenVerifier;
import vestibule.client.TokenRejectedException;
import vestibule.client.UnreachableException;
import vestibule.client.VerifiedToken;

/**
 * Verifies access tokens of {@code /v1} by the server's published keys. An end of a session is
 * known only when its token runs out, and such a token tells no rights: where either matters, the
 * other checks are the ones to take.
 */
public final class VestibuleJwtDecoder implements JwtDecoder {

  private final AccessTokenVerifier verifier;

  /** Decodes what a verifier takes. */
  public VestibuleJwtDecoder(AccessTokenVerifier verifier) {
    this.verifier = verifier;
  }

  @Override
  public Jwt decode(String token) {
    try {
      return jwt(token, verifier.verify(token));
    } catch (TokenRejectedException e) {
      throw new BadJwtException(e.getMessage(), e);
    } catch (UnreachableException e) {
      throw new JwtException(e.getMessage(), e);
    }
  }

  private static Jwt jwt(String token, VerifiedToken verified) {
    Jwt.Builder jwt = Jwt.withTokenValue(token).header("alg", "ES256");
    verified.claims().forEach((name, value) -> jwt.claim(name, timely(value)));
    return jwt.build();
  }

  private static Object timely(Object value) {
    return value instanceof Date time ? Instant.ofEpochMilli(time.getTime()) : value;
  }
}
