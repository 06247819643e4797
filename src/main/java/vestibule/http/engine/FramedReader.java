package vestibule.http.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.regex.Pattern.CASE_INSENSITIVE;
import static java.util.regex.Pattern.MULTILINE;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.LazyString;
import io.helidon.http.HttpToken;
import io.helidon.http.Status;
import java.nio.charset.Charset;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads requests as RFC 9112 frames them, below Helidon's parser: that one knows HTTP/1.1 alone,
 * has no trailers and no chunk extensions, and lets pass sizes with a sign and chunks without an
 * end. It also judges names and values of headers, which takes Helidon longer.
 *
 * <p>Helidon marks the constructors of its reader for removal, and offers {@code DataReader.create}
 * instead. That makes readers that cannot be extended, and Helidon has no other place between the
 * bytes and its parser: there is no supported way to do this here. Decision 14 says what takes its
 * place when they are gone.
 */
public final class FramedReader extends DataReader {
  private static final int SIZE_DIGITS = 8;

  /**
   * Request line, empty line and a hundred headers, as many as Apache and gunicorn take: Helidon
   * takes any number, each of which is dearer than its bytes.
   */
  private static final int MOST_LINES = 102;

  private static final Pattern ORIGIN =
      Pattern.compile("^origin:[ \\t]*([!-~]+)[ \\t]*\r?$", CASE_INSENSITIVE | MULTILINE);

  /**
   * "A server that is expecting to receive and parse a request-line SHOULD ignore at least one
   * empty line (CRLF) received prior to the request-line" (RFC 9112 2.2).
   */
  private static final int EMPTY_LINES = 2;

  private final Runnable lineRead;
  private final int headLimit;
  private int bodyLimit;

  private boolean inHead = true;
  private int lines;

  private boolean atStart = true;
  private String requestLine = "";
  private boolean old;
  private String origin = "";
  private boolean originFollows;
  private boolean chunksEnded;

  /** Bytes that the extensions and trailers of a chunked body may still have. */
  private int spare;

  /**
   * Reads from a source.
   *
   * @param source gives what came next, waiting for it
   * @param lineRead told of each line of a head that was read
   * @param headLimit the most bytes of a head, with what a chunked body adds to it
   * @param bodyLimit the most bytes of a body
   */
  @SuppressWarnings("removal")
  public FramedReader(Supplier<byte[]> source, Runnable lineRead, int headLimit, int bodyLimit) {
    super(source);
    this.lineRead = lineRead;
    this.headLimit = headLimit;
    this.bodyLimit = bodyLimit;
    this.spare = headLimit;
  }

  /** The next bytes are of another request. */
  public void next() {
    atStart = true;
    inHead = true;
    lines = 0;
    old = false;
    requestLine = "";
    origin = "";
    originFollows = false;
    chunksEnded = false;
    spare = headLimit;
  }

  /**
   * The head is read.
   *
   * @param bytes how many it had
   */
  public void headRead(long bytes) {
    inHead = false;
    spare = (int) Math.max(0, headLimit - bytes);
  }

  /** Whether the request is one of HTTP/1.0. */
  public boolean isOld() {
    return old;
  }

  /**
   * The Origin header of a request that is refused, which may stand behind what is wrong; empty
   * when none has come.
   */
  public String origin() {
    if (origin.isEmpty() && available() > 0) {
      Matcher found = ORIGIN.matcher(ahead(available()));
      return found.find() ? found.group(1) : "";
    }
    return origin;
  }

  /** The request line, or as much of one as has come: for the words of a refusal. */
  public String requestLine() {
    if (!atStart) {
      return requestLine;
    }
    String line = ahead(Math.min(available(), headLimit));
    int end = line.indexOf("\r\n");
    return end < 0 ? line : line.substring(0, end);
  }

  /** So many bytes that have come and are not read yet. */
  private String ahead(int bytes) {
    return bytes == 0 ? "" : new String(getBuffer(bytes).readBytes(), ISO_8859_1);
  }

  /** Helidon finds the ends of the request line and of each header's value by this. */
  @Override
  public int findNewLine(int most) {
    if (!atStart) {
      return within(most, super.findNewLine(most));
    }
    for (int i = 0; i < EMPTY_LINES && startsWithNewLine(); i++) {
      super.skip(2);
    }
    int length = super.findNewLine(most);
    if (length < most) {
      return length;
    }
    // "A server that receives a request-target longer than any URI it wishes to parse MUST respond
    // with a 414" (RFC 9112 3); a line without a target is none.
    throw requestLine().indexOf(' ') > 0
        ? EarlyRefusal.of(Status.REQUEST_URI_TOO_LONG_414, "target too long")
        : EarlyRefusal.malformed("no request line");
  }

  /** Helidon finds the ends of the names of headers by this. */
  @Override
  public int findOrNewLine(byte sought, int most) {
    return within(most, super.findOrNewLine(sought, most));
  }

  private static int within(int most, int found) {
    if (found >= most) {
      throw EarlyRefusal.of(Engine.HEAD_TOO_LARGE, "head too large");
    }
    return found;
  }

