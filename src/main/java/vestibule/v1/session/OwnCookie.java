package vestibule.v1.session;

import java.time.Duration;
import vestibule.http.Cookies;
import vestibule.http.Cookies.SetCookie;
import vestibule.http.Response;

/**
 * The cookie of our own door. Browsers take one of such a name only from the host itself, over
 * https or from this machine, so that no other host of a domain can set it (RFC 6265bis, 4.1.3.2).
 *
 * @param kept how long browsers keep it
 */
public record OwnCookie(Duration kept) {

  /** Its name, in which all of that lies. */
  public static final String NAME = "__Host-vestibule";

  /** The hex digits of what it holds. */
  static final int DIGITS = 64;

  /** An answer that signs a browser in. */
  Response set(Response answer, String key) {
    return with(answer, Cookies.set(NAME, key).maxAge(kept));
  }

  /** An answer that takes it away. */
  public static Response clear(Response answer) {
    return with(answer, Cookies.clear(NAME));
  }

  private static Response with(Response answer, SetCookie cookie) {
    return answer.with("Set-Cookie", cookie.httpOnly().secure().sameSite("Lax").line());
  }
}
