package vestibule.contracts.flask;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vestibule.core.token.RenewableTokens.Issued;
import vestibule.http.Cookies;
import vestibule.http.Cookies.SetCookie;
import vestibule.http.Response;

/**
 * The cookies of A and B, as flask-jwt-extended sets and unsets them (docs/contracts A.0-4, A.7).
 *
 * @param secure whether the public URL is https, so that browsers send them over https only
 * @param sameSite {@code Lax}, {@code Strict} or {@code None}; empty leaves it to the browser
 * @param domain the host that they are shared with and all below it; empty for the answering host
 *     alone
 * @param host the public URL's, to find what others have set under its name
 */
public record TokenCookies(
    boolean secure, Optional<String> sameSite, Optional<String> domain, String host) {

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
    Response set =
        with(answer, domain, List.of(kept(access, issued.maxAge()), kept(csrf, issued.maxAge())));
    return withoutThoseOfTheHostAlone(set);
  }

  /** The answer that takes every cookie of a token away. */
  public Response clear(Response answer) {
    return withoutThoseOfTheHostAlone(
        with(
            answer,
            domain,
            List.of(
                Cookies.clear(ACCESS).httpOnly(),
                Cookies.clear(CSRF),
                Cookies.clear(REFRESH).httpOnly(),
                Cookies.clear(CSRF_REFRESH))));
  }

  /**
   * The answer that also takes away what stands under other domains than ours: left by an earlier
   * setting, or by another host of the domain so that nobody can sign in here.
   */
  public Response clearOthers(Response answer) {
    Response cleared = answer;
    for (Optional<String> other : otherDomains()) {
      cleared = with(cleared, other, cleared());
    }
    return cleared;
  }

  /** Where they are shared, those of before would stand beside them, and be sent too. */
  private Response withoutThoseOfTheHostAlone(Response answer) {
    return domain.isEmpty() ? answer : with(answer, Optional.empty(), cleared());
  }

  private static List<SetCookie> cleared() {
    return List.of(Cookies.clear(ACCESS).httpOnly(), Cookies.clear(CSRF));
  }

  /** The public host and each domain that it lies in, but for the last label and ours. */
  private List<Optional<String>> otherDomains() {
    List<Optional<String>> others = new ArrayList<>();
    int dot = 0;
    for (String name = host; dot >= 0 && name.indexOf('.') > 0; name = name.substring(dot + 1)) {
      if (!domain.equals(Optional.of(name))) {
        others.add(Optional.of(name));
      }
      dot = name.indexOf('.');
    }
    return others;
  }

  private static SetCookie kept(SetCookie cookie, Optional<Duration> maxAge) {
    return maxAge.map(cookie::maxAge).orElse(cookie);
  }

  private Response with(Response answer, Optional<String> at, List<SetCookie> cookies) {
    return answer.with(
        cookies.stream()
            .map(cookie -> secure ? cookie.secure() : cookie)
            .map(cookie -> sameSite.map(cookie::sameSite).orElse(cookie))
            .map(cookie -> at.map(cookie::domain).orElse(cookie))
            .map(cookie -> new Response.Header("Set-Cookie", cookie.line()))
            .toList());
  }
}
