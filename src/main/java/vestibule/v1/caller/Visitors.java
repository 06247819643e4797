package vestibule.v1.caller;

import vestibule.core.model.Door;
import vestibule.core.model.Language;
import vestibule.core.model.UserAgent;
import vestibule.core.model.Visit;
import vestibule.http.ChallengeHeaders;
import vestibule.http.Request;

/**
 * Who stands at the door of our own API, as a request tells it.
 *
 * @param device the name of the cookie that marks a device that somebody signed in on
 */
public record Visitors(Door door, String device) {

  /** The visit of a request. */
  public Visit of(Request request) {
    return new Visit(door, client(request));
  }

  /** Who asks, as far as the network tells. */
  public UserAgent client(Request request) {
    return new UserAgent(
        request.header("User-Agent").orElse(""),
        request.remoteAddress(),
        Language.asked(request::language).orElse(door.language()),
        request.cookies(device).stream().findFirst(),
        request.header(ChallengeHeaders.ANSWER));
  }
}
