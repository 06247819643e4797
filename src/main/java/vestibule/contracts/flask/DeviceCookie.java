package vestibule.contracts.flask;

import java.time.Duration;
import java.util.Optional;
import vestibule.contracts.Visits;
import vestibule.core.limit.Devices;
import vestibule.core.model.Visit;
import vestibule.http.Cookies;
import vestibule.http.Cookies.SetCookie;
import vestibule.http.Response;

/**
 * Marks the device that somebody signed in on, so that strangers who guess at the account do not
 * stand in its way. The documents know no such cookie, and forbid none.
 *
 * @param devices makes the marks; empty while nothing is limited
 * @param secure whether browsers send it over https only
 */
public record DeviceCookie(Optional<Devices> devices, boolean secure) {

  private static final Duration KEPT = Duration.ofDays(400);

  /** An answer that signs a browser in, with a mark where it has none of the account. */
  public Response mark(Response answer, Visit visit, long account) {
    return devices
        .filter(_ -> answer.header("Set-Cookie").isPresent())
        .filter(marks -> !marks.isOf(visit.client().device(), account))
        .map(marks -> answer.with("Set-Cookie", line(marks.mark(account))))
        .orElse(answer);
  }

  private String line(String mark) {
    SetCookie cookie = Cookies.set(Visits.DEVICE, mark).httpOnly().sameSite("Lax").maxAge(KEPT);
    return (secure ? cookie.secure() : cookie).line();
  }
}
