package vestibule.contracts;

import java.util.List;
import java.util.Optional;
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
    Optional<Language> asked = Language.asked(request::language);
    return of(request, door, request.header("User-Agent").orElse(""), asked);
  }

  /**
   * A visit of a client that names itself elsewhere.
   *
   * @param browser what the client calls itself; free text, cut by {@link UserAgent}
   * @param spoken the languages that its contract knows
   */
  public static Visit of(Request request, Door door, String browser, List<Language> spoken) {
    return of(request, door, browser, Language.asked(spoken, request::language));
  }

  private static Visit of(Request request, Door door, String browser, Optional<Language> asked) {
    return new Visit(
        door,
        new UserAgent(
            browser,
            request.remoteAddress(),
            asked.orElse(door.language()),
            request.cookies(DEVICE).stream().findFirst(),
            request.header(ChallengeHeaders.ANSWER)));
  }
}
