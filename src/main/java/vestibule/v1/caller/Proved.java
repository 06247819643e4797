package vestibule.v1.caller;

import java.util.function.Predicate;
import vestibule.core.model.Session;
import vestibule.http.GuardedHandler;
import vestibule.v1.form.ProblemException;
import vestibule.v1.form.Problems;

/**
 * What only somebody does who has just proved who they are: a session that was left open, or
 * stolen, does not do it.
 *
 * @param fresh whether something was proved for a session a short while ago
 */
public record Proved(Predicate<Session> fresh) {

  /** Lets a handler run for those who are fresh, and asks all others for their password. */
  public GuardedHandler<V1Caller.Known> by(GuardedHandler<V1Caller.Known> handler) {
    return (request, known) -> {
      if (!fresh.test(known.session())) {
        throw new ProblemException(
            Problems.of(
                403,
                "proof_wanted",
                "Give the password once more, at /v1/sessions/current/proof, and come again."));
      }
      return handler.handle(request, known);
    };
  }
}
