package vestibule.core.delivery;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import vestibule.core.change.Change;
import vestibule.core.change.Changes;
import vestibule.core.model.Email;
import vestibule.core.model.LoginKey;
import vestibule.core.store.Stores;

/**
 * Addresses that mail comes back from: marked until their owner proves them again (decision 19).
 */
public final class Bounces {

  private final Changes changes;
  private final MessageIds messageIds;
  private final InstantSource clock;

  /** Marks of the addresses of a database. */
  public Bounces(Changes changes, MessageIds messageIds, InstantSource clock) {
    this.changes = changes;
    this.messageIds = messageIds;
    this.clock = clock;
  }

  /**
   * Marks the address that a mail of ours went to.
   *
   * @param messageId as the returned mail has it, with its angle brackets
   * @return the address as it is now; empty when this server sent no such mail, or when the address
   *     is the account's no more
   */
  public Optional<Email> mark(String messageId) {
    Instant now = now();
    return messageIds
        .read(messageId)
        .flatMap(
            sent ->
                changes.unit(
                    sent.account(), now, change -> set(change, sent.email(), Optional.of(now))));
  }

  /**
   * Takes the mark off an address, of all accounts that have it.
   *
   * @return the addresses as they are now, those alone that were marked
   */
  public List<Email> forget(String address) {
    LoginKey key = LoginKey.of(address);
    return changes.read(stores -> stores.emails().claims(key)).stream()
        .filter(email -> email.bouncedAt().isPresent())
        .flatMap(
            email ->
                changes
                    .unit(
                        email.account(), now(), change -> set(change, email.id(), Optional.empty()))
                    .stream())
        .toList();
  }

  private static Optional<Email> set(Change change, long email, Optional<Instant> since) {
    Stores stores = change.stores();
    long account = change.account();
    if (!change.lock(account) || stores.emails().find(account, email).isEmpty()) {
      return Optional.empty();
    }
    stores.emails().bounced(account, email, since);
    change.announce(account);
    return stores.emails().find(account, email);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
