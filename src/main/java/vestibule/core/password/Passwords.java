package vestibule.core.password;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import vestibule.core.change.Changes;
import vestibule.core.change.Grounds;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.AuditEvent.Kind;
import vestibule.core.model.Door;
import vestibule.core.model.Mail;
import vestibule.core.model.Person;
import vestibule.core.model.Session;
import vestibule.core.model.Visit;
import vestibule.core.outbox.Mails;
import vestibule.core.outbox.Notices;
import vestibule.core.refusal.PasswordProblem;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.store.Stores;

/** Changing the password of somebody who knows the present one. */
public final class Passwords {

  private final Changes changes;
  private final PasswordCheck check;
  private final PasswordHashing hashing;
  private final PasswordRules rules;
  private final Notices notices;

  public Passwords(
      Changes changes,
      PasswordCheck check,
      PasswordHashing hashing,
      PasswordRules rules,
      Notices notices) {
    this.changes = changes;
    this.check = check;
    this.hashing = hashing;
    this.rules = rules;
    this.notices = notices;
  }

  /**
   * Changes the password, keeps the caller's session and ends all others, voids open reset codes,
   * and tells every proven address.
   *
   * @param session the caller's, which must be live still
   * @param candidates the texts that count as the present password, tried in turn
   * @throws RefusedException with {@link Refusal.TokenRefused}; with {@link
   *     Refusal.PasswordChangeInvalid}, also when the present password was changed meanwhile; or
   *     {@link Refusal.PasswordUnchanged} when only that is wrong
   */
  public void change(
      Person person, Session session, List<String> candidates, String password, Visit visit) {
    changes
        .refusals()
        .attempt(
            Kind.PASSWORD_REFUSED,
            visit,
            attempt -> {
              attempt.on(person.id());
              changed(person, session, candidates, password, visit);
              return attempt;
            });
  }

  private void changed(
      Person person, Session session, List<String> candidates, String password, Visit visit) {
    List<PasswordProblem> problems =
        rules.problems(password, visit.door().passwords(), PasswordOwner.of(person));
    PasswordCheck.Checked checked =
        check
            .check(session, candidates)
            .orElseThrow(
                () -> new RefusedException(new Refusal.PasswordChangeInvalid(true, problems)));
    if (!problems.isEmpty()) {
      throw new RefusedException(new Refusal.PasswordChangeInvalid(false, problems));
    }
    if (checked.text().equals(password)) {
      throw new RefusedException(new Refusal.PasswordUnchanged());
    }
    String hash = hashing.hash(PasswordCheck.askerOf(person.id()), password);
    AuditEvent event = changes.event(Kind.PASSWORD_CHANGED, person.id(), visit);
    List<Mail> told = notices.of(Mail.Purpose.PASSWORD_CHANGED, person.emails(), visit);
    changes.run(
        event,
        Grounds.of(session),
        change -> {
          Stores stores = change.stores();
          checked.requireSame(stores);
          stores.passwords().put(person.id(), hash, change.now());
          change.endSessions(person.id(), session.id());
          Mails.voidResets(stores, person.id(), change.now());
          told.forEach(stores.outbox()::insert);
        });
  }

  /** How long after a proof somebody may do what a thief of their session should not. */
  public static final Duration FRESH = Duration.ofMinutes(10);

  /**
   * Proves the present password once more for the session of somebody who is signed in.
   *
   * @param session the caller's, which must be live still
   * @param candidates the texts that count as the present password, tried in turn
   * @throws RefusedException with {@link Refusal.TokenRefused}; with {@link
   *     Refusal.PasswordChangeInvalid} for a wrong one; with {@link Refusal.Throttled} after too
   *     many wrong ones
   */
  public void prove(Session session, List<String> candidates, Visit visit) {
    changes
        .refusals()
        .attempt(
            Kind.PASSWORD_REFUSED,
            visit,
            attempt -> {
              attempt.on(session.account());
              proved(session, check.require(session, candidates), visit);
              return attempt;
            });
  }

  /** The new proof takes the place of the one before; those of other factors stay. */
  private void proved(Session session, PasswordCheck.Checked checked, Visit visit) {
    AuditEvent event =
        changes.event(Kind.PROVED, session.account(), visit, "session " + session.id());
    changes.run(
        event,
        Grounds.of(session),
        change -> {
          Stores stores = change.stores();
          checked.requireSame(stores);
          Session now = stores.sessions().find(session.account(), session.id()).orElseThrow();
          List<Session.Proof> proofs = new ArrayList<>(now.proofs());
          proofs.removeIf(proof -> proof.factor().equals(Session.PASSWORD));
          proofs.addFirst(new Session.Proof(Session.PASSWORD, change.now()));
          stores.sessions().prove(now.proved(proofs));
        });
  }

  /** The rules of a door that a new password would break, in the order of the rules. */
  public List<PasswordProblem> problems(String password, Door door, PasswordOwner owner) {
    return rules.problems(password, door.passwords(), owner);
  }

  /**
   * Whether one of the texts is the present password, for a door that reports all that is wrong
   * together.
   *
   * @param session the caller's, which must be live still
   * @param candidates the texts that count as the present password, tried in turn
   * @throws RefusedException with {@link Refusal.TokenRefused}
   */
  public boolean isPresent(Session session, List<String> candidates, Visit visit) {
    boolean present = check.check(session, candidates).isPresent();
    if (!present) {
      changes.refusals().refused(Kind.PASSWORD_REFUSED, visit, session.account(), "wrong_password");
    }
    return present;
  }
}
