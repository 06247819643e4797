package vestibule.core.model;

import java.util.Optional;

/**
 * A mail that somebody asked for who must not learn, not even by the time that the answer takes,
 * whether anybody gets it (docs/contracts 0.6). That is found out after the answer.
 *
 * @param id also the id of the mail that comes of it, where one does
 * @param login the log-in string as it was typed; "" for what nobody can have
 * @param place where it was asked for, which the audit trail tells
 * @param language that the request asked for
 */
public record MailRequest(
    long id, Kind kind, String login, AuditEvent.Place place, Optional<Language> language) {

  public enum Kind {
    /** A new confirmation of an address, for its claimants. */
    CONFIRM,
    /** A link to a new password. */
    RESET,
    /** A code to sign in by. */
    SIGN_IN
  }

  /** Hides what was typed. */
  @Override
  public String toString() {
    return "MailRequest[id=" + id + ", kind=" + kind + "]";
  }
}
