package vestibule.store;

/**
 * The allocator of ids: each sequence counts from 1, and no number is ever handed out twice, on any
 * node.
 */
public final class Ids {
  /**
   * Takes {@code blockSize} ids at a time from {@code id_block}: 1,000 in a server, 1 on the
   * command line.
   */
  public Ids(Database database, int blockSize) {}

  /**
   * The next id of {@code sequence} (lower-case letters and {@code _}), from 1 to 2^53 - 1. Must be
   * asked for before the transaction that uses it: it may need a transaction of its own.
   *
   * @throws IllegalStateException inside a write, or when the sequence has reached its end
   * @throws Unavailable when a new block cannot be had now
   */
  public long next(String sequence) {
    throw new UnsupportedOperationException(sequence);
  }

  /**
   * Gives back the unused rest of each block, where nobody has taken a later one: for a clean stop.
   */
  public void release() {}
}
