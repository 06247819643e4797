package vestibule.contracts;

import java.util.Optional;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Surface;

/** One published contract: a surface that also words what the core refuses. */
public interface Contract extends Surface {

  /**
   * Words a refusal of the core in this contract's shape: one {@code switch} without {@code
   * default}. {@code Retry-After}, {@code RateLimit} and that a challenge is wanted are added to
   * the answer by {@link #answer}. Must not throw.
   */
  Response refused(Refusal refusal, Request request);

  /**
   * Whether people who follow a mail's link come to the path of that template. Such a path stays
   * where the contract is switched off: its mails are on their way, and other doors' mails lead
   * there too.
   */
  default boolean isLinkPath(String template) {
    return false;
  }

  /** Every answer of the contracts' paths may be read across origins (docs/contracts 0.4). */
  @Override
  default boolean crossOrigin() {
    return true;
  }

  @Override
  default Optional<Response> answer(RuntimeException thrown, Request request) {
    return switch (thrown) {
      case RefusedException refused -> Optional.of(worded(refused.refusal(), request));
      case RejectedException rejected -> Optional.of(rejected.response());
      default -> Optional.empty();
    };
  }

  private Response worded(Refusal refusal, Request request) {
    Response answer = Wanted.with(refused(refusal, request), refusal);
    return refusal instanceof Refusal.OfLoad load ? Later.with(answer, load) : answer;
  }
}
