package vestibule.contracts.former;

import java.util.List;
import java.util.Optional;
import vestibule.core.former.FormerFormat;
import vestibule.core.token.JwtCodec;
import vestibule.core.token.TokenFormat.Kind;

/**
 * PyJWT, which leaves all claims to the program: a token is an access token unless one of the
 * claims that programs use for it says otherwise.
 */
public final class BareTokens implements FormerFormat {

  private static final List<String> TYPES =
      List.of("type", "token_type", "token_use", "typ", "purpose");

  @Override
  public Optional<Kind> kind(JwtCodec.Claims claims) {
    List<Optional<Kind>> said =
        TYPES.stream()
            .filter(claims.values()::containsKey)
            .map(name -> FormerKinds.of(claims.text(name)))
            .distinct()
            .toList();
    return switch (said.size()) {
      case 0 -> Optional.of(Kind.ACCESS);
      case 1 -> said.getFirst();
      default -> Optional.empty();
    };
  }
}
