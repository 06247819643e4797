package vestibule.core.administration;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import vestibule.core.address.AddressClaims;
import vestibule.core.cache.AccountCache;
import vestibule.core.change.Change;
import vestibule.core.change.Changes;
import vestibule.core.model.Account;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.AuditEvent.Kind;
import vestibule.core.model.LoginKey;
import vestibule.core.model.Person;
import vestibule.core.store.Stores;

/** What operators do with accounts; nobody chooses another person's password here. */
public final class Administration {

  private final Changes changes;

  /** Administration of a database's accounts. */
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

  /** The newest audit events of an account, newest first. */
  public List<AuditEvent> events(long account, int most) {
    return changes.read(stores -> stores.audit().of(account, most));
  }

  /**
   * Disables an account and ends all its sessions.
   *
   * @return the account as it is now; empty when there is none of that id
   */
  public Optional<Person> disable(long account) {
    AuditEvent event = changes.byOperator(Kind.DISABLED, account, "");
    return changed(
        event,
        change -> {
          change.stores().accounts().setStatus(account, Account.Status.DISABLED);
          change.stores().sessions().endAll(account, 0, change.now());
        });
  }

  /**
   * Enables an account; sessions that were ended stay ended.
   *
   * @return the account as it is now; empty when there is none of that id
   */
  public Optional<Person> enable(long account) {
    AuditEvent event = changes.byOperator(Kind.ENABLED, account, "");
    return changed(
        event, change -> change.stores().accounts().setStatus(account, Account.Status.ACTIVE));
  }

  /**
   * Deletes an account and everything that belongs to it, but its audit trail, which keeps neither
   * name nor address. Its log-in strings are free at once.
   *
   * @return false when there is none of that id
   */
  public boolean delete(long account) {
    AuditEvent event = changes.byOperator(Kind.DELETED, account, "");
    return unit(event, change -> delete(change, event));
  }

  /** Deletes the account of an event, with all that {@link #delete(long)} does. */
  static boolean delete(Change change, AuditEvent event) {
    long account = event.account();
    if (!change.lock(account)) {
      return false;
    }
    Stores stores = change.stores();
    Person person = AccountCache.read(stores, account).orElseThrow();
    person.emails().forEach(email -> AddressClaims.giveUp(stores, email, event.at()));
    person
        .account()
        .username()
        .ifPresent(name -> stores.identifiers().delete(LoginKey.of(name), account));
    stores.outbox().deleteAll(account);
    stores.codes().deleteAll(account);
    stores.sessions().deleteAll(account);
    stores.rights().deleteAll(account);
    stores.passwords().delete(account);
    stores.accounts().delete(account);
    stores.audit().forgetPlaces(account);
    change.record(event);
    change.announce(account);
    return true;
  }

  /**
   * Ends one session of an account.
   *
   * @return false when the account has no such session, or it had ended before
   */
  public boolean endSession(long account, long session) {
    AuditEvent event = changes.byOperator(Kind.SIGNED_OUT, account, "session " + session);
    return end(event, change -> change.stores().sessions().end(account, session, change.now()));
  }

  /**
   * Ends all sessions of an account.
   *
   * @return false when there is none of that id
   */
  public boolean endSessions(long account) {
    AuditEvent event = changes.byOperator(Kind.SIGNED_OUT, account, "all sessions");
    return end(
        event,
        change -> {
          change.stores().sessions().endAll(account, 0, change.now());
          return true;
        });
  }

  private boolean end(AuditEvent event, Predicate<Change> what) {
    return unit(
        event,
        change -> {
          if (!change.lock(event.account()) || !what.test(change)) {
            return false;
          }
          change.record(event);
          change.announce(event.account());
          return true;
        });
  }

  private Optional<Person> changed(AuditEvent event, Consumer<Change> what) {
    return unit(
        event,
        change -> {
          if (!change.lock(event.account())) {
            return Optional.empty();
          }
          what.accept(change);
          change.record(event);
          change.announce(event.account());
          return AccountCache.read(change.stores(), event.account());
        });
  }

  private <T> T unit(AuditEvent event, Changes.Work<T> work) {
    return changes.unit(event.account(), event.at(), work);
  }
}
