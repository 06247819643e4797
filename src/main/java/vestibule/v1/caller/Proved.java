package vestibule.v1.caller;

import java.util.function.Predicate;
import vestibule.core.factor.StepUp;
import vestibule.core.model.Session;
import vestibule.http.GuardedHandler;
import vestibule.v1.form.ProblemException;
import vestibule.v1.form.Problems;

/**
 * What only somebody does who has just proved who they are: a session that was left open, or
 * stolen, does not do it.
 *
 * @param stepUp knows what was proved for a session a short while ago
 */
public record Proved(StepUp stepUp) {

  /** Lets a handler run for those who are fresh, and asks all others for a proof. */
  public GuardedHandler<V1Caller.Known> by(GuardedHandler<V1Caller.Known> handler) {
    return by(stepUp::isFresh, handler);
  }

  /** The same for a request that has the password: only a second factor is asked for. */
  public GuardedHandler<V1Caller.Known> beside(GuardedHandler<V1Caller.Known> handler) {
    return by(stepUp::isEnoughWithPassword, handler);
  }

  /**
   * Asks all but those who are fresh for a proof.
   *
   * @throws ProblemException 403
   */
  public void requireFresh(Session session) {
    require(stepUp::isFresh, session);
  }

  private static GuardedHandler<V1Caller.Known> by(
      Predicate<Session> enough, GuardedHandler<V1Caller.Known> handler) {
    return (request, known) -> {
      require(enough, known.session());
      return handler.handle(request, known);
    };
  }

  private static void require(Predicate<Session> enough, Session session) {
    if (!enough.test(session)) {
      throw new ProblemException(
          Problems.of(
              403,
              "proof_wanted",
              "Give the password once more, or a second factor where you have one, at"
                  + " /v1/sessions/current/proof, and come again."));
    }
  }
}
