package vestibule.store;

import java.util.Locale;
import vestibule.core.Refusal;
import vestibule.core.RefusedException;

/** The ids of the core's sequences, drawn from a database's blocks. */
public final class SqlIds implements vestibule.core.Ids {

  private final Ids blocks;

  /** Ids from these blocks. */
  public SqlIds(Ids blocks) {
    this.blocks = blocks;
  }

  @Override
  public long next(Sequence sequence) {
    try {
      return blocks.next(sequence.name().toLowerCase(Locale.ROOT));
    } catch (Unavailable unavailable) {
      throw new RefusedException(new Refusal.Busy(unavailable.retryAfterSeconds()));
    }
  }
}
