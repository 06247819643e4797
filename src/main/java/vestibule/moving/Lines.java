package vestibule.moving;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/** The lines of a file of UTF-8, of one that gzip has packed too; empty ones are passed over. */
public final class Lines implements Closeable {

  /** The longest line, in bytes: far more than any person has. */
  private static final int LONGEST = 1 << 20;

  private static final int BUFFER = 1 << 16;
  private static final String BYTE_ORDER_MARK = "\ufeff";

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int position;
  private int limit;
  private boolean first = true;

  private Lines(InputStream in) {
    this.in = in;
  }

  /** Opens a file. */
  public static Lines of(Place.InFile file) throws IOException {
    return new Lines(file.open());
  }

  /**
   * A line.
   *
   * @param text empty when it is no UTF-8, or too long
   */
  public record Line(Optional<String> text) {}

  /** The next line that is not empty; empty at the end. */
  public Optional<Line> next() throws IOException {
    while (position < limit || isFilled()) {
      Line line = line(bytes());
      if (line.text().filter(String::isBlank).isEmpty()) {
        return Optional.of(line);
      }
    }
    return Optional.empty();
  }

  private boolean isFilled() throws IOException {
    position = 0;
    limit = in.read(buffer);
    return limit > 0;
  }

  /** Up to the end of the line; a few more than the longest of one that is longer. */
  private byte[] bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (position < limit || isFilled()) {
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      if (bytes.size() <= LONGEST) {
        bytes.write(buffer, position, end - position);
      }
      position = end + 1;
      if (end < limit) {
        break;
      }
    }
    return bytes.toByteArray();
  }

  private Line line(byte[] bytes) {
    boolean begins = first;
    first = false;
    if (bytes.length > LONGEST) {
      return new Line(Optional.empty());
    }
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      boolean marked = begins && text.startsWith(BYTE_ORDER_MARK);
      return new Line(Optional.of(marked ? text.substring(1) : text));
    } catch (CharacterCodingException damaged) {
      return new Line(Optional.empty());
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
