package vestibule.core.departure;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import vestibule.core.change.Change;
import vestibule.core.change.Changes;
import vestibule.core.model.Account;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.AuditEvent.Kind;

/** Erases the accounts whose people wanted it, when their time is over. */
public final class Erasures {

  /** The next run takes what one leaves. */
  private static final int MOST = 1_000;

  private final Changes changes;

  public Erasures(Changes changes) {
    this.changes = changes;
  }

  /**
   * Decides on up to a thousand accounts whose time is over, each in a unit of work of its own. Any
   * number of nodes may do so at once: each looks again under the account's lock.
   *
   * @return how many of them are gone
   */
  public int run() {
    Instant now = changes.now();
    List<Long> due = changes.read(stores -> stores.accounts().toErase(now, MOST));
    int gone = 0;
    for (long account : due) {
      AuditEvent event = changes.bySystem(Kind.DELETED, account, "asked for before");
      gone += changes.makeIfThere(event, Erasures::decide) ? 1 : 0;
    }
    return gone;
  }

  /**
   * A server of the version before, which runs beside this one, opens an account without taking the
   * mark away: that it is open counts.
   */
  private static boolean decide(Change change) {
    Optional<Instant> end = change.stores().accounts().erasure(change.account());
    if (end.filter(at -> !at.isAfter(change.now())).isEmpty()) {
      return false;
    }
    if (change.stores().accounts().find(change.account()).filter(Account::isActive).isPresent()) {
      Erasure.forget(change);
      return false;
    }
    Erasure.erase(change);
    return true;
  }
}
