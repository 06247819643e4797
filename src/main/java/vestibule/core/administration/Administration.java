package vestibule.core.administration;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import vestibule.core.cache.AccountCache;
import vestibule.core.change.Change;
import vestibule.core.change.Changes;
import vestibule.core.departure.Erasure;
import vestibule.core.model.Account;
import vestibule.core.model.AuditEvent.Kind;
import vestibule.core.model.Person;

/** What operators do with accounts; nobody chooses another person's password here. */
public final class Administration {

  private final Changes changes;

  public Administration(Changes changes) {
    this.changes = changes;
  }

  /**
   * Accounts in the order of their ids.
   *
   * @param after only ids beyond this one
   * @param most how many at most
   */
  public List<Person> list(long after, int most) {
    return changes.read(
        stores ->
            stores.accounts().list(after, most).stream()
                .flatMap(account -> AccountCache.read(stores, account.id()).stream())
                .toList());
  }

  /**
   * Disables an account and ends all its sessions. One that its person wants deleted is erased when
   * its time is over, and its person cannot take that back any more.
   *
   * @return the account as it is now; empty when there is none of that id
   */
  public Optional<Person> disable(long account) {
    return changed(
        Kind.DISABLED,
        account,
        change -> {
          Erasure.disable(change, account);
          change.endSessions(account, 0);
        });
  }

  /**
   * Enables an account, also one that was to be erased; sessions that were ended stay ended.
   *
   * @return the account as it is now; empty when there is none of that id
   */
  public Optional<Person> enable(long account) {
    return changed(
        Kind.ENABLED,
        account,
        change -> {
          change.stores().accounts().setStatus(account, Account.Status.ACTIVE);
          Erasure.forget(change);
        });
  }

  /**
   * Deletes an account and everything that belongs to it, but its audit trail, which keeps neither
   * name nor address. Its log-in strings are free at once.
   *
   * @return false when there is none of that id
   */
  public boolean delete(long account) {
    return done(Kind.DELETED, account, "", Erasure::erase);
  }

  /**
   * Ends one session of an account.
   *
   * @return false when the account has no such session, or it had ended before
   */
  public boolean endSession(long account, long session) {
    return changes.makeIfThere(
        changes.byOperator(Kind.SIGNED_OUT, account, "session " + session),
        change -> change.endSession(account, session));
  }

  /**
   * Ends all sessions of an account.
   *
   * @return false when there is none of that id
   */
  public boolean endSessions(long account) {
    return done(Kind.SIGNED_OUT, account, "all sessions", change -> change.endSessions(account, 0));
  }

  private Optional<Person> changed(Kind kind, long account, Consumer<Change> work) {
    return done(kind, account, "", work)
        ? changes.read(stores -> AccountCache.read(stores, account))
        : Optional.empty();
  }

  private boolean done(Kind kind, long account, String detail, Consumer<Change> work) {
    return changes.makeIfThere(
        changes.byOperator(kind, account, detail),
        change -> {
          work.accept(change);
          return true;
        });
  }
}
