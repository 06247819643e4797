package vestibule.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** What cameras note beside a picture, of which only the way it is to be turned is read. */
final class Exif {

  private static final int TIFF = 6;
  private static final int ENTRY = 12;
  private static final int ORIENTATION = 0x0112;
  private static final int SHORT = 3;

  private Exif() {}

  /** Empty where it is not told, or not told well. */
  static Optional<Integer> orientation(byte[] segment) {
    if (!Cursor.has(segment, 0, 'E', 'x', 'i', 'f', 0, 0)) {
      return Optional.empty();
    }
    boolean small = Cursor.has(segment, TIFF, 'I', 'I', 42, 0);
    if (!small && !Cursor.has(segment, TIFF, 'M', 'M', 0, 42)) {
      return Optional.empty();
    }
    ByteBuffer tiff = ByteBuffer.wrap(segment, TIFF, segment.length - TIFF).slice();
    tiff.order(small ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    try {
      return inDirectory(tiff, tiff.getInt(4));
    } catch (IndexOutOfBoundsException broken) {
      return Optional.empty();
    }
  }

  private static Optional<Integer> inDirectory(ByteBuffer tiff, int directory) {
    int entries = tiff.getShort(directory) & 0xFFFF;
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + i * ENTRY;
      if ((tiff.getShort(entry) & 0xFFFF) == ORIENTATION && tiff.getShort(entry + 2) == SHORT) {
        return Optional.of((int) tiff.getShort(entry + 8)).filter(way -> way >= 1 && way <= 8);
      }
    }
    return Optional.empty();
  }
}
