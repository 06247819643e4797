package vestibule.core.password;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A list of breached passwords in the form in which the public one is published: lines {@code
 * HASH:COUNT}, the hash being the 40 hex digits of a SHA-1, in one file; or a folder with a file
 * for each beginning of a hash, whose name is those five digits and whose lines begin behind them.
 * The list is far larger than the memory, so it is read in a stream.
 */
public final class PublishedPasswords {

  private static final int HASH = 40;
  private static final int PREFIX = 5;

  /** A colon, one digit and a line feed stand beside each hash at least. */
  private static final int BESIDE = 3;

  private static final Pattern RANGE = Pattern.compile("([0-9A-Fa-f]{5})(\\.txt)?");
  private static final int BUFFER = 1 << 16;

  private final Path source;
  private final boolean ranges;

  /**
   * The list in a file or a folder.
   *
   * @throws IOException when there is none
   */
  public PublishedPasswords(Path source) throws IOException {
    this.source = source.toRealPath();
    this.ranges = Files.isDirectory(this.source);
  }

  /** The list has another form; the message says where. */
  public static final class MalformedException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
      super(message);
    }
  }

  /** How much there is to read, in bytes. */
  public long bytes() throws IOException {
    long[] bytes = {0};
    each(file -> bytes[0] += Files.size(file));
    return bytes[0];
  }

  /** How many passwords so many bytes of it hold at most. */
  public long atMost(long bytes) {
    return bytes / ((ranges ? HASH - PREFIX : HASH) + BESIDE) + 1;
  }

  /**
   * Reads the whole list. What has the count 0 pads the published answers and is left out.
   *
   * @param hashes gets each SHA-1 in an array that is used again
   * @param done is told from time to time how many bytes were read
   * @throws MalformedException at the first line that is none of such a list
   */
  public void read(Consumer<byte[]> hashes, LongConsumer done) throws IOException {
    long[] read = {0};
    LongConsumer more = bytes -> done.accept(read[0] += bytes);
    each(
        file -> {
          try (InputStream in = Files.newInputStream(file)) {
            new Lines(file, prefix(file), hashes).read(in, more);
          }
        });
  }

  private String prefix(Path file) {
    return ranges ? file.getFileName().toString().substring(0, PREFIX) : "";
  }

  private void each(Work work) throws IOException {
    if (!ranges) {
      work.on(source);
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(source)) {
      for (Path file : files) {
        Matcher range = RANGE.matcher(file.getFileName().toString());
        if (!range.matches()) {
          throw new MalformedException(file + " is none of the files of a list of ranges");
        }
        work.on(file);
      }
    }
  }

  @FunctionalInterface
  private interface Work {
    void on(Path file) throws IOException;
  }

  /** The lines of one file. */
  private static final class Lines {

    private final Path file;
    private final String prefix;
    private final Consumer<byte[]> hashes;
    private final byte[] digits = new byte[HASH];
    private final byte[] hash = new byte[HASH / 2];
    private long line = 1;
    private int at;
    private boolean counting;
    private int counted;
    private boolean real;

    Lines(Path file, String prefix, Consumer<byte[]> hashes) {
      this.file = file;
      this.prefix = prefix;
      this.hashes = hashes;
      for (int i = 0; i < prefix.length(); i++) {
        digits[i] = (byte) HexFormat.fromHexDigit(prefix.charAt(i));
      }
      begin();
    }

    void read(InputStream in, LongConsumer done) throws IOException {
      byte[] buffer = new byte[BUFFER];
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        for (int i = 0; i < length; i++) {
          take(buffer[i]);
        }
        done.accept(length);
      }
      end();
    }

    private void begin() {
      at = prefix.length();
      counting = false;
      counted = 0;
      real = false;
    }

    private void take(byte next) throws MalformedException {
      if (next == '\n') {
        end();
      } else if (next == ':' && at == HASH && !counting) {
        counting = true;
      } else if (counting && next >= '0' && next <= '9') {
        counted++;
        real |= next != '0';
      } else if (!counting && at < HASH && HexFormat.isHexDigit(next)) {
        digits[at++] = (byte) HexFormat.fromHexDigit(next);
      } else if (next != '\r') {
        throw malformed();
      }
    }

    private void end() throws MalformedException {
      boolean empty = at == prefix.length() && !counting;
      if (counted == 0 && !empty) {
        throw malformed();
      }
      if (real) {
        for (int i = 0; i < hash.length; i++) {
          hash[i] = (byte) (digits[2 * i] << 4 | digits[2 * i + 1]);
        }
        hashes.accept(hash);
      }
      line++;
      begin();
    }

    private MalformedException malformed() {
      return new MalformedException(
          String.format(
              Locale.ROOT, "%s: line %d is not of the form HASH:COUNT, by SHA-1", file, line));
    }
  }
}
