package vestibule.moving.exports;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vestibule.core.disk.OwnersOnly;

/**
 * The lines of Auth0's export of hashes, found by the ids of their people. They lie in a file of
 * mode 0600 that goes with this; in memory is only where each is: some 20 bytes.
 */
final class Auth0Hashes implements Closeable {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int FIRST = 1 << 10;
  private static final int BUFFER = 1 << 16;

  private final FileChannel file;
  private final OutputStream out;

  /** By the number of a line: where it begins; behind the last one, where the file ends. */
  private long[] places = new long[FIRST + 1];

  /** By the number of a line: the hash code of its person's id. */
  private int[] codes = new int[FIRST];

  /** Numbers of lines and one more, in a table by those codes. */
  private int[] slots = new int[2 * FIRST];

  private final BitSet taken = new BitSet();
  private int count;
  private int rest;

  private Auth0Hashes(FileChannel file) {
    this.file = file;
    this.out = new BufferedOutputStream(Channels.newOutputStream(file), BUFFER);
  }

  /**
   * None yet. The file has no name any more when this returns: a run that is killed leaves none.
   */
  static Auth0Hashes none() throws IOException {
    Path path = Files.createTempFile("vestibule-import", ".hashes", OwnersOnly.FILE);
    try {
      return new Auth0Hashes(
          FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE));
    } finally {
      Files.delete(path);
    }
  }

  void add(JsonNode row) throws IOException {
    byte[] line = JSON.writeValueAsBytes(row);
    out.write(line);
    if (count == codes.length) {
      places = Arrays.copyOf(places, 2 * count + 1);
      codes = Arrays.copyOf(codes, 2 * count);
      slots = new int[4 * count];
      for (int number = 0; number < count; number++) {
        enter(number);
      }
    }
    places[count + 1] = places[count] + line.length;
    codes[count] = Auth0.idOfHash(row).hashCode();
    enter(count++);
  }

  private void enter(int number) {
    int slot = slot(codes[number]);
    while (slots[slot] != 0) {
      slot = after(slot);
    }
    slots[slot] = number + 1;
  }

  /** Neighbours among codes are spread, as ids count up. */
  private int slot(int code) {
    return (code * 0x9E3779B9 >>> 1) % slots.length;
  }

  private int after(int slot) {
    return (slot + 1) % slots.length;
  }

  /** The line of that person. */
  Optional<JsonNode> take(String id) throws IOException {
    for (int slot = slot(id.hashCode()); slots[slot] != 0; slot = after(slot)) {
      int number = slots[slot] - 1;
      if (codes[number] == id.hashCode()) {
        JsonNode row = line(number);
        if (Auth0.idOfHash(row).equals(id)) {
          taken.set(number);
          return Optional.of(row);
        }
      }
    }
    return Optional.empty();
  }

  /** The next line that nobody has taken. */
  Optional<JsonNode> nextOfRest() throws IOException {
    rest = taken.nextClearBit(rest);
    return rest < count ? Optional.of(line(rest++)) : Optional.empty();
  }

  private JsonNode line(int number) throws IOException {
    out.flush();
    ByteBuffer line = ByteBuffer.allocate((int) (places[number + 1] - places[number]));
    while (line.hasRemaining()) {
      if (file.read(line, places[number] + line.position()) < 0) {
        throw new IOException("a file for the time being has become shorter");
      }
    }
    return JSON.readTree(line.array());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
