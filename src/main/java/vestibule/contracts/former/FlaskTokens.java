package vestibule.contracts.former;

import java.util.Optional;
import vestibule.core.former.FormerFormat;
import vestibule.core.token.JwtCodec;
import vestibule.core.token.TokenFormat.Kind;

/**
 * Flask-JWT-Extended 3 and 4: {@code type} tells access from refresh tokens. The library takes one
 * without it for an access token, but writes none.
 */
public final class FlaskTokens implements FormerFormat {

  @Override
  public Optional<Kind> kind(JwtCodec.Claims claims) {
    return FormerKinds.of(claims.text("type"));
  }
}
