package vestibule.core.address;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import vestibule.core.change.Change;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.Email;
import vestibule.core.model.Identifier;
import vestibule.core.store.AddressChange;
import vestibule.core.store.AddressChange.Added;
import vestibule.core.store.AddressChange.Preferred;
import vestibule.core.store.AddressChange.Removed;
import vestibule.core.store.AddressChange.Verified;
import vestibule.core.store.Stores;

/**
 * What is done to addresses can be taken back for 72 hours, as no document leaves room to ask for
 * the password once more. Works inside a unit of work that has locked the account.
 */
public final class AddressUndo {

  private AddressUndo() {}

  /** Keeps a change of an address, by the id and the time of its audit event. */
  static void keep(Change change, AuditEvent event, long email, AddressChange.What what) {
    change
        .stores()
        .addressChanges()
        .insert(new AddressChange(event.account(), event.id(), event.at(), email, what));
  }

  /** Removes a proven address, and holds it for its account as long as it can come back. */
  static void removeProven(Change change, AuditEvent event, Email email) {
    Stores stores = change.stores();
    stores
        .heldAddresses()
        .hold(email.key(), email.account(), change.now().plus(AddressChange.REVERSIBLE));
    AddressClaims.giveUp(stores, email, change.now());
    keep(change, event, email.id(), new Removed(email));
  }

  /**
   * Takes back what was done since the address of that id was proved: whoever came later takes
   * nothing from those who were there before.
   *
   * @param email the id of the address whose owner asks
   */
  public static void undo(Change change, long account, long email) {
    Stores stores = change.stores();
    Instant since = change.now().minus(AddressChange.REVERSIBLE);
    List<AddressChange> all = stores.addressChanges().since(account, since);
    List<AddressChange> later =
        all.stream()
            .takeWhile(one -> !(one.email() == email && one.what() instanceof Verified))
            .toList();
    for (AddressChange one : later) {
      undo(stores, one, change.now());
      stores.addressChanges().delete(account, one.id());
    }
  }

  private static void undo(Stores stores, AddressChange change, Instant now) {
    long account = change.account();
    switch (change.what()) {
      case Added _, Verified _ ->
          stores
              .emails()
              .find(account, change.email())
              .ifPresent(email -> AddressClaims.giveUp(stores, email, now));
      case Preferred(long former) ->
          stores
              .emails()
              .find(account, former)
              .ifPresent(
                  email -> stores.accounts().setPrimary(account, OptionalLong.of(email.id())));
      case Removed(Email email) -> restore(stores, email);
    }
  }

  private static void restore(Stores stores, Email email) {
    boolean ours =
        stores
            .identifiers()
            .insert(
                new Identifier(
                    email.key(), email.account(), Identifier.Kind.ADDRESS, true, Optional.empty()));
    if (ours) {
      stores.emails().insert(email);
    }
    stores.heldAddresses().release(email.key(), email.account());
  }
}
