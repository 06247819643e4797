package vestibule.core.model;

import java.time.Instant;

/**
 * One thing that happened to an account.
 *
 * @param place where it came from
 * @param detail what the kind alone does not tell, without any secret or address; "" when there is
 *     nothing to add
 */
public record AuditEvent(long id, Instant at, long account, Kind kind, Place place, String detail) {

  /** Where an event came from: a door's name or {@code operator}, and the network address. */
  public record Place(String door, String networkAddress) {}

  public enum Kind {
    REGISTERED,
    SIGNED_IN,
    SIGNED_OUT,
    ADDRESS_ADDED,
    ADDRESS_CONFIRMED,
    ADDRESS_REMOVED,
    ADDRESS_DISOWNED,
    ADDRESS_LOST,
    PRIMARY_CHANGED,
    PROFILE_CHANGED,
    PASSWORD_CHANGED,
    PASSWORD_RESET_REQUESTED,
    PASSWORD_RESET,
    DISABLED,
    ENABLED,
    DELETED,
    RIGHT_GRANTED,
    RIGHT_REVOKED
  }
}
