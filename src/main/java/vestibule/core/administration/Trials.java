package vestibule.core.administration;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import vestibule.core.change.Audit;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.AuditEvent.Kind;
import vestibule.core.model.Email;
import vestibule.core.store.Stores;
import vestibule.core.store.Transactions;

/**
 * The end of accounts that were registered under strict privacy and that nobody has ever signed in
 * to: else whoever registers with other people's addresses would keep the names for good
 * (docs/contracts 0.6). An account whose address was confirmed is somebody's and stays.
 */
public final class Trials {

  private static final int MOST = 1_000;

  private final Transactions transactions;
  private final Audit audit;
  private final InstantSource clock;

  /** The trials of a database's accounts. */
  public Trials(Transactions transactions, Audit audit, InstantSource clock) {
    this.transactions = transactions;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Decides on up to a thousand accounts whose time is over, each in a unit of work of its own.
   *
   * @return how many of them are gone
   */
  public int end() {
    Instant now = clock.instant();
    List<Long> due = transactions.read(stores -> stores.accounts().onTrial(now, MOST));
    int gone = 0;
    for (long account : due) {
      AuditEvent event = audit.byOperator(Kind.DELETED, account, "never signed in");
      gone += transactions.write(stores -> decide(stores, event)) ? 1 : 0;
    }
    return gone;
  }

  /**
   * The trail tells who signed in, and not a mark that signing in would remove: a server of the
   * version before knows of no mark, and signs in beside this one.
   */
  private static boolean decide(Stores stores, AuditEvent event) {
    long account = event.account();
    if (!stores.accounts().lock(account)) {
      return false;
    }
    if (stores.audit().has(account, Kind.SIGNED_IN)
        || stores.emails().of(account).stream().anyMatch(Email::verified)) {
      stores.accounts().endTrial(account);
      return false;
    }
    return Administration.delete(stores, event);
  }
}