  /** Helidon reads the request line by this, and the value of Connection. */
  @Override
  public byte[] readBytes(int length) {
    byte[] bytes = super.readBytes(length);
    String text = new String(bytes, ISO_8859_1);
    boolean isRequestLine = atStart;
    if (isRequestLine) {
      atStart = false;
      requestLine = text;
    }
    requireNoControl(text);
    if (isRequestLine && text.endsWith(" HTTP/1.0")) {
      old = true;
      // Helidon knows no other version than this.
      bytes[bytes.length - 1] = '1';
    } else if (isRequestLine
        && !text.endsWith(" HTTP/1.1")
        && text.matches("[^ ]+ [^ ]+ HTTP/[0-9]\\.[0-9]")) {
      throw EarlyRefusal.of(Status.HTTP_VERSION_NOT_SUPPORTED_505, "version not spoken");
    }
    return bytes;
  }

  /** Helidon reads the names of headers by this, and takes an empty one for a name. */
  @Override
  public String readAsciiString(int length) {
    if (length == 0) {
      throw EarlyRefusal.malformed("header without a name");
    }
    String name = super.readAsciiString(length);
    requireToken(name);
    originFollows = name.equalsIgnoreCase("Origin");
    // "A server that receives a 100-continue expectation in an HTTP/1.0 request MUST ignore that
    // expectation" (RFC 9110 10.1.1); Helidon would answer it.
    return old && name.equalsIgnoreCase("Expect") ? "X-Ignored-Expect" : name;
  }

  private static void requireToken(String name) {
    try {
      HttpToken.validate(name);
    } catch (IllegalArgumentException e) {
      throw EarlyRefusal.malformed("header with a name that is none");
    }
  }

  /**
   * Helidon reads the values of headers by this, but for Connection's, and would look at one
   * character after the other.
   */
  @Override
  public LazyString readLazyString(Charset charset, int length) {
    LazyString value = super.readLazyString(charset, length);
    requireNoControl(value.stripOws());
    if (originFollows) {
      originFollows = false;
      origin = value.stripOws();
    }
    return value;
  }

  /** A control character that is no tab is in no header's value (RFC 9110 5.5). */
  private static void requireNoControl(String value) {
    if (!Ascii.isPrintable(value)
        && value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7F)) {
      throw EarlyRefusal.malformed("control character");
    }
  }

  /**
   * Helidon reads the lines of chunked bodies by this, and nothing else: the sizes of chunks, and
   * after that of the last one an empty line.
   *
   * @return the size without its extensions; for the empty line, the trailers are read and dropped
   */
  @Override
  public String readLine() {
    if (chunksEnded) {
      passTrailers();
      return "";
    }
    String line = line(SIZE_DIGITS);
    int end = 0;
    while (end < line.length() && Character.digit(line.charAt(end), 16) >= 0) {
      end++;
    }
    if (end == 0 || end > SIZE_DIGITS) {
      throw EarlyRefusal.malformed("chunk size is no number");
    }
    requireExtensions(line, end);
    spare -= line.length() - end;
    String size = line.substring(0, end);
    chunksEnded = size.chars().allMatch(c -> c == '0');
    return size;
  }

  /**
   * "A recipient MUST ignore unrecognized chunk extensions" (RFC 9112 7.1.1), but what stands
   * behind a size must be such: a quoted string that is open where the line ends would be read
   * otherwise by others.
   */
  private static void requireExtensions(String line, int from) {
    String extensions = line.substring(from);
    if (extensions.isEmpty()) {
      return;
    }
    requireNoControl(extensions);
    if (!extensions.strip().startsWith(";") || isQuoteOpen(extensions)) {
      throw EarlyRefusal.malformed("what follows a chunk's size is no extension");
    }
  }

  private static boolean isQuoteOpen(String text) {
    boolean open = false;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '"') {
        open = !open;
      } else if (open && text.charAt(i) == '\\') {
        i++;
      }
    }
    return open;
  }

  /** Trailers never become headers of the request (RFC 9110 6.5.1), whatever their names. */
  private void passTrailers() {
    for (String field = line(0); !field.isEmpty(); field = line(0)) {
      int colon = field.indexOf(':');
      if (colon < 1) {
        throw EarlyRefusal.malformed("trailer without a name");
      }
      requireToken(field.substring(0, colon));
      requireNoControl(field.substring(colon + 1));
      spare -= field.length() + 2;
    }
  }

  /** A line of what is spare and some more bytes. */
  private String line(int more) {
    int most = Math.max(0, spare) + more + 1;
    try {
      int length = within(most, super.findNewLine(most));
      String line = length == 0 ? "" : super.readAsciiString(length);
      skip(2);
      return line;
    } catch (IncorrectNewLineException e) {
      throw EarlyRefusal.malformed("broken line in a chunked body");
    }
  }

  /** From here a body may have so many bytes, and none of its chunks more. */
  public void takeBodyUpTo(int bytes) {
    bodyLimit = bytes;
  }

  /** Helidon reads what a body holds by this. */
  @Override
  public BufferData readBuffer(int length) {
    if (length > bodyLimit) {
      throw EarlyRefusal.of(Status.REQUEST_ENTITY_TOO_LARGE_413, "chunk too large");
    }
    BufferData data = getBuffer(length);
    super.skip(length);
    return data;
  }

  /** Helidon passes over line ends by this. */
  @Override
  public void skip(int length) {
    if (length != 2) {
      super.skip(length);
    } else if (read() != '\r' || read() != '\n') {
      throw EarlyRefusal.malformed("line end expected");
    } else if (inHead) {
      lines++;
      if (lines > MOST_LINES) {
        throw EarlyRefusal.of(Engine.HEAD_TOO_LARGE, "too many headers");
      }
      lineRead.run();
    }
  }
}
