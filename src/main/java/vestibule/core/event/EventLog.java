package vestibule.core.event;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import vestibule.core.model.AuditEvent;
import vestibule.core.store.Stores;
import vestibule.core.store.event.AccountEvent;
import vestibule.core.store.event.AccountEvent.Type;

/**
 * Writes what other systems are told, in the unit of work of what it tells of; or nothing, without
 * any cost, where nobody is told.
 *
 * @param on whether anybody is told
 */
public record EventLog(boolean on) {

  /** Nobody is told. */
  public static final EventLog OFF = new EventLog(false);

  /**
   * The accounts that one unit of work had to do with, whether or not an event is theirs.
   *
   * @param changed what is shown of them is another
   * @param ended sessions of theirs ended
   */
  public record Touched(Set<Long> changed, Set<Long> ended) {}

  /** Tells of what one unit of work did, once it has done it. */
  public void write(Stores stores, List<AuditEvent> done, Touched touched) {
    if (!on || done.isEmpty()) {
      return;
    }
    Set<Long> losers = new LinkedHashSet<>(touched.changed());
    Set<Long> ended = new LinkedHashSet<>(touched.ended());
    for (AuditEvent event : done) {
      Optional<Type> type = event.account() == 0 ? Optional.empty() : type(event.kind());
      type.ifPresent(one -> insert(stores, event, one));
      losers.remove(event.account());
      if (type.filter(one -> one == Type.SESSION_ENDED).isPresent()) {
        ended.remove(event.account());
      }
    }
    // Who confirms an address takes it from others, who have no event in the trail, and of whom
    // sessions may end.
    AuditEvent last = done.getLast();
    losers.stream()
        .filter(account -> account > 0)
        .forEach(account -> insert(stores, last.of(account), Type.ADDRESS_CHANGED));
    ended.forEach(account -> insert(stores, last.of(account), Type.SESSION_ENDED));
  }

  private static void insert(Stores stores, AuditEvent event, Type type) {
    long version = stores.events().version(event.account()).orElse(AccountEvent.LAST);
    stores
        .events()
        .insert(
            new AccountEvent(
                event.id(), type, event.account(), version, event.at(), event.place().door()));
  }

  /** As what a kind of the audit trail is told; most refusals are nobody else's concern. */
  static Optional<Type> type(AuditEvent.Kind kind) {
    return switch (kind) {
      case REGISTERED -> Optional.of(Type.ACCOUNT_CREATED);
      case IMPORTED -> Optional.of(Type.ACCOUNT_IMPORTED);
      case SIGNED_IN -> Optional.of(Type.ACCOUNT_SIGNED_IN);
      case ADDRESS_CONFIRMED -> Optional.of(Type.ACCOUNT_CONFIRMED);
      case PROFILE_CHANGED, NAME_CHANGED -> Optional.of(Type.ACCOUNT_CHANGED);
      case DISABLED, DELETION_BEGUN -> Optional.of(Type.ACCOUNT_DISABLED);
      case ENABLED, DELETION_CANCELLED -> Optional.of(Type.ACCOUNT_ENABLED);
      case DELETED -> Optional.of(Type.ACCOUNT_DELETED);
      case PASSWORD_CHANGED, PASSWORD_RESET -> Optional.of(Type.PASSWORD_CHANGED);
      // Who disavows a change takes back what was done to the addresses.
      case ADDRESS_ADDED,
          ADDRESS_REMOVED,
          ADDRESS_DISOWNED,
          ADDRESS_LOST,
          PRIMARY_CHANGED,
          DISAVOWED ->
          Optional.of(Type.ADDRESS_CHANGED);
      case FACTOR_ADDED, FACTOR_REMOVED, RECOVERY_CODES_MADE -> Optional.of(Type.FACTOR_CHANGED);
      case RIGHT_GRANTED, RIGHT_REVOKED -> Optional.of(Type.RIGHTS_CHANGED);
      case SIGNED_OUT -> Optional.of(Type.SESSION_ENDED);
      // What ends sessions beside these is told by the ends.
      case PROVED,
          PASSWORD_RESET_REQUESTED,
          RIGHT_MADE,
          MAIL_RETRIED,
          LIMIT_RELEASED,
          KEY_MADE,
          KEY_ROTATED,
          KEY_REVOKED,
          MASTER_KEY_CHANGED,
          SERVICE_MADE,
          SERVICE_ROTATED,
          SERVICE_DELETED,
          SERVICE_REFUSED,
          FACTOR_REFUSED,
          WEBHOOK_MADE,
          WEBHOOK_CHANGED,
          WEBHOOK_DELETED,
          SERVER_STARTED,
          REFRESH_TOKEN_REUSED,
          SIGN_IN_REFUSED,
          PASSWORD_REFUSED,
          CODE_REFUSED,
          RESET_REFUSED,
          TOKEN_REFUSED,
          REGISTRATION_REFUSED,
          TURNED_AWAY ->
          Optional.empty();
    };
  }
}
