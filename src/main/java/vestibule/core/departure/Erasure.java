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

  /**
   * Whether the account is shut because its person wants it erased, and for nothing else: mailed
   * links bring it back, unless an operator has disabled it since.
   */
  public static boolean isRevocable(Stores stores, Account account) {
    return isBegun(stores, account) && !stores.accounts().isErasureSealed(account.id());
  }

  private static boolean isBegun(Stores stores, Account account) {
    return !account.isActive() && stores.accounts().erasure(account.id()).isPresent();
  }

  /**
   * Opens the account again; sessions that were ended stay ended.
   *
   * @return false when it was not to be erased, or an operator has disabled it since
   */
  public static boolean cancel(Change change) {
    long account = change.account();
    Stores stores = change.stores();
    Optional<Account> found = stores.accounts().find(account);
    if (found.filter(shut -> isRevocable(stores, shut)).isEmpty()) {
      return false;
    }
    stores.accounts().setStatus(account, Account.Status.ACTIVE);
    forget(change);
    return true;
  }

  /** Nothing is to be erased any more, as an operator has decided over the account. */
  public static void forget(Change change) {
    forget(change, change.account());
  }

  private static void forget(Change change, long account) {
    Stores stores = change.stores();
    stores.accounts().endErasure(account);
    stores.outbox().deletePending(account, Mail.Purpose.DELETION_BEGUN);
    stores.codes().voidAll(account, MailedCode.Purpose.KEEP, change.now());
  }

  /**
   * Disables an account by a decision that is not its person's: an operator's, or that of the
   * system from which people are imported. Nobody but an operator brings it back; what its person
   * wanted erased is erased in its time. Sessions are left to the caller.
   *
   * @param account that is there, and locked
   * @return false when that was decided before
   */
  public static boolean disable(Change change, long account) {
    Stores stores = change.stores();
    Account found = stores.accounts().find(account).orElseThrow();
    if (found.isActive()) {
      // A server of the version before may have enabled it, and left the mark behind.
      forget(change, account);
      stores.accounts().setStatus(account, Account.Status.DISABLED);
      return true;
    }
    boolean revocable = isRevocable(stores, found);
    if (revocable) {
      seal(change, account);
    }
    return revocable;
  }

  /**
   * The mails go first: that waits for a worker who draws a code for one of them, so that the code
   * is seen.
   */
  private static void seal(Change change, long account) {
    Stores stores = change.stores();
    stores.accounts().sealErasure(account);
    stores.outbox().deleteAll(account);
    stores.codes().voidAll(account, MailedCode.Purpose.KEEP, change.now());
    stores.codes().voidAll(account, MailedCode.Purpose.NOT_ME, change.now());
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
