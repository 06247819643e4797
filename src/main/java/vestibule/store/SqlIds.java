package vestibule.store;

import java.util.Locale;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.store.Ids;
import vestibule.store.engine.Unavailable;

/** The ids of the core's sequences, drawn from a database's blocks. */
public final class SqlIds implements Ids {

  private final vestibule.store.engine.IdBlocks blocks;

  /** Ids from these blocks. */
  public SqlIds(vestibule.store.engine.IdBlocks blocks) {
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
