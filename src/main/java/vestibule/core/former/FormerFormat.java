package vestibule.core.former;

import java.util.Optional;
import vestibule.core.token.JwtCodec;
import vestibule.core.token.TokenFormat;

/** How the tokens of a library that others use say what they are good for. */
@FunctionalInterface
public interface FormerFormat {

  /**
   * What a token is good for. Empty for one that is no person's, or for another use than to show
   * who asks.
   */
  Optional<TokenFormat.Kind> kind(JwtCodec.Claims claims);
}
