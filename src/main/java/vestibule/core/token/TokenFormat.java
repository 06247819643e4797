package vestibule.core.token;

import java.util.Optional;
import java.util.OptionalLong;

/** How the tokens of a door spell what they claim: the names and JSON types of their claims. */
public interface TokenFormat {

  /** The payload of a new token: a JSON object in UTF-8. */
  byte[] written(Content content);

  /** What a payload claims; empty where it lacks a claim, or has one that is never written. */
  Optional<Content> read(JwtCodec.Claims claims);

  enum Kind {
    /** Lets a request in. */
    ACCESS,
    /** Makes tokens that do. */
    REFRESH
  }

  /**
   * What a token claims.
   *
   * @param id 32 hex digits that name its session; with dashes between or without when read
   * @param csrf what a page shows beside a cookie that holds the token; empty where the format has
   *     none
   */
  record Content(Kind kind, String id, long account, Times times, Optional<String> csrf) {}

  /**
   * What claims say that have their registered names (RFC 7519, 4.1), but for what a format spells
   * its own way; empty where one is missing.
   */
  static Optional<Content> content(
      JwtCodec.Claims claims, Optional<Kind> kind, OptionalLong account, Optional<String> csrf) {
    Optional<String> id = claims.text("jti");
    OptionalLong issued = claims.number("iat");
    OptionalLong expires = claims.number("exp");
    boolean whole =
        kind.isPresent()
            && account.isPresent()
            && id.isPresent()
            && issued.isPresent()
            && expires.isPresent();
    if (!whole) {
      return Optional.empty();
    }
    long notBefore = claims.number("nbf").orElse(issued.getAsLong());
    Times times = new Times(issued.getAsLong(), notBefore, expires.getAsLong());
    return Optional.of(new Content(kind.get(), id.get(), account.getAsLong(), times, csrf));
  }

  /**
   * When a token works, in seconds since 1970.
   *
   * @param notBefore the same as {@code issued} where the format has none
   */
  record Times(long issued, long notBefore, long expires) {}
}
