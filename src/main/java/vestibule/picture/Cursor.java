package vestibule.picture;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;

/** A place in a file that is read from its beginning to its end. */
final class Cursor {

  private final byte[] file;
  private int at;

  Cursor(byte[] file, int at) {
    this.file = file;
    this.at = at;
  }

  int at() {
    return at;
  }

  /** One byte, 0 to 255. */
  int one() throws IOException {
    require(1);
    return file[at++] & 0xFF;
  }

  /** Two bytes, the high one first. */
  int two() throws IOException {
    int high = one();
    return high << 8 | one();
  }

  /** Two bytes, the low one first. */
  int twoLowFirst() throws IOException {
    int low = one();
    return low | one() << 8;
  }

  /** Four bytes, the high one first; what is beyond an int is refused. */
  int four() throws IOException {
    int value = two() << 16 | two();
    if (value < 0) {
      throw new IOException("a length that no file has");
    }
    return value;
  }

  /** One byte back, which was read before. */
  void back() {
    at--;
  }

  void skip(int bytes) throws IOException {
    require(bytes);
    at += bytes;
  }

  /** What lies from a place up to here. */
  void copySince(int from, ByteArrayOutputStream out) {
    out.write(file, from, at - from);
  }

  private void require(int bytes) throws IOException {
    if (bytes < 0 || bytes > file.length - at) {
      throw new EOFException("the picture breaks off");
    }
  }

  /** Whether a file has these bytes at a place. */
  static boolean has(byte[] file, int at, int... bytes) {
    if (at < 0 || file.length - at < bytes.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if ((file[at + i] & 0xFF) != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
