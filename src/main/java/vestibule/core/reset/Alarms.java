package vestibule.core.reset;

import java.util.Optional;
import vestibule.core.address.AddressUndo;
import vestibule.core.audit.Refusals;
import vestibule.core.change.Change;
import vestibule.core.change.Changes;
import vestibule.core.departure.Erasure;
import vestibule.core.limit.Limits;
import vestibule.core.model.Account;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.Email;
import vestibule.core.model.Mail;
import vestibule.core.model.MailedCode;
import vestibule.core.model.Visit;
import vestibule.core.outbox.Mails;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.secret.MailedCodes;
import vestibule.core.store.Stores;

/**
 * "This was not me", the link of every notice: ends all sessions, takes back what was done to the
 * addresses, and mails a link to a new password. It opens no session, and gives nothing that the
 * reader of the primary mailbox could not ask for.
 */
public final class Alarms {

  private final Changes changes;
  private final Mails mails;
  private final Limits limits;

  public Alarms(Changes changes, Mails mails, Limits limits) {
    this.changes = changes;
    this.mails = mails;
    this.limits = limits;
  }

  /**
   * Looks whether {@link #raise} would do anything, without doing so.
   *
   * @throws RefusedException as {@link #raise}
   */
  public void peek(String text, Visit visit) {
    changes
        .refusals()
        .attempt(
            AuditEvent.Kind.CODE_REFUSED,
            visit,
            _ -> limits.code(visit.client(), () -> open(text)));
  }

  /**
   * Raises the alarm that a code was mailed for; it works once.
   *
   * @param visit at the door whose links the mail to a new password carries
   * @throws RefusedException with {@link Refusal.CodeInvalid} or {@link Refusal.CodeExpired}
   */
  public void raise(String text, Visit visit) {
    changes
        .refusals()
        .attempt(
            AuditEvent.Kind.CODE_REFUSED,
            visit,
            attempt -> {
              raise(attempt, text, visit);
              return attempt;
            });
  }

  private void raise(Refusals.Attempt attempt, String text, Visit visit) {
    MailedCode code = limits.code(visit.client(), () -> open(text));
    attempt.on(code.account());
    long mail = mails.id();
    AuditEvent kept = changes.event(AuditEvent.Kind.DELETION_CANCELLED, code.account(), visit);
    AuditEvent event = changes.event(AuditEvent.Kind.DISAVOWED, code.account(), visit);
    changes.run(
        event,
        change -> spend(change, code, kept),
        change -> {
          Stores stores = change.stores();
          AddressUndo.undo(change, code.account(), code.email());
          change.endSessions(code.account(), 0);
          Mails.voidResets(stores, code.account(), change.now());
          primary(stores, code.account())
              .map(email -> mails.to(mail, email, Mail.Purpose.RESET, visit))
              .ifPresent(stores.outbox()::insert);
        });
  }

  private static Optional<Email> primary(Stores stores, long account) {
    return stores.accounts().find(account).orElseThrow().standing().primaryEmail().stream()
        .mapToObj(id -> stores.emails().find(account, id))
        .flatMap(Optional::stream)
        .filter(email -> email.verified() && email.bouncedAt().isEmpty())
        .findFirst();
  }

  private static void spend(Change change, MailedCode code, AuditEvent kept) {
    Stores stores = change.stores();
    boolean first =
        change.lock(code.account())
            && isThere(change, stores.accounts().find(code.account()).orElseThrow(), kept)
            && stores.codes().spend(code.account(), code.id(), change.now());
    if (!first) {
      throw new RefusedException(new Refusal.CodeInvalid());
    }
  }

  /** Somebody else may have asked for the deletion too: that is taken back with the rest. */
  private static boolean isThere(Change change, Account account, AuditEvent kept) {
    if (account.isActive()) {
      return true;
    }
    boolean begun = Erasure.cancel(change);
    if (begun) {
      change.record(kept);
    }
    return begun;
  }

  private MailedCode open(String text) {
    MailedCode code =
        changes
            .read(stores -> MailedCodes.find(stores, text, MailedCode.Purpose.NOT_ME))
            .filter(found -> !found.isSpent())
            .orElseThrow(() -> new RefusedException(new Refusal.CodeInvalid()));
    if (code.isExpired(changes.now())) {
      throw new RefusedException(new Refusal.CodeExpired());
    }
    return code;
  }
}
