package vestibule.core.signin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import vestibule.core.audit.Refusals;
import vestibule.core.cache.AccountCache;
import vestibule.core.change.Change;
import vestibule.core.change.Changes;
import vestibule.core.limit.Limits;
import vestibule.core.model.AuditEvent.Kind;
import vestibule.core.model.Person;
import vestibule.core.model.Session;
import vestibule.core.model.SignInTicket;
import vestibule.core.model.SignedIn;
import vestibule.core.model.Visit;
import vestibule.core.model.factor.EnrolledFactor;
import vestibule.core.password.PasswordCheck;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.secret.Secrets;
import vestibule.core.session.Sessions;
import vestibule.core.store.SignInTicketStore;

/** The second step of sign-ins that wait for another factor. */
public final class Completion {

  private final Changes changes;
  private final Limits limits;
  private final Sessions sessions;
  private final FurtherFactors factors;

  Completion(Changes changes, Limits limits, Sessions sessions, FurtherFactors factors) {
    this.changes = changes;
    this.limits = limits;
    this.sessions = sessions;
    this.factors = factors;
  }

  /**
   * A sign-in that waits.
   *
   * @param wanted the names of the factors any of which completes it; empty where the account has
   *     none, and needs one
   */
  public record Waiting(long account, List<String> wanted) {}

  /** Finds out which factor an answer proves, outside of any unit of work. */
  @FunctionalInterface
  public interface Prover {
    /** Empty for a wrong answer. */
    Optional<FurtherFactors.Judged> judge(long account, Instant now);
  }

  /**
   * What completes a sign-in.
   *
   * @throws RefusedException with {@link Refusal.WrongCredentials} for a ticket that is unknown, of
   *     another door or too old
   */
  public Waiting waiting(Visit visit, String ticket) {
    return limits.code(
        visit.client(),
        () -> {
          SignInTicket waiting = find(visit, ticket);
          if (!waiting.isLive(changes.now())) {
            throw wrong();
          }
          long account = waiting.account();
          return new Waiting(account, changes.read(stores -> factors.wanted(stores, account)));
        });
  }

  /**
   * Begins the session.
   *
   * @param answer what is to prove the factor
   * @throws RefusedException with {@link Refusal.WrongCredentials} for a ticket that is unknown, of
   *     another door, used up or too old, for a wrong answer, and when the password or the account
   *     changed meanwhile, all alike; with {@link Refusal.Throttled} after too many wrong answers
   */
  public SignedIn complete(Visit visit, String ticket, String answer) {
    return complete(visit, ticket, (account, now) -> judged(account, answer, now));
  }

  /** The same where somebody else judges the answer. */
  public SignedIn complete(Visit visit, String ticket, Prover prover) {
    SignedIn signedIn =
        changes
            .refusals()
            .attempt(
                Kind.SIGN_IN_REFUSED,
                visit,
                attempt ->
                    limits.code(visit.client(), () -> completed(attempt, visit, ticket, prover)));
    changes.refusals().signedIn(visit.door());
    return signedIn;
  }

  private Optional<FurtherFactors.Judged> judged(long account, String answer, Instant now) {
    List<EnrolledFactor> enrolled = changes.read(stores -> stores.factors().of(account));
    return factors.judged(account, enrolled, answer, now);
  }

  private SignInTicket find(Visit visit, String ticket) {
    String hash = Secrets.hash(ticket);
    return changes
        .read(stores -> stores.signInTickets().find(hash))
        .filter(found -> found.door().equals(visit.door().name()))
        .orElseThrow(Completion::wrong);
  }

  private SignedIn completed(Refusals.Attempt attempt, Visit visit, String ticket, Prover prover) {
    SignInTicket waiting = find(visit, ticket);
    attempt.on(waiting.account());
    return limits.factor(
        visit.client(), waiting.account(), () -> completed(visit, waiting, prover));
  }

  private SignedIn completed(Visit visit, SignInTicket waiting, Prover prover) {
    long account = waiting.account();
    Sessions.Opening opening = sessions.prepare(account, visit, waiting.terms());
    Instant now = opening.event().at();
    Optional<FurtherFactors.Judged> judged = prover.judge(account, now);
    return changes
        .unit(account, now, change -> completed(change, waiting, opening, judged))
        .orElseThrow(Completion::wrong);
  }

  /** Empty for a wrong answer, as what it takes away is to stay taken. */
  private Optional<SignedIn> completed(
      Change change,
      SignInTicket waiting,
      Sessions.Opening opening,
      Optional<FurtherFactors.Judged> judged) {
    PasswordCheck.unchanged(waiting.account(), waiting.passwordVersion()).require(change);
    SignInTicketStore tickets = change.stores().signInTickets();
    if (!waiting.isLive(change.now()) || !tickets.takeTry(waiting.hash())) {
      throw wrong();
    }
    return judged
        .filter(right -> right.answer().spend(change))
        .filter(_ -> tickets.delete(waiting.hash()))
        .map(
            right ->
                opened(
                    change,
                    opening.proved(
                        List.of(
                            waiting.bounds().proved(),
                            new Session.Proof(right.factor(), change.now())))));
  }

  SignedIn opened(Change change, Sessions.Opening opening) {
    return open(change, sessions, opening);
  }

  static SignedIn open(Change change, Sessions sessions, Sessions.Opening opening) {
    sessions.open(change, opening);
    long account = opening.session().account();
    Person person = AccountCache.read(change.stores(), account).orElseThrow();
    return new SignedIn(person, opening.session(), opening.key());
  }

  private static RefusedException wrong() {
    return new RefusedException(new Refusal.WrongCredentials());
  }
}
