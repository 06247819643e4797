package vestibule.web.frame;

import vestibule.core.model.Door;
import vestibule.core.model.UserAgent;
import vestibule.core.model.Visit;
import vestibule.http.Request;
import vestibule.web.Words;

/**
 * Who stands at the door of the pages.
 *
 * @param door hands out keys that a cookie holds
 * @param device the name of the cookie that marks a device that somebody signed in on
 */
public record BrowserVisits(Door door, String device) {

  /** Makes the door hand out such keys. */
  public BrowserVisits {
    door = door.handingOut(PageCookies.DIGITS);
  }

  /** The field that holds the answer to a challenge. */
  public static final String CHALLENGE = "challenge";

  /** The visit of a request; mails that it causes are in the language of the page. */
  public Visit of(Request request) {
    return of(request, Posted.nothing());
  }

  /** The visit of a form, which may hold the answer to a challenge. */
  public Visit of(Request request, Posted posted) {
    return new Visit(
        door,
        new UserAgent(
            request.header("User-Agent").orElse(""),
            request.remoteAddress(),
            Words.language(request),
            request.cookies(device).stream().findFirst(),
            posted.some(CHALLENGE)));
  }
}
