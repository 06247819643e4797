package vestibule.core.arrival;

import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;

/** What has become of one person who came. */
public sealed interface Outcome {

  /** They have an account now. */
  record Imported(OptionalLong account, String login, SortedSet<Warning> warnings)
      implements Outcome {}

  /** They had come before, and what has changed there was changed here. */
  record Updated(OptionalLong account, String login, SortedSet<Warning> warnings)
      implements Outcome {}

  /** They had come before. */
  record Unchanged(OptionalLong account, String login) implements Outcome {}

  /**
   * They have no account.
   *
   * @param field which of theirs was the reason; "" where it is no field
   */
  record Refused(Reason reason, String field) implements Outcome {}

  /** Why somebody cannot come in. */
  enum Reason {
    NAME_TAKEN,
    ADDRESS_TAKEN,
    NAME_INVALID,
    ADDRESS_INVALID,
    NO_LOGIN,
    HASH_UNKNOWN,
    HASH_DAMAGED,
    HASH_TOO_COSTLY,
    HASH_NEEDS_KEY,
    ID_TAKEN,
    ID_INVALID,
    FIELD_INVALID,
    ROW_DAMAGED
  }

  /** What somebody who came in should know of, or has not brought along. */
  enum Warning {
    NO_PASSWORD,
    INACTIVE,
    ADDRESS_DROPPED,
    NAME_DROPPED,
    NAME_AS_ADDRESS,
    ADDRESS_UNVERIFIED,
    FIELD_DROPPED,
    RIGHTS_DROPPED,
    MFA_NOT_CARRIED,
    SOCIAL_NOT_CARRIED
  }

  /** No warnings yet, in the order in which they are told. */
  static SortedSet<Warning> noWarnings() {
    return new TreeSet<>();
  }
}
