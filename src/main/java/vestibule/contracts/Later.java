package vestibule.contracts;

import java.util.Locale;
import vestibule.core.refusal.Refusal;
import vestibule.http.Response;

/** The headers that tell when it is worth asking again. */
public final class Later {

  private Later() {}

  /**
   * The answer with {@code Retry-After}; where a limit was struck also with {@code RateLimit}, as
   * {@code "sign-in";r=0;t=20} (draft-ietf-httpapi-ratelimit-headers).
   */
  public static Response with(Response answer, Refusal.OfLoad load) {
    int seconds = load.retryAfterSeconds();
    Response timed = answer.with("Retry-After", Integer.toString(seconds));
    return load instanceof Refusal.Throttled(String limit, int _)
        ? timed.with("RateLimit", String.format(Locale.ROOT, "\"%s\";r=0;t=%d", limit, seconds))
        : timed;
  }
}
