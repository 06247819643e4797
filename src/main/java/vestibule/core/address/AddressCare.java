package vestibule.core.address;

import java.util.List;
import vestibule.core.change.Changes;
import vestibule.core.change.Grounds;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.AuditEvent.Kind;
import vestibule.core.model.Email;
import vestibule.core.model.Mail;
import vestibule.core.operator.Reason;
import vestibule.core.outbox.Notices;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.store.AddressChange;
import vestibule.core.store.Stores;

/** What operators do with the addresses of others. Every address that is proven is told. */
public final class AddressCare {

  private final Changes changes;
  private final AddressClaims claims;
  private final Notices notices;

  public AddressCare(Changes changes, AddressClaims claims, Notices notices) {
    this.changes = changes;
    this.claims = claims;
    this.notices = notices;
  }

  /** The same in the name of whom those changes are by. */
  public AddressCare by(Changes others) {
    return new AddressCare(others, claims, notices);
  }

  /**
   * Vouches that an address is the person's own: others who claim it lose it.
   *
   * @throws RefusedException with {@link Refusal.AccountUnknown} or {@link Refusal.AddressUnknown};
   *     with {@link Refusal.AddressTaken} when another account has proved it
   */
  public void confirm(long account, long id) {
    AuditEvent event = changes.byOperator(Kind.ADDRESS_CONFIRMED, account, "address " + id);
    List<Email> emails = changes.read(stores -> stores.emails().of(account));
    List<Mail> told =
        notices.byOperator(
            Mail.Purpose.ADDRESS_VERIFIED,
            emails.stream().filter(email -> email.id() != id).toList());
    changes.makeIf(
        event,
        Grounds.operator(),
        change -> {
          Email email = own(change.stores(), account, id);
          if (email.verified()) {
            return false;
          }
          AddressClaims.lockClaimants(change, email.key());
          requireProvable(() -> claims.prove(change, email));
          if (!told.isEmpty()) {
            AddressUndo.keep(change, event, id, new AddressChange.Verified());
            told.forEach(change.stores().outbox()::insert);
          }
          return true;
        });
  }

  private static void requireProvable(Runnable proving) {
    try {
      proving.run();
    } catch (RefusedException provenByAnother) {
      throw new RefusedException(new Refusal.AddressTaken());
    }
  }

  /**
   * Removes an address, which its person can take back for as long as any removal of a proven one.
   *
   * @throws RefusedException with {@link Refusal.AccountUnknown}, {@link Refusal.AddressUnknown} or
   *     {@link Refusal.AddressPrimary}
   */
  public void remove(long account, long id, Reason reason) {
    AuditEvent event =
        changes.byOperator(Kind.ADDRESS_REMOVED, account, "address " + id + ": " + reason.text());
    List<Mail> told =
        notices.byOperator(
            Mail.Purpose.ADDRESS_REMOVED, changes.read(stores -> stores.emails().of(account)));
    changes.run(
        event,
        Grounds.operator(),
        change -> {
          Emails.removed(change, event, own(change.stores(), account, id));
          told.forEach(change.stores().outbox()::insert);
        });
  }

  private static Email own(Stores stores, long account, long id) {
    return stores
        .emails()
        .find(account, id)
        .orElseThrow(() -> new RefusedException(new Refusal.AddressUnknown()));
  }
}
