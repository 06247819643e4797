package vestibule.core.factor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vestibule.core.change.Change;
import vestibule.core.change.Changes;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.AuditEvent.Kind;
import vestibule.core.model.Mail;
import vestibule.core.model.Session;
import vestibule.core.model.Texts;
import vestibule.core.model.Visit;
import vestibule.core.model.factor.EnrolledFactor;
import vestibule.core.outbox.Notices;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.store.Ids;
import vestibule.core.store.Stores;

/**
 * The addition of a factor, drawn up before the unit of work that writes it. The first one brings
 * recovery codes along, and ends all other sessions, for which it was not proved.
 */
final class Addition {

  /** One application, and a key for every device that a person has. */
  static final int MOST = 20;

  private static final int LONGEST_NAME = 100;

  private final Changes changes;
  private final Ids ids;
  private final Notices notices;
  private final RecoveryCodes codes;

  Addition(Changes changes, Ids ids, Notices notices, RecoveryCodes codes) {
    this.changes = changes;
    this.ids = ids;
    this.notices = notices;
    this.codes = codes;
  }

  /**
   * A factor that was added.
   *
   * @param codes that stand in for it when it is lost, with the first factor of an account; they
   *     are nowhere else
   */
  record Added(EnrolledFactor factor, Optional<List<String>> codes) {}

  /** What is written: nothing that is drawn may be drawn in a unit of work. */
  record Draft(EnrolledFactor factor, List<String> codes, AuditEvent event, List<Mail> told) {}

  /**
   * Draws a factor up.
   *
   * @throws RefusedException with {@link Refusal.FactorNameInvalid}
   */
  Draft draft(long account, EnrolledFactor.Kind kind, Named named, Visit visit) {
    if (Texts.length(named.name()) > LONGEST_NAME || Texts.hasHidden(named.name())) {
      throw new RefusedException(new Refusal.FactorNameInvalid());
    }
    long id = ids.next(Ids.Sequence.FACTOR);
    AuditEvent event = changes.event(Kind.FACTOR_ADDED, account, visit, kind.word() + " " + id);
    return new Draft(
        new EnrolledFactor(
            account,
            id,
            kind,
            named.name().strip(),
            named.material(),
            new EnrolledFactor.Times(event.at(), Optional.of(event.at()))),
        codes.draw(),
        event,
        told(account, visit));
  }

  /** A factor as its person calls it. */
  record Named(String name, EnrolledFactor.Material material) {}

  List<Mail> told(long account, Visit visit) {
    return notices.of(
        Mail.Purpose.FACTOR_CHANGED, changes.read(stores -> stores.emails().of(account)), visit);
  }

  /**
   * Writes it, in a unit of work that has locked the account.
   *
   * @param spared the session that goes on; 0 where none does
   * @throws RefusedException with {@link Refusal.FactorPresent} or {@link Refusal.FactorsFull}
   */
  Added write(Change change, Draft draft, long spared) {
    Stores stores = change.stores();
    EnrolledFactor factor = draft.factor();
    List<EnrolledFactor> before = stores.factors().of(factor.account());
    if (before.stream().anyMatch(one -> isSame(one, factor))) {
      throw new RefusedException(new Refusal.FactorPresent());
    }
    if (before.size() >= MOST) {
      throw new RefusedException(new Refusal.FactorsFull(MOST));
    }
    stores.factors().insert(factor);
    draft.told().forEach(stores.outbox()::insert);
    change.record(draft.event());
    change.announce(factor.account());
    if (!before.isEmpty()) {
      return new Added(factor, Optional.empty());
    }
    stores
        .recoveryCodes()
        .replace(factor.account(), RecoveryCodes.hashes(draft.codes()), change.now());
    change.endSessions(factor.account(), spared);
    return new Added(factor, Optional.of(draft.codes()));
  }

  private static boolean isSame(EnrolledFactor one, EnrolledFactor other) {
    return switch (other.kind()) {
      case TOTP -> one.kind() == EnrolledFactor.Kind.TOTP;
      case PASSKEY -> one.material().credential().equals(other.material().credential());
    };
  }

  /** Notes with a session that a factor was proved; the proof takes the place of one before. */
  static void prove(Change change, Session session, String factor) {
    Stores stores = change.stores();
    Session now = stores.sessions().find(session.account(), session.id()).orElseThrow();
    List<Session.Proof> proofs = new ArrayList<>(now.proofs());
    proofs.removeIf(proof -> proof.factor().equals(factor));
    proofs.add(new Session.Proof(factor, change.now()));
    stores.sessions().prove(now.proved(proofs));
  }
}
