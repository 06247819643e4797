package vestibule.web.frame;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import vestibule.core.secret.Digests;
import vestibule.core.secret.Secrets;
import vestibule.http.Origins;
import vestibule.http.Request;
import vestibule.http.Response;

/**
 * Tells the forms of our pages from those that a page of another site makes a browser send: by what
 * the browser says of their origin, and by a value that only this browser was shown.
 *
 * @param origins whose pages may send forms
 * @param secrets draws the keys of browsers
 */
public record FormProof(PageCookies cookies, Origins origins, Secrets secrets) {

  /** The field that holds the value. */
  public static final String FIELD = "form";

  private static final int DIGITS = 64;

  /**
   * What the forms of a page hold.
   *
   * @param fresh the browser's key, where it has none yet
   */
  public record Seal(String value, Optional<String> fresh) {

    /** Hides both. */
    @Override
    public String toString() {
      return "Seal[]";
    }
  }

  /**
   * The value for the forms of an answer to this request.
   *
   * @param session the key of the session that the browser has after the answer
   */
  public Seal seal(Request request, Optional<String> session) {
    return key(request)
        .map(key -> new Seal(value(key, session), Optional.empty()))
        .orElseGet(
            () -> {
              String key = secrets.key(DIGITS);
              return new Seal(value(key, session), Optional.of(key));
            });
  }

  /** An answer that gives the browser the key of what it holds. */
  public Response with(Response answer, Seal seal) {
    return seal.fresh().map(key -> cookies.withForm(answer, key)).orElse(answer);
  }

  /** Whether a page of ours has shown this form to this browser, in this session. */
  public boolean proves(Request request, Posted posted) {
    byte[] sent = posted.text(FIELD).getBytes(StandardCharsets.UTF_8);
    return origins.prove(request)
        && key(request)
            .map(key -> value(key, cookies.session(request)))
            .map(value -> value.getBytes(StandardCharsets.UTF_8))
            .filter(expected -> MessageDigest.isEqual(expected, sent))
            .isPresent();
  }

  private Optional<String> key(Request request) {
    return cookies
        .form(request)
        .filter(key -> key.length() == DIGITS && key.chars().allMatch(HexFormat::isHexDigit));
  }

  private static String value(String key, Optional<String> session) {
    return HexFormat.of()
        .formatHex(Digests.hmacSha256(HexFormat.of().parseHex(key), session.orElse("")));
  }
}
