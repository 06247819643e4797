package vestibule.core.departure;

import vestibule.core.audit.Refusals;
import vestibule.core.change.Change;
import vestibule.core.change.Changes;
import vestibule.core.limit.Limits;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.AuditEvent.Kind;
import vestibule.core.model.MailedCode;
import vestibule.core.model.Visit;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.secret.MailedCodes;

/**
 * Following the link of a mail that tells of a deletion: the account is kept. It opens no session;
 * who keeps the account signs in as before.
 */
public final class Keeping {

  private final Changes changes;
  private final Limits limits;

  public Keeping(Changes changes, Limits limits) {
    this.changes = changes;
    this.limits = limits;
  }

  /**
   * Looks whether {@link #keep} would do anything, without doing so.
   *
   * @throws RefusedException as {@link #keep}
   */
  public void peek(String text, Visit visit) {
    changes
        .refusals()
        .attempt(Kind.CODE_REFUSED, visit, _ -> limits.code(visit.client(), () -> open(text)));
  }

  /**
   * Keeps the account that a code was mailed for; it works once.
   *
   * @throws RefusedException with {@link Refusal.CodeInvalid}, also when the account is kept
   *     already or gone, or {@link Refusal.CodeExpired}
   */
  public void keep(String text, Visit visit) {
    changes
        .refusals()
        .attempt(
            Kind.CODE_REFUSED,
            visit,
            attempt -> {
              keep(attempt, text, visit);
              return attempt;
            });
  }

  private void keep(Refusals.Attempt attempt, String text, Visit visit) {
    MailedCode code = limits.code(visit.client(), () -> open(text));
    attempt.on(code.account());
    AuditEvent event = changes.event(Kind.DELETION_CANCELLED, code.account(), visit);
    changes.run(event, change -> spend(change, code), Keeping::cancel);
  }

  private static void spend(Change change, MailedCode code) {
    boolean first =
        change.lock(code.account())
            && change.stores().codes().spend(code.account(), code.id(), change.now());
    if (!first) {
      throw invalid();
    }
  }

  private static void cancel(Change change) {
    if (!Erasure.cancel(change)) {
      throw invalid();
    }
  }

  private MailedCode open(String text) {
    MailedCode code =
        changes
            .read(stores -> MailedCodes.find(stores, text, MailedCode.Purpose.KEEP))
            .filter(found -> !found.isSpent())
            .orElseThrow(Keeping::invalid);
    if (code.isExpired(changes.now())) {
      throw new RefusedException(new Refusal.CodeExpired());
    }
    return code;
  }

  private static RefusedException invalid() {
    return new RefusedException(new Refusal.CodeInvalid());
  }
}
