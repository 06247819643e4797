package vestibule.core.departure;

import java.time.Instant;
import java.util.Optional;
import vestibule.core.address.AddressClaims;
import vestibule.core.cache.AccountCache;
import vestibule.core.change.Change;
import vestibule.core.model.Account;
import vestibule.core.model.Email;
import vestibule.core.model.LoginKey;
import vestibule.core.model.Mail;
import vestibule.core.model.MailedCode;
import vestibule.core.model.Person;
import vestibule.core.outbox.Mails;
import vestibule.core.store.AddressChange;
import vestibule.core.store.Stores;

/**
 * What becomes of an account that is to be gone: shut, kept after all, or erased. Each is done in a
 * change that has locked the account.
 */
public final class Erasure {

  private Erasure() {}

  /** Shuts the account until it is erased. Links to a new password work no more. */
  static void begin(Change change, Instant end) {
    long account = change.account();
    Stores stores = change.stores();
    stores.accounts().setStatus(account, Account.Status.DISABLED);
    stores.accounts().beginErasure(account, end);
    change.endSessions(account, 0);
    Mails.voidResets(stores, account, change.now());
  }

  /** Whether the account is shut, and to be erased. */
  public static boolean isBegun(Stores stores, Account account) {
    return !account.isActive() && stores.accounts().erasure(account.id()).isPresent();
  }

  /**
   * Opens the account again; sessions that were ended stay ended.
   *
   * @return false when it was not to be erased
   */
  public static boolean cancel(Change change) {
    long account = change.account();
    Stores stores = change.stores();
    Optional<Account> found = stores.accounts().find(account);
    if (found.filter(shut -> isBegun(stores, shut)).isEmpty()) {
      return false;
    }
    stores.accounts().setStatus(account, Account.Status.ACTIVE);
    forget(change);
    return true;
  }

  /** Nothing is to be erased any more, as an operator has decided over the account. */
  public static void forget(Change change) {
    Stores stores = change.stores();
    stores.accounts().endErasure(change.account());
    stores.outbox().deletePending(change.account(), Mail.Purpose.DELETION_BEGUN);
    stores.codes().voidAll(change.account(), MailedCode.Purpose.KEEP, change.now());
  }

  /**
   * Nobody but an operator keeps the account any more. The mails go first: that waits for a worker
   * who draws a code for one of them, so that the code is seen.
   */
  public static void seal(Change change) {
    Stores stores = change.stores();
    if (stores.accounts().erasure(change.account()).isPresent()) {
      stores.outbox().deleteAll(change.account());
      stores.codes().voidAll(change.account(), MailedCode.Purpose.KEEP, change.now());
      stores.codes().voidAll(change.account(), MailedCode.Purpose.NOT_ME, change.now());
    }
  }

  /**
   * Erases the account and everything that belongs to it, but its audit trail, which keeps neither
   * name nor address. Its log-in strings are free at once.
   */
  public static void erase(Change change) {
    long account = change.account();
    Stores stores = change.stores();
    Person person = AccountCache.read(stores, account).orElseThrow();
    person.emails().forEach(email -> AddressClaims.giveUp(stores, email, change.now()));
    person
        .account()
        .username()
        .ifPresent(name -> stores.identifiers().delete(LoginKey.of(name), account));
    stores.identifiers().deleteFormerNames(account);
    stores.outbox().deleteAll(account);
    stores.codes().deleteAll(account);
    stores.sessions().deleteAll(account);
    stores.refreshTokens().deleteAll(account);
    stores.devices().deleteAll(account);
    forgetRemoved(stores, account, change.now());
    stores.rights().deleteAll(account);
    stores.passwords().delete(account);
    stores.factors().deleteAll(account);
    stores.recoveryCodes().deleteAll(account);
    stores.avatars().delete(account);
    stores.arrivals().deleteAll(account);
    stores.accounts().delete(account);
    stores.audit().forgetPlaces(account);
  }

  /** Addresses that the account has removed are free with the others. */
  private static void forgetRemoved(Stores stores, long account, Instant now) {
    for (AddressChange one :
        stores.addressChanges().since(account, now.minus(AddressChange.REVERSIBLE))) {
      if (one.what() instanceof AddressChange.Removed(Email email)) {
        stores.heldAddresses().release(email.key(), account);
      }
    }
    stores.addressChanges().deleteAll(account);
  }
}
