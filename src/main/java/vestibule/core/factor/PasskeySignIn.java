package vestibule.core.factor;

import java.util.List;
import vestibule.core.audit.Refusals;
import vestibule.core.cache.AccountCache;
import vestibule.core.change.Change;
import vestibule.core.change.Changes;
import vestibule.core.factor.SignedChallenges.Purpose;
import vestibule.core.limit.Limits;
import vestibule.core.model.Account;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.Session;
import vestibule.core.model.SignedIn;
import vestibule.core.model.Visit;
import vestibule.core.model.factor.EnrolledFactor;
import vestibule.core.model.factor.EnrolledFactor.Kind;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.session.Sessions;
import vestibule.core.signin.Factor;

/**
 * Lets people in by a passkey alone, whose device has asked for their finger, face or PIN: that is
 * two factors at once, so that no other is wanted.
 */
public final class PasskeySignIn {

  private final Changes changes;
  private final Limits limits;
  private final Sessions sessions;
  private final Passkeys passkeys;
  private final Verifying verifying;

  PasskeySignIn(
      Changes changes, Limits limits, Sessions sessions, Passkeys passkeys, Verifying verifying) {
    this.changes = changes;
    this.limits = limits;
    this.sessions = sessions;
    this.passkeys = passkeys;
    this.verifying = verifying;
  }

  /** What judges an answer. */
  record Verifying(Ceremonies ceremonies, SignedChallenges challenges, PasskeyFactor factor) {}

  /** What a device is asked to sign. */
  public PasskeyRequest request() {
    return passkeys.request();
  }

  /**
   * Begins a session.
   *
   * @throws RefusedException with {@link Refusal.WrongCredentials} for whatever lets nobody in;
   *     with {@link Refusal.Throttled} after too many of them from one network
   */
  public SignedIn signIn(Visit visit, String answer, Session.Terms terms) {
    SignedIn signedIn =
        changes
            .refusals()
            .attempt(
                AuditEvent.Kind.SIGN_IN_REFUSED,
                visit,
                attempt ->
                    limits.code(visit.client(), () -> signIn(attempt, visit, answer, terms)));
    changes.refusals().signedIn(visit.door());
    return signedIn;
  }

  private SignedIn signIn(
      Refusals.Attempt attempt, Visit visit, String answer, Session.Terms terms) {
    Ceremonies.Claimed claimed =
        verifying.ceremonies().claimed(answer).orElseThrow(PasskeySignIn::wrong);
    long account = claimed.holder().map(Passkeys::account).orElse(0L);
    List<EnrolledFactor> enrolled = changes.read(stores -> stores.factors().of(account));
    if (enrolled.isEmpty()) {
      throw wrong();
    }
    attempt.on(account);
    Sessions.Opening opening = sessions.prepare(account, visit, terms);
    Factor.Answer right =
        verifying
            .challenges()
            .judge(claimed.challenge(), Purpose.SIGN_IN, 0, opening.event().at())
            .map(once -> new PasskeyFactor.Signed(claimed, once, true))
            .flatMap(
                signed -> verifying.factor().judge(enrolled, answer, signed, opening.event().at()))
            .orElseThrow(PasskeySignIn::wrong);
    return changes.unit(account, opening.event().at(), change -> opened(change, opening, right));
  }

  private SignedIn opened(Change change, Sessions.Opening opening, Factor.Answer right) {
    long account = change.account();
    if (!change.lock(account)
        || !change.stores().accounts().find(account).filter(Account::isActive).isPresent()
        || !right.spend(change)) {
      throw wrong();
    }
    Sessions.Opening proved =
        opening.proved(List.of(new Session.Proof(Kind.PASSKEY.word(), change.now())));
    sessions.open(change, proved);
    return new SignedIn(
        AccountCache.read(change.stores(), account).orElseThrow(), proved.session(), proved.key());
  }

  private static RefusedException wrong() {
    return new RefusedException(new Refusal.WrongCredentials());
  }
}
