package vestibule.contracts.former;

import java.util.Optional;
import vestibule.core.former.FormerFormat;
import vestibule.core.token.JwtCodec;
import vestibule.core.token.TokenFormat.Kind;

/**
 * djangorestframework-simplejwt 5: {@code token_type} tells access from refresh tokens. A sliding
 * token is both, and so neither.
 */
public final class SimpleJwtTokens implements FormerFormat {

  @Override
  public Optional<Kind> kind(JwtCodec.Claims claims) {
    return FormerKinds.of(claims.text("token_type"));
  }
}
