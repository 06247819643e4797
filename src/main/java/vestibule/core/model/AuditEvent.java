package vestibule.core.model;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/**
 * One thing that happened to an account, or that somebody attempted in vain.
 *
 * @param account 0 where it is no account's, or nobody knows whose
 * @param detail what the kind alone does not tell, without any secret, address or text from
 *     outside; "" when there is nothing to add
 */
public record AuditEvent(long id, Instant at, long account, Kind kind, Place place, String detail) {

  /** The same about another account. */
  public AuditEvent of(long other) {
    return new AuditEvent(id, at, other, kind, place, detail);
  }

  /** Whoever did it. */
  public enum Actor {
    /** Somebody at a door. */
    PERSON,
    /** Who runs the server, by the command line. */
    OPERATOR,
    /** The server by itself. */
    SYSTEM
  }

  /** How it went. */
  public enum Outcome {
    DONE,
    REFUSED
  }

  /**
   * Where an event came from.
   *
   * @param door a door's name, or {@code operator} or {@code system}
   * @param networkAddress "" when there was none, or it was erased; as {@code browser}
   */
  public record Place(Actor actor, String door, String networkAddress, String browser) {

    private static final String OPERATOR = "operator";

    /** A place of which no browser is known. */
    public Place(String door, String networkAddress) {
      this(door.equals(OPERATOR) ? Actor.OPERATOR : Actor.PERSON, door, networkAddress, "");
    }

    /** The command line. */
    public static Place ofOperator() {
      return new Place(OPERATOR, "");
    }

    /** The server itself. */
    public static Place ofSystem() {
      return new Place(Actor.SYSTEM, "system", "", "");
    }

    /** A door, and who stands there. */
    public static Place of(Visit visit) {
      UserAgent client = visit.client();
      return new Place(
          Actor.PERSON, visit.door().name(), client.networkAddress(), client.browser());
    }
  }

  public enum Kind {
    REGISTERED,
    /** Came in from another system, or was brought up to date from there. */
    IMPORTED,
    SIGNED_IN,
    SIGNED_OUT,
    /** Somebody who is signed in has given the password, or another factor, once more. */
    PROVED,
    ADDRESS_ADDED,
    ADDRESS_CONFIRMED,
    ADDRESS_REMOVED,
    ADDRESS_DISOWNED,
    ADDRESS_LOST,
    PRIMARY_CHANGED,
    PROFILE_CHANGED,
    NAME_CHANGED,
    PASSWORD_CHANGED,
    PASSWORD_RESET_REQUESTED,
    PASSWORD_RESET,
    FACTOR_ADDED,
    FACTOR_REMOVED,
    /** The codes that stand in for a lost factor were drawn anew. */
    RECOVERY_CODES_MADE,
    DISABLED,
    ENABLED,
    /** The owner wants the account deleted; it is shut until it is erased. */
    DELETION_BEGUN,
    /** The owner has taken that back. */
    DELETION_CANCELLED,
    DELETED,
    /** A group, role or permission that nobody has yet. */
    RIGHT_MADE,
    RIGHT_GRANTED,
    RIGHT_REVOKED,
    KEY_MADE,
    KEY_ROTATED,
    KEY_REVOKED,
    MASTER_KEY_CHANGED,
    SERVICE_MADE,
    SERVICE_ROTATED,
    SERVICE_DELETED,
    /** A mail that waited, or was given up, is tried at once. */
    MAIL_RETRIED,
    /** What limits had counted of somebody begins anew. */
    LIMIT_RELEASED,
    /** Another system is told of events from here on. */
    WEBHOOK_MADE,
    /** Its secret is another, or it is told again, or nothing more. */
    WEBHOOK_CHANGED,
    WEBHOOK_DELETED,
    /** A server started, with these settings beside the defaults: a change of them shows here. */
    SERVER_STARTED,
    /** A refresh token was used once more, which ended its session. */
    REFRESH_TOKEN_REUSED,
    /** The owner said by the link of a notice that it was somebody else. */
    DISAVOWED,
    /** A log-in that came to nothing. */
    SIGN_IN_REFUSED,
    /** The present password was wrong where somebody who is signed in had to give it. */
    PASSWORD_REFUSED,
    /** What was to prove a second factor of somebody who is signed in was wrong. */
    FACTOR_REFUSED,
    /** A mailed code opened nothing. */
    CODE_REFUSED,
    /** A new password was asked for by a log-in string that nobody has. */
    RESET_REFUSED,
    /** A token of ours is worth nothing any more. */
    TOKEN_REFUSED,
    /** A program has shown a credential that is no service's. */
    SERVICE_REFUSED,
    /** A name or an address was asked for that is taken. */
    REGISTRATION_REFUSED,
    /** Attempts of one client that nobody judged: it was over a limit, or the server busy. */
    TURNED_AWAY;

    private static final Set<Kind> REFUSALS =
        EnumSet.of(
            SIGN_IN_REFUSED,
            PASSWORD_REFUSED,
            FACTOR_REFUSED,
            CODE_REFUSED,
            RESET_REFUSED,
            TOKEN_REFUSED,
            SERVICE_REFUSED,
            REGISTRATION_REFUSED,
            TURNED_AWAY);

    /** How what this tells of has ended. */
    public Outcome outcome() {
      return REFUSALS.contains(this) ? Outcome.REFUSED : Outcome.DONE;
    }
  }
}
