package vestibule.contracts;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import vestibule.core.token.RenewableTokens.Issued;
import vestibule.http.Cookies;
import vestibule.http.Cookies.SetCookie;
import vestibule.http.Response;

/**
 * The cookies of A and B, as flask-jwt-extended sets and unsets them (contracts.md A.0-4, A.7).
 *
 * @param secure whether the public URL is https, so that browsers send them over https only
 */
public record TokenCookies(boolean secure) {

  /** Holds the token. */
  public static final String ACCESS = "access_token_cookie";

  /** Holds the token's {@code csrf} claim, for scripts to read. */
  public static final String CSRF = "csrf_access_token";

  /** Later versions of A set these; a log-out clears them whoever set them. */
  private static final String REFRESH = "refresh_token_cookie";

  private static final String CSRF_REFRESH = "csrf_refresh_token";

  /** The answer with the cookies of a token, kept as long as its log-in asked for. */
  public Response set(Response answer, Issued issued) {
    SetCookie access = Cookies.set(ACCESS, issued.token()).httpOnly();
    SetCookie csrf = Cookies.set(CSRF, issued.csrf());
    return with(answer, List.of(kept(access, issued.maxAge()), kept(csrf, issued.maxAge())));
  }

  /** The answer that takes every cookie of a token away. */
  public Response clear(Response answer) {
    return with(
        answer,
        List.of(
            Cookies.clear(ACCESS).httpOnly(),
            Cookies.clear(CSRF),
            Cookies.clear(REFRESH).httpOnly(),
            Cookies.clear(CSRF_REFRESH)));
  }

  private static SetCookie kept(SetCookie cookie, Optional<Duration> maxAge) {
    return maxAge.map(cookie::maxAge).orElse(cookie);
  }

  private Response with(Response answer, List<SetCookie> cookies) {
    return answer.with(
        cookies.stream()
            .map(cookie -> secure ? cookie.secure().sameSite("Lax") : cookie)
            .map(cookie -> new Response.Header("Set-Cookie", cookie.line()))
            .toList());
  }
}
