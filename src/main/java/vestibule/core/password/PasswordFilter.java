package vestibule.core.password;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A set of passwords as a Bloom filter: it knows every one of its passwords, and takes one of some
 * 5,000 others for one of its own. Passwords are known by their SHA-1, as the public lists of
 * breached ones give them; 20 bits stand for each.
 *
 * <p>All bits of a password lie in one block of 64 bytes, and blocks are in the order of the
 * hashes. So a question touches one page of the file, and a list that is sorted by hash, as the
 * published one is, fills a file that is larger than the memory from its front to its end.
 *
 * <p>Its form, big-endian: the ASCII letters {@code VPF1}, four bytes of 0, the number of blocks
 * and that of the passwords as longs, 0 up to byte 64, then the blocks, the lowest bit of each byte
 * first.
 */
public final class PasswordFilter {

  private static final int MAGIC = 0x56504631;
  private static final int HEAD = 64;
  private static final long BLOCKS_AT = 8;
  private static final long PASSWORDS_AT = 16;
  private static final int BLOCK = 64;
  private static final int BITS_PER_PASSWORD = 20;

  /** Nine bits of the hash choose one of the 512 bits of a block. */
  private static final int PROBE_BITS = 9;

  /** As many as a long and an int of the hash are enough for. */
  private static final int PROBES = 10;

  private static final int PROBES_OF_LONG = Long.SIZE / PROBE_BITS;

  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final MemorySegment memory;
  private final long blocks;

  private PasswordFilter(MemorySegment memory) {
    boolean known = memory.byteSize() > HEAD && memory.get(INT, 0) == MAGIC;
    this.memory = memory;
    this.blocks = known ? memory.get(LONG, BLOCKS_AT) : 0;
    if (blocks < 1 || memory.byteSize() != size(blocks)) {
      throw new IllegalArgumentException("not a filter of passwords, or a broken one");
    }
  }

  /**
   * The filter in these bytes.
   *
   * @throws IllegalArgumentException for bytes that are none
   */
  public static PasswordFilter of(byte[] bytes) {
    return new PasswordFilter(MemorySegment.ofArray(bytes));
  }

  /**
   * The filter in a file, which is mapped into memory until nobody has the filter any more. The
   * file may be replaced meanwhile, but not written over.
   *
   * @throws IllegalArgumentException for a file that is none
   * @throws IOException when it cannot be read
   */
  public static PasswordFilter of(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return new PasswordFilter(channel.map(MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto()));
    }
  }

  /** How many passwords were put in. */
  public long passwords() {
    return memory.get(LONG, PASSWORDS_AT);
  }

  /** Whether the password is one of the list, or looks like one. */
  public boolean holds(String password) {
    ByteBuffer hash = ByteBuffer.wrap(sha1(password));
    long block = block(hash, blocks);
    for (int probe = 0; probe < PROBES; probe++) {
      int bit = bit(hash, probe);
      if ((memory.get(ValueLayout.JAVA_BYTE, block + (bit >>> 3)) & 1 << (bit & 7)) == 0) {
        return false;
      }
    }
    return true;
  }

  /** Where its block begins. */
  private static long block(ByteBuffer hash, long blocks) {
    return HEAD + BLOCK * Math.unsignedMultiplyHigh(hash.getLong(0), blocks);
  }

  private static int bit(ByteBuffer hash, int probe) {
    long bits =
        probe < PROBES_OF_LONG
            ? hash.getLong(Long.BYTES) >>> probe * PROBE_BITS
            : hash.getInt(2 * Long.BYTES) >>> (probe - PROBES_OF_LONG) * PROBE_BITS;
    return (int) bits & (1 << PROBE_BITS) - 1;
  }

  private static long size(long blocks) {
    return HEAD + BLOCK * blocks;
  }

  /** The SHA-1 of a password's UTF-8 bytes: 20 bytes. */
  public static byte[] sha1(String password) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(password.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-1", e);
    }
  }

  /** Makes the filter of a list. */
  public static final class Builder implements AutoCloseable {

    private static final int ZEROS = 1 << 20;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment memory;
    private final long blocks;
    private long passwords;

    /**
     * Begins a filter in a file of which nothing is left. All of its space is taken at once: a disk
     * that is full is told here, as it cannot be while bits are set.
     *
     * @param channel to read and to write; it stays open
     * @param atMost how many passwords there will be at most
     */
    public Builder(FileChannel channel, long atMost) throws IOException {
      this.blocks =
          Math.ceilDiv(Math.multiplyExact(Math.max(1, atMost), BITS_PER_PASSWORD), BLOCK * 8);
      channel.truncate(0);
      clear(channel, size(blocks));
      this.memory = channel.map(MapMode.READ_WRITE, 0, size(blocks), arena);
      memory.set(INT, 0, MAGIC);
      memory.set(LONG, BLOCKS_AT, blocks);
    }

    private static void clear(FileChannel channel, long bytes) throws IOException {
      ByteBuffer zeros = ByteBuffer.allocate(ZEROS);
      for (long at = 0; at < bytes; ) {
        zeros.clear().limit((int) Math.min(ZEROS, bytes - at));
        at += channel.write(zeros, at);
      }
    }

    /** Adds a password by its SHA-1. */
    public void add(byte[] sha1) {
      ByteBuffer hash = ByteBuffer.wrap(sha1);
      long block = block(hash, blocks);
      for (int probe = 0; probe < PROBES; probe++) {
        int bit = bit(hash, probe);
        long at = block + (bit >>> 3);
        byte held = memory.get(ValueLayout.JAVA_BYTE, at);
        memory.set(ValueLayout.JAVA_BYTE, at, (byte) (held | 1 << (bit & 7)));
      }
      passwords++;
    }

    /** How many were added. */
    public long passwords() {
      return passwords;
    }

    /** Syncs what was added to the disk. */
    @Override
    public void close() {
      memory.set(LONG, PASSWORDS_AT, passwords);
      memory.force();
      arena.close();
    }
  }
}
