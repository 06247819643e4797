package vestibule.store.engine;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The allocator of ids: each sequence counts from 1, and no number is ever handed out twice, on any
 * node.
 */
public final class IdBlocks {
  private static final Logger LOG = LoggerFactory.getLogger(IdBlocks.class);

  /**
   * The end of every block is at most this, so that ids stay exact in JavaScript (2^53 - 1 is its
   * last safe integer).
   */
  private static final long END = 1L << 53;

  private static final int MOST_SEQUENCES = 100;
  private static final Pattern NAME = Pattern.compile("[a-z_]{1,40}");

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
  private final int blockSize;
  private final Map<String, Block> blocks = new ConcurrentHashMap<>();

  /**
   * What is left of the block last taken for one sequence: from {@code next}, below {@code end}.
   */
  private static final class Block {
    final ReentrantLock lock = new ReentrantLock();
    long next;
    long end;

    long locked(LongSupplier action) {
      lock.lock();
      try {
        return action.getAsLong();
      } finally {
        lock.unlock();
      }
    }
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
  }

  /**
   * The next id of {@code sequence} (at most 40 lower-case letters and {@code _}), from 1 to 2^53 -
   * 1. Must be asked for before the transaction that uses it: it may need a transaction of its own.
   *
   * @throws IllegalStateException inside a write, or when the sequence has reached its end
   * @throws Unavailable when a new block cannot be had now
   */
  public long next(String sequence) {
    database.refuseInsideWrite();
    Block known = blocks.get(sequence);
    Block block = known == null ? add(sequence) : known;
    return block.locked(
        () -> {
          if (block.next == block.end) {
            long end = take(sequence);
            block.next = end - blockSize;
            block.end = end;
          }
          return block.next++;
        });
  }

  private Block add(String sequence) {
    if (!NAME.matcher(sequence).matches() || blocks.size() >= MOST_SEQUENCES) {
      throw new IllegalArgumentException("not a sequence: " + sequence);
    }
    return blocks.computeIfAbsent(sequence, name -> new Block());
  }

  private long take(String sequence) {
    Optional<Long> end =
        database.write(
            transaction ->
                transaction
                    .handle()
                    .createQuery(TAKE)
                    .bind("name", sequence)
                    .bind("size", (long) blockSize)
                    .bind("end", END)
                    .mapTo(Long.class)
                    .findOne());
    return end.orElseThrow(() -> new IllegalStateException("no ids are left in " + sequence));
  }

  /**
   * Gives back the unused rest of each block, where nobody has taken a later one: for a clean stop.
   * A rest that the database cannot take now is lost, and costs nothing.
   */
  public void release() {
    blocks.forEach(
        (sequence, block) ->
            block.locked(
                () -> {
                  long unused = block.next;
                  // First of all: what may have been given back is not handed out again.
                  block.next = block.end;
                  if (unused < block.end) {
                    giveBack(sequence, unused, block.end);
                  }
                  return unused;
                }));
  }

  private void giveBack(String sequence, long unused, long end) {
    try {
      database.write(
          transaction -> {
            Handle handle = transaction.handle();
            return handle
                .createUpdate(GIVE_BACK)
                .bind("unused", unused)
                .bind("name", sequence)
                .bind("end", end)
                .execute();
          });
    } catch (Unavailable away) {
      LOG.warn("the unused ids of {} were not given back: {}", sequence, away.getMessage());
    }
  }
}
