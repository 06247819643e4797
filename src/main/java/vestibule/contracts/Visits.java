package vestibule.contracts;

import vestibule.core.model.Door;
import vestibule.core.model.Language;
import vestibule.core.model.UserAgent;
import vestibule.core.model.Visit;
import vestibule.http.ChallengeHeaders;
import vestibule.http.Request;

/** Who stands at a door, as a request tells it. */
public final class Visits {

  /** The cookie that marks a device that somebody signed in on. */
  public static final String DEVICE = "vestibule_device";

  private Visits() {}

  /** A visit of whom the User-Agent header names. */
  public static Visit of(Request request, Door door) {
    return of(request, door, request.header("User-Agent").orElse(""));
  }

  /**
   * A visit of a client that names itself elsewhere.
   *
   * @param browser what the client calls itself; free text, cut by {@link UserAgent}
   */
  public static Visit of(Request request, Door door, String browser) {
    return new Visit(
        door,
        new UserAgent(
            browser,
            request.remoteAddress(),
            Language.asked(request::language).orElse(door.language()),
            request.cookies(DEVICE).stream().findFirst(),
            request.header(ChallengeHeaders.ANSWER)));
  }
}
