package vestibule.web.frame;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import vestibule.http.Cookies;
import vestibule.http.Cookies.SetCookie;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.web.Words;

/**
 * The cookies of the pages. Over https browsers take those of such a name from the host itself
 * alone (RFC 6265bis, 4.1.3.2); over plain http some would refuse them.
 *
 * @param secure whether the public URL is one of https
 * @param kept how long browsers keep the session of who stays signed in
 */
public record PageCookies(boolean secure, Duration kept) {

  /** The hex digits of a session's key. */
  public static final int DIGITS = 64;

  private static final Duration LANGUAGE_KEPT = Duration.ofDays(400);

  private String session() {
    return secure ? "__Host-vestibule" : "vestibule";
  }

  private String form() {
    return session() + "-form";
  }

  /** The key of a session; empty for none, and for two, of which one may be another host's. */
  public Optional<String> session(Request request) {
    return only(request, session());
  }

  /** The key that proves forms. */
  public Optional<String> form(Request request) {
    return only(request, form());
  }

  private static Optional<String> only(Request request, String name) {
    List<String> sent = request.cookies(name).stream().filter(value -> !value.isEmpty()).toList();
    return sent.size() == 1 ? Optional.of(sent.getFirst()) : Optional.empty();
  }

  /**
   * An answer that signs a browser in.
   *
   * @param stays whether the cookie outlives the browser's window
   */
  public Response signIn(Response answer, String key, boolean stays) {
    SetCookie cookie = Cookies.set(session(), key);
    return with(answer, stays ? cookie.maxAge(kept) : cookie);
  }

  public Response signOut(Response answer) {
    return with(answer, Cookies.clear(session()));
  }

  public Response withForm(Response answer, String key) {
    return with(answer, Cookies.set(form(), key));
  }

  public Response withLanguage(Response answer, String tag) {
    return with(answer, Cookies.set(Words.CHOSEN, tag).maxAge(LANGUAGE_KEPT));
  }

  private Response with(Response answer, SetCookie cookie) {
    SetCookie strict = cookie.httpOnly();
    return answer.with("Set-Cookie", (secure ? strict.secure() : strict).sameSite("Lax").line());
  }
}
