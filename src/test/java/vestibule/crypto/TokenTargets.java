package vestibule.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static vestibule.fuzz.Fuzzed.require;
import static vestibule.fuzz.Fuzzed.requireSame;
import static vestibule.fuzz.Fuzzed.wire;

import java.util.List;
import java.util.Optional;
import vestibule.contracts.chat.ChatTokenFormat;
import vestibule.contracts.flask.JwtExtendedFormat;
import vestibule.contracts.former.BareTokens;
import vestibule.contracts.former.FlaskTokens;
import vestibule.contracts.former.SimpleJwtTokens;
import vestibule.contracts.former.SupabaseTokens;
import vestibule.core.former.FormerFormat;
import vestibule.core.token.JwtCodec;
import vestibule.core.token.JwtCodec.Verified;
import vestibule.core.token.TokenFormat;
import vestibule.v1.session.AccessTokenFormat;

/** Tokens as text, and what signed ones claim. */
public final class TokenTargets {

  private static final Jwt OURS = new Jwt(new byte[32]);
  private static final JwtCodec THEIRS = Jwt.verifier("secret".getBytes(UTF_8));
  private static final List<TokenFormat> FORMATS =
      List.of(
          new JwtExtendedFormat(),
          new ChatTokenFormat(),
          new AccessTokenFormat("https://a.example"));
  private static final List<FormerFormat> FORMER =
      List.of(new BareTokens(), new FlaskTokens(), new SimpleJwtTokens(), new SupabaseTokens());

  private TokenTargets() {}

  /** A text is a token where its last part signs the rest, and then it alone is that token. */
  public static void tokens(byte[] input) {
    String text = wire(input);
    THEIRS.verify(text);
    if (OURS.verify(text) instanceof Verified) {
      require(!(OURS.verify(text + "=") instanceof Verified), "a token has one spelling", text);
      require(text.chars().filter(c -> c == '.').count() >= 2, "a token has three parts", text);
    }
    JwtText.bytes(text)
        .ifPresent(
            bytes -> requireSame(JwtText.segment(bytes), text, "a segment has one spelling"));
    JwtText.saysOnly("HS256", text);
    JwtText.read(text);
  }

  /** Whatever a token claims that we have signed, each door reads it or says that it is none. */
  public static void claims(byte[] input) {
    if (input.length > 4_000) {
      return;
    }
    JwtCodec.Verification read = OURS.verify(OURS.sign(input));
    if (!(read instanceof Verified(JwtCodec.Claims claims))) {
      return;
    }
    FORMER.forEach(format -> format.kind(claims));
    for (TokenFormat format : FORMATS) {
      format.read(claims).ifPresent(content -> requireWritten(format, content));
    }
  }

  private static void requireWritten(TokenFormat format, TokenFormat.Content content) {
    boolean ours =
        content.id().matches("[0-9a-f]{32}")
            && content.csrf().orElse("").matches("[0-9a-f-]*")
            && content.times().notBefore() == content.times().issued();
    if (ours) {
      Verified again = (Verified) OURS.verify(OURS.sign(format.written(content)));
      Optional<TokenFormat.Content> read = format.read(again.claims());
      requireSame(read.map(one -> one.id().replace("-", "")), Optional.of(content.id()), "its id");
      requireSame(read.map(TokenFormat.Content::times), Optional.of(content.times()), "its times");
      requireSame(read.map(TokenFormat.Content::account), Optional.of(content.account()), "whose");
    }
  }
}
