package vestibule.core.administration;

import java.time.Instant;
import java.util.List;
import vestibule.core.change.Change;
import vestibule.core.change.Changes;
import vestibule.core.departure.Erasure;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.AuditEvent.Kind;
import vestibule.core.model.Email;
import vestibule.core.store.Stores;

/**
 * The end of accounts that were registered under strict privacy and that nobody has ever signed in
 * to: else a person who registers with others' addresses would keep the names for good
 * (docs/contracts 0.6). An account whose address was confirmed is somebody's and stays.
 */
public final class Trials {

  private static final int MOST = 1_000;

  private final Changes changes;

  public Trials(Changes changes) {
    this.changes = changes;
  }

  /**
   * Decides on up to a thousand accounts whose time is over, each in a unit of work of its own.
   *
   * @return how many of them are gone
   */
  public int end() {
    Instant now = changes.now();
    List<Long> due = changes.read(stores -> stores.accounts().onTrial(now, MOST));
    int gone = 0;
    for (long account : due) {
      AuditEvent event = changes.bySystem(Kind.DELETED, account, "never signed in");
      gone += changes.makeIfThere(event, Trials::decide) ? 1 : 0;
    }
    return gone;
  }

  /**
   * The trail tells who signed in, and not a mark that signing in would remove: a server of the
   * version before knows of no mark, and signs in beside this one.
   */
  private static boolean decide(Change change) {
    long account = change.account();
    Stores stores = change.stores();
    if (stores.audit().has(account, Kind.SIGNED_IN)
        || stores.emails().of(account).stream().anyMatch(Email::verified)) {
      stores.accounts().endTrial(account);
      return false;
    }
    Erasure.erase(change);
    return true;
  }
}
