package vestibule.picture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * The outline of a GIF: its first frame alone, with what makes pixels of it transparent. Comments
 * and the frames of an animation are left out.
 */
final class Gif {

  private static final int SIGNATURE = 6;
  private static final int EXTENSION = 0x21;
  private static final int GRAPHIC_CONTROL = 0xF9;
  private static final int IMAGE = 0x2C;
  private static final int TRAILER = 0x3B;
  private static final int HAS_TABLE = 0x80;
  private static final int TABLE_SIZE = 0x07;

  private Gif() {}

  static boolean is(byte[] file) {
    return Cursor.has(file, 0, 'G', 'I', 'F', '8', '7', 'a')
        || Cursor.has(file, 0, 'G', 'I', 'F', '8', '9', 'a');
  }

  static Outline outline(byte[] file) throws IOException {
    ByteArrayOutputStream drawing = new ByteArrayOutputStream(file.length);
    Cursor cursor = new Cursor(file, SIGNATURE);
    cursor.skip(4);
    int flags = cursor.one();
    cursor.skip(2);
    cursor.skip(table(flags));
    cursor.copySince(0, drawing);
    toFirstFrame(cursor, drawing);
    int frame = cursor.at();
    cursor.skip(4);
    int width = cursor.twoLowFirst();
    int height = cursor.twoLowFirst();
    if (width == 0 || height == 0) {
      throw new IOException("it has no pixels");
    }
    cursor.skip(table(cursor.one()));
    cursor.skip(1);
    skipBlocks(cursor);
    drawing.write(IMAGE);
    cursor.copySince(frame, drawing);
    drawing.write(TRAILER);
    return new Outline("gif", width, height, Outline.UPRIGHT, drawing.toByteArray());
  }

  /** The last control before the frame is the one that counts. */
  private static void toFirstFrame(Cursor cursor, ByteArrayOutputStream drawing)
      throws IOException {
    ByteArrayOutputStream control = new ByteArrayOutputStream();
    for (int next = cursor.one(); next != IMAGE; next = cursor.one()) {
      if (next != EXTENSION) {
        throw new IOException("neither a frame nor an extension");
      }
      int from = cursor.at();
      boolean controls = cursor.one() == GRAPHIC_CONTROL;
      skipBlocks(cursor);
      // Its length is always the same: a longer one is none.
      if (controls && cursor.at() - from == 7) {
        control.reset();
        control.write(EXTENSION);
        cursor.copySince(from, control);
      }
    }
    drawing.writeBytes(control.toByteArray());
  }

  private static int table(int flags) {
    return (flags & HAS_TABLE) == 0 ? 0 : 3 << ((flags & TABLE_SIZE) + 1);
  }

  private static void skipBlocks(Cursor cursor) throws IOException {
    for (int length = cursor.one(); length > 0; length = cursor.one()) {
      cursor.skip(length);
    }
  }
}
