package vestibule.core.address;

import java.util.List;
import java.util.Optional;
import vestibule.core.audit.Refusals;
import vestibule.core.cache.AccountCache;
import vestibule.core.change.Change;
import vestibule.core.change.Changes;
import vestibule.core.limit.Limits;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.AuditEvent.Kind;
import vestibule.core.model.CodeFamily;
import vestibule.core.model.Email;
import vestibule.core.model.Mail;
import vestibule.core.model.MailedCode;
import vestibule.core.model.Person;
import vestibule.core.model.UserAgent;
import vestibule.core.model.Visit;
import vestibule.core.outbox.Notices;
import vestibule.core.password.PasswordCheck;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.secret.MailedCodes;
import vestibule.core.store.AddressChange;
import vestibule.core.store.Stores;

/** Following the links of confirmation mails: to prove an address, or to disown it. */
public final class Confirmations {

  private final Changes changes;
  private final PasswordCheck passwords;
  private final AddressClaims addressClaims;
  private final Limits limits;
  private final Notices notices;

  public Confirmations(
      Changes changes,
      PasswordCheck passwords,
      AddressClaims addressClaims,
      Limits limits,
      Notices notices) {
    this.changes = changes;
    this.notices = notices;
    this.passwords = passwords;
    this.addressClaims = addressClaims;
    this.limits = limits;
  }

  /**
   * Proves the address that the code was mailed to. A second visit within the code's life, while
   * the address is still confirmed, is a success that changes nothing, as mail scanners open links
   * before people do (docs/contracts A.5).
   *
   * @return the account as it is now
   * @throws RefusedException with {@link Refusal.CodeInvalid} or {@link Refusal.CodeExpired}
   */
  public Person confirm(String text, Visit visit) {
    return changes
        .refusals()
        .attempt(Kind.CODE_REFUSED, visit, attempt -> confirmed(attempt, text, visit));
  }

  private Person confirmed(Refusals.Attempt attempt, String text, Visit visit) {
    MailedCode code = inTime(text, visit.door().codes().family(), visit.client());
    attempt.on(code.account());
    if (code.isSpent()) {
      return confirmedBefore(code);
    }
    AuditEvent event = changes.event(Kind.ADDRESS_CONFIRMED, code.account(), visit);
    List<Mail> told = told(code, visit);
    return changes.make(
        event, change -> require(change, code), change -> prove(change, code, event, told));
  }

  /**
   * What {@link #confirm} would answer, without spending or confirming anything (docs/contracts
   * 0.8, HEAD).
   *
   * @return the account as it is, the address still unproved where it was
   * @throws RefusedException as {@link #confirm}
   */
  public Person peek(String text, Visit visit) {
    return changes
        .refusals()
        .attempt(
            Kind.CODE_REFUSED,
            visit,
            _ -> standing(inTime(text, visit.door().codes().family(), visit.client())));
  }

  /**
   * Whether a code has proved its address already; nothing is spent.
   *
   * @throws RefusedException as {@link #confirm}
   */
  public boolean hasProved(String text, CodeFamily family, Visit visit) {
    return changes
        .refusals()
        .attempt(
            Kind.CODE_REFUSED,
            visit,
            _ -> {
              MailedCode code = inTime(text, family, visit.client());
              standing(code);
              return code.isSpent();
            });
  }

  /**
   * Proves the address that the key was mailed to, for somebody who also knows the account's
   * password (docs/contracts D.3). The key works once.
   *
   * @param candidates the texts that count as the password, tried in turn
   * @throws RefusedException with {@link Refusal.CodeInvalid}, {@link Refusal.CodeExpired}, or
   *     {@link Refusal.WrongCredentials}, which leaves the key valid
   */
  public void confirm(String text, List<String> candidates, Visit visit) {
    changes
        .refusals()
        .attempt(
            Kind.CODE_REFUSED,
            visit,
            attempt -> {
              confirm(attempt, text, candidates, visit);
              return attempt;
            });
  }

  private void confirm(
      Refusals.Attempt attempt, String text, List<String> candidates, Visit visit) {
    MailedCode code =
        limits.code(visit.client(), () -> unspent(attempt, text, visit.door().codes().family()));
    PasswordCheck.Checked checked =
        limits.present(
            code.account(),
            () ->
                passwords.check(
                    visit.client().network().narrow(),
                    Optional.of(code.account()),
                    PasswordCheck.askerOf(code.account()),
                    candidates));
    AuditEvent event = changes.event(Kind.ADDRESS_CONFIRMED, code.account(), visit);
    List<Mail> told = told(code, visit);
    changes.run(
        event,
        checked,
        change -> {
          boolean spent =
              change.stores().codes().find(code.account(), code.id()).stream()
                  .anyMatch(MailedCode::isSpent);
          if (spent) {
            throw invalid();
          }
          prove(change, code, event, told);
        });
  }

