package vestibule.moving;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/** Bounds how much of a file one row may be. */
public final class BoundedInput extends FilterInputStream {

  /** In bytes: far more than any person has, with what a parser reads ahead. */
  private static final long LONGEST = 4L << 20;

  private final long longest;
  private final Supplier<RuntimeException> tooLong;
  private long left;

  BoundedInput(InputStream in) {
    this(in, LONGEST, () -> new BadSource("a row of the file is longer than 4 MiB"));
  }

  /**
   * Bounds rows of another length.
   *
   * @param longest in bytes, with what a parser reads ahead
   * @param tooLong what is thrown for one that is longer
   */
  public BoundedInput(InputStream in, long longest, Supplier<RuntimeException> tooLong) {
    super(in);
    this.longest = longest;
    this.tooLong = tooLong;
    this.left = longest;
  }

  /** A row begins. */
  public void begin() {
    left = longest;
  }

  /** What is passed over is kept nowhere. */
  public void passOver() {
    left = Long.MAX_VALUE;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    count(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] bytes, int from, int most) throws IOException {
    int read = super.read(bytes, from, most);
    count(Math.max(0, read));
    return read;
  }

  private void count(int bytes) {
    left -= bytes;
    if (left < 0) {
      throw tooLong.get();
    }
  }
}
