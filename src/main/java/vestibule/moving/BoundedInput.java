package vestibule.moving;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Bounds how much of a file one row may be. */
final class BoundedInput extends FilterInputStream {

  /** In bytes: far more than any person has, with what a parser reads ahead. */
  private static final long LONGEST = 4L << 20;

  private long left = LONGEST;

  BoundedInput(InputStream in) {
    super(in);
  }

  /** A row begins. */
  void begin() {
    left = LONGEST;
  }

  /** What is passed over is kept nowhere. */
  void passOver() {
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
      throw new BadSource("a row of the file is longer than 4 MiB");
    }
  }
}
