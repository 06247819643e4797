package vestibule.core.factor;

import java.util.List;
import java.util.Optional;
import vestibule.core.change.Change;
import vestibule.core.change.Changes;
import vestibule.core.change.Grounds;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.AuditEvent.Kind;
import vestibule.core.model.Mail;
import vestibule.core.model.Session;
import vestibule.core.model.Visit;
import vestibule.core.model.factor.EnrolledFactor;
import vestibule.core.operator.Reason;
import vestibule.core.outbox.Notices;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.signin.FurtherFactors;
import vestibule.core.store.Stores;

/**
 * The second factors that somebody has: shown, and given up. Whoever gives one up has to have
 * proved one a short while ago ({@link StepUp#isFresh}), which is the surface's to look at.
 */
public final class Factors {

  private final Changes changes;
  private final Notices notices;
  private final Addition addition;
  private final RecoveryCodes codes;
  private final FurtherFactors rules;

  Factors(
      Changes changes,
      Notices notices,
      Addition addition,
      RecoveryCodes codes,
      FurtherFactors rules) {
    this.changes = changes;
    this.notices = notices;
    this.addition = addition;
    this.codes = codes;
    this.rules = rules;
  }

  /**
   * What an account has.
   *
   * @param codesLeft how many recovery codes are unspent
   */
  public record Held(List<EnrolledFactor> factors, int codesLeft) {

    /** Keeps a copy of its own. */
    public Held {
      factors = List.copyOf(factors);
    }
  }

  /** The same in the name of whom those changes are by. */
  public Factors by(Changes others) {
    return new Factors(others, notices, addition, codes, rules);
  }

  /** All that an account has, the oldest first. */
  public Held of(long account) {
    return changes.read(
        stores -> new Held(stores.factors().of(account), stores.recoveryCodes().left(account)));
  }

  /**
   * Removes a factor; with the last one the recovery codes go. Tells every proven address.
   *
   * @throws RefusedException with {@link Refusal.FactorUnknown}, {@link Refusal.FactorRequired} or
   *     {@link Refusal.TokenRefused}
   */
  public void remove(Session session, long id, Visit visit) {
    long account = session.account();
    AuditEvent event = changes.event(Kind.FACTOR_REMOVED, account, visit, "factor " + id);
    List<Mail> told = addition.told(account, visit);
    changes.run(
        event,
        Grounds.of(session),
        change -> {
          if (!isRemoved(change, id)) {
            throw new RefusedException(new Refusal.FactorUnknown());
          }
          Stores stores = change.stores();
          if (stores.factors().of(account).isEmpty() && rules.isRequired(stores, account)) {
            throw new RefusedException(new Refusal.FactorRequired());
          }
          told.forEach(stores.outbox()::insert);
        });
  }

  /**
   * Draws recovery codes in the place of all that the account has.
   *
   * @return the codes, which are nowhere else
   * @throws RefusedException with {@link Refusal.FactorUnknown} where there is no factor that they
   *     could stand in for, or with {@link Refusal.TokenRefused}
   */
  public List<String> renewCodes(Session session, Visit visit) {
    long account = session.account();
    List<String> fresh = codes.draw();
    AuditEvent event = changes.event(Kind.RECOVERY_CODES_MADE, account, visit);
    List<Mail> told = addition.told(account, visit);
    changes.run(
        event,
        Grounds.of(session),
        change -> {
          Stores stores = change.stores();
          if (stores.factors().of(account).isEmpty()) {
            throw new RefusedException(new Refusal.FactorUnknown());
          }
          stores.recoveryCodes().replace(account, RecoveryCodes.hashes(fresh), change.now());
          told.forEach(stores.outbox()::insert);
        });
    return fresh;
  }

  /**
   * Removes a factor for an operator, or all of them; whoever had them proves nothing any more, so
   * all sessions end. Tells every proven address.
   *
   * @param id empty for all
   * @param reason goes to the audit trail
   * @return false when there is no such factor
   */
  public boolean removeByOperator(long account, Optional<Long> id, Reason reason) {
    String what = id.map(one -> "factor " + one).orElse("all factors");
    AuditEvent event =
        changes.byOperator(Kind.FACTOR_REMOVED, account, what + ": " + reason.text());
    List<Mail> told =
        notices.byOperator(
            Mail.Purpose.FACTOR_CHANGED, changes.read(stores -> stores.emails().of(account)));
    return changes.makeIfThere(
        event,
        change -> {
          boolean removed =
              id.map(one -> isRemoved(change, one)).orElseGet(() -> isAllRemoved(change));
          if (removed) {
            change.endSessions(account, 0);
            told.forEach(change.stores().outbox()::insert);
          }
          return removed;
        });
  }

  private static boolean isRemoved(Change change, long id) {
    Stores stores = change.stores();
    boolean removed = stores.factors().delete(change.account(), id);
    if (removed && stores.factors().of(change.account()).isEmpty()) {
      stores.recoveryCodes().deleteAll(change.account());
    }
    return removed;
  }

  private static boolean isAllRemoved(Change change) {
    Stores stores = change.stores();
    boolean any = !stores.factors().of(change.account()).isEmpty();
    stores.factors().deleteAll(change.account());
    stores.recoveryCodes().deleteAll(change.account());
    return any;
  }
}
