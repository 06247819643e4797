import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A file of byte strings, each behind its length, kept in one buffer outside of the heap. */
final class Texts {
  private final ByteBuffer bytes;
  private int[] starts = new int[1024];
  private int count;

  private Texts(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /** Reads a whole file; each string follows its length in four bytes, the highest first. */
  static Texts read(Path file) throws IOException {
    byte[] all = Files.readAllBytes(file);
    ByteBuffer bytes = ByteBuffer.allocateDirect(all.length).put(all).flip();
    Texts texts = new Texts(bytes);
    for (int at = 0; at < all.length; at += Integer.BYTES + bytes.getInt(at)) {
      texts.add(at + Integer.BYTES);
    }
    texts.add(all.length + Integer.BYTES);
    texts.count--;
    return texts;
  }

  private void add(int start) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
    }
    starts[count++] = start;
  }

  int count() {
    return count;
  }

  /** A view that {@link #choose} can move; one for each that reads at its own pace. */
  ByteBuffer view() {
    return bytes.duplicate();
  }

  /** Sets a view to one of the strings. */
  void choose(ByteBuffer view, int number) {
    view.limit(starts[number + 1] - Integer.BYTES).position(starts[number]);
  }
}
