package vestibule.contracts.former;

import java.util.Optional;
import vestibule.core.former.FormerFormat;
import vestibule.core.token.JwtCodec;
import vestibule.core.token.TokenFormat.Kind;

/**
 * Supabase Auth: an access token of a person has the {@code role} authenticated. The keys of a
 * project are tokens too, of other roles ({@code anon}, {@code service_role}), good for ten years
 * and in every front-end. A visitor who never signed up is {@code is_anonymous}.
 */
public final class SupabaseTokens implements FormerFormat {

  @Override
  public Optional<Kind> kind(JwtCodec.Claims claims) {
    boolean isPerson =
        claims.text("role").filter("authenticated"::equals).isPresent()
            && !Boolean.TRUE.equals(claims.values().get("is_anonymous"));
    return isPerson ? Optional.of(Kind.ACCESS) : Optional.empty();
  }
}
