package vestibule.picture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Set;

/** The outline of a PNG: the chunks that draw it, without texts, profiles and animations. */
final class Png {

  private static final int[] SIGNATURE = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final int HEADER = 0x49484452;
  private static final int PALETTE = 0x504C5445;
  private static final int TRANSPARENCY = 0x74524E53;
  private static final int DATA = 0x49444154;
  private static final int END = 0x49454E44;
  private static final Set<Integer> DRAWING = Set.of(HEADER, PALETTE, TRANSPARENCY, DATA, END);
  private static final int HEADER_LENGTH = 13;
  private static final int MOST_OF_PALETTE = 768;

  private Png() {}

  static boolean is(byte[] file) {
    return Cursor.has(file, 0, SIGNATURE);
  }

  static Outline outline(byte[] file) throws IOException {
    ByteArrayOutputStream drawing = new ByteArrayOutputStream(file.length);
    drawing.write(file, 0, SIGNATURE.length);
    Cursor cursor = new Cursor(file, SIGNATURE.length);
    if (!Cursor.has(file, cursor.at(), 0, 0, 0, HEADER_LENGTH, 'I', 'H', 'D', 'R')) {
      throw new IOException("the header does not come first");
    }
    Cursor header = new Cursor(file, cursor.at() + 8);
    int width = header.four();
    int height = header.four();
    if (width == 0 || height == 0) {
      throw new IOException("it has no pixels");
    }
    int type;
    do {
      type = chunk(cursor, drawing);
    } while (type != END);
    return new Outline("png", width, height, Outline.UPRIGHT, drawing.toByteArray());
  }

  private static int chunk(Cursor cursor, ByteArrayOutputStream drawing) throws IOException {
    int from = cursor.at();
    int length = cursor.four();
    int type = cursor.two() << 16 | cursor.two();
    boolean bounded =
        switch (type) {
          case HEADER -> length == HEADER_LENGTH && drawing.size() == SIGNATURE.length;
          case PALETTE, TRANSPARENCY -> length <= MOST_OF_PALETTE;
          default -> true;
        };
    if (!bounded) {
      throw new IOException("a chunk of a length that it never has");
    }
    cursor.skip(length);
    cursor.skip(4);
    if (DRAWING.contains(type)) {
      cursor.copySince(from, drawing);
    }
    return type;
  }
}
