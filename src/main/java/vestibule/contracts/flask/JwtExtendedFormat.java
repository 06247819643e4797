package vestibule.contracts.flask;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import vestibule.core.token.JwtCodec;
import vestibule.core.token.TokenFormat;

/**
 * The claims of A's and B's tokens, as flask-jwt-extended 4 writes them: the account as text, the
 * id in the shape of a UUID (docs/contracts A.0).
 */
public final class JwtExtendedFormat implements TokenFormat {

  @Override
  public byte[] written(Content content) {
    Times times = content.times();
    return String.format(
            Locale.ROOT,
            """
            {"fresh":false,"iat":%d,"jti":"%s","type":"access",\
            "sub":"%d","nbf":%d,"csrf":"%s","exp":%d}\
            """,
            times.issued(),
            dashed(content.id()),
            content.account(),
            times.notBefore(),
            content.csrf().orElseThrow(),
            times.expires())
        .getBytes(UTF_8);
  }

  @Override
  public Optional<Content> read(JwtCodec.Claims claims) {
    return TokenFormat.content(
        claims,
        claims.text("type").filter("access"::equals).map(_ -> Kind.ACCESS),
        claims.text("sub").map(JwtExtendedFormat::id).orElse(OptionalLong.empty()),
        claims.text("csrf"));
  }

  private static String dashed(String id) {
    return String.join(
        "-",
        id.substring(0, 8),
        id.substring(8, 12),
        id.substring(12, 16),
        id.substring(16, 20),
        id.substring(20));
  }

  private static OptionalLong id(String text) {
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException notOurs) {
      return OptionalLong.empty();
    }
  }
}
