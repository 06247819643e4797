package vestibule.core.factor;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import vestibule.core.change.Changes;
import vestibule.core.change.Grounds;
import vestibule.core.limit.Limits;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.AuditEvent.Kind;
import vestibule.core.model.Session;
import vestibule.core.model.Visit;
import vestibule.core.model.factor.EnrolledFactor;
import vestibule.core.password.Passwords;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.signin.FurtherFactors;

/**
 * What only somebody does who has just proved who they are: by their password, or, where they have
 * a second factor, by that.
 */
public final class StepUp {

  private final Changes changes;
  private final Limits limits;
  private final FurtherFactors factors;
  private final Passkeys passkeys;

  StepUp(Changes changes, Limits limits, FurtherFactors factors, Passkeys passkeys) {
    this.changes = changes;
    this.limits = limits;
    this.factors = factors;
    this.passkeys = passkeys;
  }

  /** The names of the factors any of which its person wants beside a password. */
  public List<String> wanted(Session session) {
    return changes.read(stores -> factors.wanted(stores, session.account()));
  }

  /** Whether enough was proved for a session a short while ago. */
  public boolean isFresh(Session session) {
    Instant since = changes.now().minus(Passwords.FRESH);
    boolean isOneWanted = changes.read(stores -> factors.isOneWanted(stores, session.account()));
    return session.proofs().stream()
        .filter(proof -> !isOneWanted || !proof.isFirst())
        .anyMatch(proof -> proof.at().isAfter(since));
  }

  /**
   * Whether a password that is given in the same request is enough: to somebody who has no second
   * factor, or has proved it a short while ago.
   */
  public boolean isEnoughWithPassword(Session session) {
    return wanted(session).isEmpty() || isFresh(session);
  }

  /** What a device is asked to prove a passkey of the session's account by. */
  public PasskeyRequest request(long account) {
    return passkeys.request(account);
  }

  /**
   * Proves a second factor for the session of somebody who is signed in.
   *
   * @throws RefusedException with {@link Refusal.FactorWrong}, or with {@link
   *     Refusal.TokenRefused}; with {@link Refusal.Throttled} after too many wrong answers
   */
  public void prove(Session session, String answer, Visit visit) {
    changes
        .refusals()
        .attempt(
            Kind.FACTOR_REFUSED,
            visit,
            attempt -> {
              attempt.on(session.account());
              return limits.factor(
                  visit.client(), session.account(), () -> proved(session, answer, visit));
            });
  }

  private boolean proved(Session session, String answer, Visit visit) {
    long account = session.account();
    AuditEvent event = changes.event(Kind.PROVED, account, visit, "session " + session.id());
    List<EnrolledFactor> enrolled = changes.read(stores -> stores.factors().of(account));
    Optional<FurtherFactors.Judged> judged = factors.judged(account, enrolled, answer, event.at());
    FurtherFactors.Judged right = judged.orElseThrow(StepUp::wrong);
    return changes.makeIf(
        event,
        Grounds.of(session),
        change -> {
          if (!right.answer().spend(change)) {
            throw wrong();
          }
          Addition.prove(change, session, right.factor());
          return true;
        });
  }

  private static RefusedException wrong() {
    return new RefusedException(new Refusal.FactorWrong());
  }
}
