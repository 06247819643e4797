package vestibule.core.store;

import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;

/** Draws ids that are never used twice and stay below 2^53, as JavaScript reads them. */
public interface Ids {

  /**
   * The next id of a sequence. Ids are drawn before a unit of work begins, never inside one.
   *
   * @throws RefusedException with {@link Refusal.Busy} when the database cannot give a new block
   */
  long next(Sequence sequence);

  /** The sequences of ids. */
  enum Sequence {
    ACCOUNT,
    EMAIL,
    SESSION,
    CODE,
    MAIL,
    AUDIT,
    GROUP,
    ROLE,
    PERMISSION,
    SERVICE,
    FACTOR,
    WEBHOOK
  }
}
