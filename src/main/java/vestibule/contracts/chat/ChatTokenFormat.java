package vestibule.contracts.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import vestibule.core.token.JwtCodec;
import vestibule.core.token.TokenFormat;

/**
 * The claims of document C's tokens, as djangorestframework-simplejwt writes them: the account as a
 * number (document C, sample tokens).
 */
public final class ChatTokenFormat implements TokenFormat {

  private static final String ACCESS = "access";
  private static final String REFRESH = "refresh";

  @Override
  public byte[] written(Content content) {
    // A pattern would take longer than the signature.
    String claims =
        "{\"token_type\":\""
            + (content.kind() == Kind.REFRESH ? REFRESH : ACCESS)
            + "\",\"exp\":"
            + content.times().expires()
            + ",\"iat\":"
            + content.times().issued()
            + ",\"jti\":\""
            + content.id()
            + "\",\"user_id\":"
            + content.account()
            + "}";
    return claims.getBytes(UTF_8);
  }

  @Override
  public Optional<Content> read(JwtCodec.Claims claims) {
    Optional<Kind> kind =
        switch (claims.text("token_type").orElse("")) {
          case ACCESS -> Optional.of(Kind.ACCESS);
          case REFRESH -> Optional.of(Kind.REFRESH);
          default -> Optional.empty();
        };
    return TokenFormat.content(claims, kind, claims.number("user_id"), Optional.empty());
  }
}
