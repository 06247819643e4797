package vestibule.v1.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.OptionalLong;
import vestibule.core.token.JwtCodec;
import vestibule.core.token.TokenFormat;
import vestibule.core.token.TokenFormat.Kind;

/**
 * The claims of our own access tokens, by their registered names (RFC 7519, 4.1): who has made it,
 * for whom, when, and until when. It has no address and no right: these change while it lives.
 *
 * @param issuer the public URL
 */
public record AccessTokenFormat(String issuer) implements TokenFormat {

  private static final String USE = "access";

  @Override
  public byte[] written(Content content) {
    Times times = content.times();
    String claims =
        "{\"iss\":\""
            + issuer
            + "\",\"sub\":\""
            + content.account()
            + "\",\"jti\":\""
            + content.id()
            + "\",\"iat\":"
            + times.issued()
            + ",\"exp\":"
            + times.expires()
            + ",\"token_use\":\""
            + USE
            + "\"}";
    return claims.getBytes(UTF_8);
  }

  @Override
  public Optional<Content> read(JwtCodec.Claims claims) {
    return TokenFormat.content(
        claims,
        claims.text("token_use").filter(USE::equals).map(_ -> Kind.ACCESS),
        claims.text("sub").map(AccessTokenFormat::id).orElse(OptionalLong.empty()),
        Optional.empty());
  }

  private static OptionalLong id(String text) {
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException notOurs) {
      return OptionalLong.empty();
    }
  }
}