  /**
   * Frees an address that others claimed: the link proves the mailbox, so every account that claims
   * it loses it; none must have proved it yet.
   *
   * @throws RefusedException with {@link Refusal.CodeInvalid} or {@link Refusal.CodeExpired}
   */
  public void disown(String text, Visit visit) {
    MailedCode code = disowning(text, visit);
    AuditEvent event = changes.bySystem(Kind.ADDRESS_DISOWNED, code.account(), "by mail");
    changes.run(
        event,
        change -> {
          change
              .stores()
              .emails()
              .find(code.account(), code.email())
              .ifPresent(email -> AddressClaims.lockClaimants(change, email.key()));
          require(change, code);
        },
        change -> addressClaims.disown(change, spend(change, code).key()));
  }

  /**
   * Looks whether {@link #disown} would free the address, without doing so.
   *
   * @throws RefusedException as {@link #disown}
   */
  public void peekDisown(String text, Visit visit) {
    MailedCode code = disowning(text, visit);
    if (claimant(code).email(code.email()).filter(Email::verified).isPresent()) {
      throw invalid();
    }
  }

  private MailedCode disowning(String text, Visit visit) {
    return changes
        .refusals()
        .attempt(
            Kind.CODE_REFUSED,
            visit,
            _ -> limits.code(visit.client(), () -> unspentDisowning(text)));
  }

  private MailedCode unspentDisowning(String text) {
    MailedCode code = code(text, MailedCode.Purpose.DISOWN, Optional.empty());
    refuseExpired(code);
    if (code.isSpent()) {
      throw invalid();
    }
    return code;
  }

  private MailedCode unspent(Refusals.Attempt attempt, String text, CodeFamily family) {
    MailedCode code = code(text, MailedCode.Purpose.CONFIRM, Optional.of(family));
    attempt.on(code.account());
    if (code.isSpent()) {
      throw invalid();
    }
    refuseExpired(code);
    return code;
  }

  /** Those who had proved another address before; the first proof of an account tells nobody. */
  private List<Mail> told(MailedCode code, Visit visit) {
    List<Email> others =
        changes.read(stores -> stores.emails().of(code.account())).stream()
            .filter(email -> email.id() != code.email())
            .toList();
    return notices.of(Mail.Purpose.ADDRESS_VERIFIED, others, visit);
  }

  private Person prove(Change change, MailedCode code, AuditEvent event, List<Mail> told) {
    Email email = spend(change, code);
    addressClaims.prove(change, email);
    if (!email.verified() && !told.isEmpty()) {
      AddressUndo.keep(change, event, email.id(), new AddressChange.Verified());
      told.forEach(change.stores().outbox()::insert);
    }
    return AccountCache.read(change.stores(), code.account()).orElseThrow();
  }

  private static void require(Change change, MailedCode code) {
    if (!change.lock(code.account())) {
      throw invalid();
    }
  }

  /**
   * Two visits at once: the one that comes second finds the code spent and answers like a second
   * visit.
   */
  private static Email spend(Change change, MailedCode code) {
    Stores stores = change.stores();
    Email email =
        stores.emails().find(code.account(), code.email()).orElseThrow(Confirmations::invalid);
    boolean first = stores.codes().spend(code.account(), code.id(), change.now());
    if (!first && !(code.intent().purpose() == MailedCode.Purpose.CONFIRM && email.verified())) {
      throw invalid();
    }
    return email;
  }

  private Person standing(MailedCode code) {
    return code.isSpent() ? confirmedBefore(code) : claimant(code);
  }

  private Person confirmedBefore(MailedCode code) {
    Person person = claimant(code);
    if (person.email(code.email()).filter(Email::verified).isEmpty()) {
      throw invalid();
    }
    return person;
  }

  private Person claimant(MailedCode code) {
    return changes
        .read(stores -> AccountCache.read(stores, code.account()))
        .filter(person -> person.email(code.email()).isPresent())
        .orElseThrow(Confirmations::invalid);
  }

  private MailedCode code(String text, MailedCode.Purpose purpose, Optional<CodeFamily> family) {
    return changes
        .read(stores -> MailedCodes.find(stores, text, purpose))
        .filter(code -> family.map(code.intent().family()::equals).orElse(true))
        .orElseThrow(Confirmations::invalid);
  }

  private MailedCode inTime(String text, CodeFamily family, UserAgent client) {
    return limits.code(
        client,
        () -> {
          MailedCode code = code(text, MailedCode.Purpose.CONFIRM, Optional.of(family));
          refuseExpired(code);
          return code;
        });
  }

  private static RefusedException invalid() {
    return new RefusedException(new Refusal.CodeInvalid());
  }

  private void refuseExpired(MailedCode code) {
    if (code.isExpired(changes.now())) {
      throw new RefusedException(new Refusal.CodeExpired());
    }
  }
}
