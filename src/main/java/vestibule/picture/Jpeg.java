package vestibule.picture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * The outline of a JPEG: the segments that draw it, without comments, previews and profiles. How it
 * is to be turned is read of Exif before that is left out.
 */
final class Jpeg {

  private static final int BEGIN = 0xD8;
  private static final int END = 0xD9;
  private static final int SCAN = 0xDA;
  private static final int TABLES = 0xDB;
  private static final int RESTARTS = 0xDD;
  private static final int CODES = 0xC4;
  private static final int JFIF = 0xE0;
  private static final int EXIF = 0xE1;
  private static final int ADOBE = 0xEE;
  private static final int LAST_APPLICATION = 0xEF;
  private static final int COMMENT = 0xFE;

  /** Each one goes over all pixels, though it may be written in a few bytes; programs make ten. */
  private static final int MOST_SCANS = 64;

  private final byte[] file;
  private final Cursor cursor;
  private final ByteArrayOutputStream drawing;
  private int width;
  private int height;
  private int orientation = Outline.UPRIGHT;
  private int scans;

  private Jpeg(byte[] file) {
    this.file = file;
    this.cursor = new Cursor(file, 2);
    this.drawing = new ByteArrayOutputStream(file.length);
  }

  static boolean is(byte[] file) {
    return Cursor.has(file, 0, 0xFF, BEGIN, 0xFF);
  }

  static Outline outline(byte[] file) throws IOException {
    return new Jpeg(file).read();
  }

  private Outline read() throws IOException {
    write(BEGIN);
    for (int marker = marker(); marker != END; marker = marker()) {
      segment(marker);
    }
    if (scans == 0) {
      throw new IOException("it draws nothing");
    }
    write(END);
    return new Outline("jpeg", width, height, orientation, drawing.toByteArray());
  }

  private int marker() throws IOException {
    if (cursor.one() != 0xFF) {
      throw new IOException("no marker where one belongs");
    }
    int marker = cursor.one();
    while (marker == 0xFF) {
      marker = cursor.one();
    }
    return marker;
  }

  private void segment(int marker) throws IOException {
    int from = cursor.at();
    int length = cursor.two();
    if (length < 2) {
      throw new IOException("a segment without its length");
    }
    cursor.skip(length - 2);
    switch (marker) {
      case 0xC0, 0xC1, 0xC2 -> {
        readFrame(from + 2);
        copy(marker, from);
      }
      case TABLES, CODES, RESTARTS -> copy(marker, from);
      case SCAN -> {
        copy(marker, from);
        scan();
      }
      case JFIF -> writeJfif(from + 2);
      case ADOBE -> writeAdobe(from + 2, length - 2);
      case EXIF ->
          orientation =
              Exif.orientation(Arrays.copyOfRange(file, from + 2, cursor.at())).orElse(orientation);
      default -> {
        if (marker != COMMENT && (marker < JFIF || marker > LAST_APPLICATION)) {
          throw new IOException("a kind of JPEG that is not read here");
        }
      }
    }
  }

  /** Four colours are for printers: what they look like only a profile tells. */
  private void readFrame(int from) throws IOException {
    if (height > 0) {
      throw new IOException("it has two frames");
    }
    Cursor frame = new Cursor(file, from + 1);
    height = frame.two();
    width = frame.two();
    int colours = frame.one();
    if (width == 0 || height == 0 || colours != 1 && colours != 3) {
      throw new IOException("pixels that are not read here");
    }
  }

  /** What is drawn goes up to the next marker that is no part of it. */
  private void scan() throws IOException {
    scans++;
    if (height == 0 || scans > MOST_SCANS) {
      throw new IOException("too many scans, or one without a frame");
    }
    int from = cursor.at();
    while (true) {
      if (cursor.one() == 0xFF && !isPart(cursor.at())) {
        break;
      }
    }
    drawing.write(file, from, cursor.at() - 1 - from);
    cursor.back();
  }

  /** An escaped 0xFF, a restart, or a fill byte. */
  private boolean isPart(int at) throws IOException {
    int next = new Cursor(file, at).one();
    return next == 0x00 || next >= 0xD0 && next <= 0xD7;
  }

  /** The one of every file, without the preview that may follow: it says how colours are meant. */
  private void writeJfif(int from) {
    if (Cursor.has(file, from, 'J', 'F', 'I', 'F', 0)) {
      write(JFIF);
      drawing.writeBytes(new byte[] {0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0});
    }
  }

  /** The same of Adobe's programs. */
  private void writeAdobe(int from, int length) {
    if (length >= 12 && Cursor.has(file, from, 'A', 'd', 'o', 'b', 'e')) {
      write(ADOBE);
      drawing.writeBytes(new byte[] {0, 14});
      drawing.write(file, from, 12);
    }
  }

  private void copy(int marker, int from) {
    write(marker);
    cursor.copySince(from, drawing);
  }

  private void write(int marker) {
    drawing.write(0xFF);
    drawing.write(marker);
  }
}
