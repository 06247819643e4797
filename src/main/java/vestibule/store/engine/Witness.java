package vestibule.store.engine;

import java.util.function.ToIntFunction;
import org.jdbi.v3.core.Handle;

/**
 * A row that a piece of work has inserted under a key of its own, and that nobody removes soon: by
 * it can be told whether the COMMIT succeeded when the answer to it was lost. Both actions are run
 * in another transaction.
 *
 * @param insertAgain inserts the same row where it is absent ({@code on conflict do nothing}) and
 *     returns how many rows that were
 * @param writeOver writes the row over with what it holds, so that the transaction has something to
 *     commit where the row lies, and returns how many rows that were
 */
public record Witness(ToIntFunction<Handle> insertAgain, ToIntFunction<Handle> writeOver) {}
