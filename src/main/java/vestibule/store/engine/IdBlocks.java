package vestibule.store.engine;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.store.Ids;

/**
 * The allocator of ids: each sequence counts from 1, and no number is ever handed out twice, on any
 * node.
 */
public final class IdBlocks implements Ids {
  private static final Logger LOG = LoggerFactory.getLogger(IdBlocks.class);

  /**
   * The end of every block is at most this, so that ids stay exact in JavaScript (2^53 - 1 is its
   * last safe integer).
   */
  private static final long END = 1L << 53;

  private static final String TAKE =
      """
      insert into id_block (name, next) values (:name, 1 + :size)
      on conflict (name) do update set next = id_block.next + :size
      where id_block.next + :size <= :end
      returning next
      """;

  private static final String GIVE_BACK =
      "update id_block set next = :unused where name = :name and next = :end";

  private final Database database;
  private final long blockSize;
  private final Map<Sequence, Block> blocks = new EnumMap<>(Sequence.class);

  /** The rest of the block last taken for one sequence: from {@code next}, below {@code end}. */
  private static final class Block {
    long next;
    long end;
  }

  /**
   * Takes {@code blockSize} ids at a time from {@code id_block}: 1,000 in a server, 1 on the
   * command line.
   */
  public IdBlocks(Database database, int blockSize) {
    if (blockSize < 1) {
      throw new IllegalArgumentException("a block holds at least one id");
    }
    this.database = database;
    this.blockSize = blockSize;
    for (Sequence sequence : Sequence.values()) {
      blocks.put(sequence, new Block());
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException inside a write, or when the sequence has reached its end
   */
  @Override
  public long next(Sequence sequence) {
    database.refuseInsideWrite();
    Block block = blocks.get(sequence);
    synchronized (block) {
      if (block.next == block.end) {
        long end = take(sequence);
        block.next = end - blockSize;
        block.end = end;
      }
      return block.next++;
    }
  }

  private long take(Sequence sequence) {
    try {
      return database
          .write(
              transaction ->
                  transaction
                      .handle()
                      .createQuery(TAKE)
                      .bind("name", name(sequence))
                      .bind("size", blockSize)
                      .bind("end", END)
                      .mapTo(Long.class)
                      .findOne())
          .orElseThrow(() -> new IllegalStateException("no ids are left in " + name(sequence)));
    } catch (Unavailable unavailable) {
      throw new RefusedException(new Refusal.Busy(unavailable.retryAfterSeconds()));
    }
  }

  /**
   * Gives back the unused rest of each block, unless a later one was taken: for a clean stop. A
   * rest that the database cannot take now is lost, which costs nothing.
   */
  public void release() {
    blocks.forEach(
        (sequence, block) -> {
          synchronized (block) {
            long unused = block.next;
            // First, so that no id is handed out again that may have been given back.
            block.next = block.end;
            if (unused < block.end) {
              giveBack(sequence, unused, block.end);
            }
          }
        });
  }

  private void giveBack(Sequence sequence, long unused, long end) {
    try {
      database.write(
          transaction ->
              transaction
                  .handle()
                  .createUpdate(GIVE_BACK)
                  .bind("unused", unused)
                  .bind("name", name(sequence))
                  .bind("end", end)
                  .execute());
    } catch (Unavailable away) {
      LOG.warn("the unused ids of {} were not given back: {}", name(sequence), away.getMessage());
    }
  }

  private static String name(Sequence sequence) {
    return sequence.name().toLowerCase(Locale.ROOT);
  }
}
