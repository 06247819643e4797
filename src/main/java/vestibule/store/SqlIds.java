package vestibule.store;

import java.util.Locale;
import vestibule.core.Ids;
import vestibule.core.Refusal;
import vestibule.core.RefusedException;
import vestibule.store.engine.Unavailable;

/** The ids of the core's sequences, drawn from a database's blocks. */
public final class SqlIds implements Ids {

  private final vestibule.store.engine.Ids blocks;

  /** Ids from these blocks. */
  public SqlIds(vestibule.store.engine.Ids blocks) {
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
