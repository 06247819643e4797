package vestibule.core.administration;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import vestibule.core.address.AddressClaims;
import vestibule.core.cache.AccountCache;
import vestibule.core.change.Audit;
import vestibule.core.model.Account;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.AuditEvent.Kind;
import vestibule.core.model.LoginKey;
import vestibule.core.model.Person;
import vestibule.core.store.Stores;
import vestibule.core.store.Transactions;

/** What operators do with accounts; nobody chooses another person's password here. */
public final class Administration {

  private final Transactions transactions;
  private final Audit audit;

  /** Administration of a database's accounts. */
  public Administration(Transactions transactions, Audit audit) {
    this.transactions = transactions;
    this.audit = audit;
  }

  /**
   * Accounts in the order of their ids.
   *
   * @param after only ids beyond this one
   * @param most how many at most
   */
  public List<Person> list(long after, int most) {
    return transactions.read(
        stores ->
            stores.accounts().list(after, most).stream()
                .flatMap(account -> AccountCache.read(stores, account.id()).stream())
                .toList());
  }

  /** The newest audit events of an account, newest first. */
  public List<AuditEvent> events(long account, int most) {
    return transactions.read(stores -> stores.audit().of(account, most));
  }

  /**
   * Disables an account and ends all its sessions.
   *
   * @return the account as it is now; empty when there is none of that id
   */
  public Optional<Person> disable(long account) {
    AuditEvent event = audit.byOperator(Kind.DISABLED, account, "");
    return change(
        event,
        stores -> {
          stores.accounts().setStatus(account, Account.Status.DISABLED);
          stores.sessions().endAll(account, 0, event.at());
        });
  }

  /**
   * Enables an account; sessions that were ended stay ended.
   *
   * @return the account as it is now; empty when there is none of that id
   */
  public Optional<Person> enable(long account) {
    AuditEvent event = audit.byOperator(Kind.ENABLED, account, "");
    return change(event, stores -> stores.accounts().setStatus(account, Account.Status.ACTIVE));
  }

  /**
   * Deletes an account and everything that belongs to it, but its audit trail, which keeps neither
   * name nor address. Its log-in strings are free at once.
   *
   * @return false when there is none of that id
   */
  public boolean delete(long account) {
    AuditEvent event = audit.byOperator(Kind.DELETED, account, "");
    return transactions.write(stores -> delete(stores, event));
  }

  /** Deletes the account of an event, with all that {@link #delete(long)} does. */
  static boolean delete(Stores stores, AuditEvent event) {
    long account = event.account();
    if (!stores.accounts().lock(account)) {
      return false;
    }
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
    stores.audit().insert(event);
    stores.changed(account);
    return true;
  }

  /**
   * Ends one session of an account.
   *
   * @return false when the account has no such session, or it had ended before
   */
  public boolean endSession(long account, long session) {
    AuditEvent event = audit.byOperator(Kind.SIGNED_OUT, account, "session " + session);
    return end(event, stores -> stores.sessions().end(account, session, event.at()));
  }

  /**
   * Ends all sessions of an account.
   *
   * @return false when there is none of that id
   */
  public boolean endSessions(long account) {
    AuditEvent event = audit.byOperator(Kind.SIGNED_OUT, account, "all sessions");
    return end(
        event,
        stores -> {
          stores.sessions().endAll(account, 0, event.at());
          return true;
        });
  }

  private boolean end(AuditEvent event, Transactions.Work<Boolean> what) {
    return transactions.write(
        stores -> {
          if (!stores.accounts().lock(event.account()) || !what.in(stores)) {
            return false;
          }
          stores.audit().insert(event);
          stores.changed(event.account());
          return true;
        });
  }

  private Optional<Person> change(AuditEvent event, Consumer<Stores> what) {
    return transactions.write(
        stores -> {
          if (!stores.accounts().lock(event.account())) {
            return Optional.empty();
          }
          what.accept(stores);
          stores.audit().insert(event);
          stores.changed(event.account());
          return AccountCache.read(stores, event.account());
        });
  }
}
