package vestibule.contracts.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.OptionalLong;
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
    OptionalLong account = claims.number("user_id");
    Optional<String> id = claims.text("jti");
    OptionalLong issued = claims.number("iat");
    OptionalLong expires = claims.number("exp");
    String type = claims.text("token_type").orElse("");
    boolean whole =
        account.isPresent() && id.isPresent() && issued.isPresent() && expires.isPresent();
    if (!whole || !type.equals(ACCESS) && !type.equals(REFRESH)) {
      return Optional.empty();
    }
    return Optional.of(
        new Content(
            type.equals(REFRESH) ? Kind.REFRESH : Kind.ACCESS,
            id.get(),
            account.getAsLong(),
            new Times(issued.getAsLong(), issued.getAsLong(), expires.getAsLong()),
            Optional.empty()));
  }
}
