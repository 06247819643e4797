package vestibule.picture;

import java.io.IOException;

/**
 * A picture before anything of it is decoded: what its own header says, and the parts that draw its
 * first frame. All else is left out, as texts, profiles and further frames only cost what reads
 * them.
 *
 * @param format as ImageIO calls it
 * @param orientation 1 to 8, as Exif numbers how it is to be turned
 * @param drawing the parts, as a file of that format
 */
record Outline(String format, int width, int height, int orientation, byte[] drawing) {

  /** As it lies. */
  static final int UPRIGHT = 1;

  /**
   * Reads the outline of a PNG, a JPEG or a GIF, told by its first bytes.
   *
   * @throws IOException for whatever is none, or breaks off
   */
  static Outline of(byte[] file) throws IOException {
    if (Png.is(file)) {
      return Png.outline(file);
    }
    if (Jpeg.is(file)) {
      return Jpeg.outline(file);
    }
    if (Gif.is(file)) {
      return Gif.outline(file);
    }
    throw new IOException("no picture of a known format");
  }

  /** Both sides are at least one pixel, and it has no more pixels than that. */
  boolean isWithin(int side, long pixels) {
    return width <= side && height <= side && (long) width * height <= pixels;
  }
}
