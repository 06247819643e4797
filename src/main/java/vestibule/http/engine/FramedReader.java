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
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads requests as RFC 9112 frames them, below Helidon's parser: that one knows HTTP/1.1 alone,
 * has no trailers and no chunk extensions, and lets pass sizes with a sign and chunks without an
 * end. It also judges names and values of headers, which takes Helidon longer.
 */
public final class FramedReader extends DataReader {
  private static final int SIZE_DIGITS = 8;

  /**
   * Request line, empty line and a hundred headers, as many as Apache and gunicorn take: Helidon
   * takes any number, each of which is dearer than its bytes.
   */
  private static final int MOST_LINES = 102;

  private static final byte[] NOTHING = new byte[0];
  private static final byte[] VERSION_1_1 = "HTTP/1.1".getBytes(ISO_8859_1);
  private static final byte[] VERSION_1_0 = "HTTP/1.0".getBytes(ISO_8859_1);

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
  private byte[] requestLine = NOTHING;
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

  /** What follows is another request. */
  public void next() {
    atStart = true;
    inHead = true;
    lines = 0;
    old = false;
    requestLine = NOTHING;
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
      return new String(requestLine, ISO_8859_1);
    }
    String line = ahead(Math.min(available(), headLimit));
    int end = line.indexOf("\r\n");
    return end < 0 ? line : line.substring(0, end);
  }

  /** What has come and is not read yet. */
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
        ? Refusals.of(Status.REQUEST_URI_TOO_LONG_414, "target too long")
        : Refusals.malformed("no request line");
  }

  /** Helidon finds the ends of the names of headers by this. */
  @Override
  public int findOrNewLine(byte sought, int most) {
    return within(most, super.findOrNewLine(sought, most));
  }

  private static int within(int most, int found) {
    if (found >= most) {
      throw Refusals.of(Engine.HEAD_TOO_LARGE, "head too large");
    }
    return found;
  }

  /** Helidon reads the request line by this, and the value of Connection. */
  @Override
  public byte[] readBytes(int length) {
    byte[] bytes = super.readBytes(length);
    boolean isRequestLine = atStart;
    if (isRequestLine) {
      atStart = false;
      requestLine = bytes;
    }
    if (hasControl(bytes)) {
      throw Refusals.malformed("a control character in the request line or in Connection");
    }
    return isRequestLine ? known(bytes) : bytes;
  }

  /** The request line with a version that Helidon knows. */
  private byte[] known(byte[] line) {
    int version = line.length - VERSION_1_1.length;
    if (version < 1 || line[version - 1] != ' ' || endsWith(line, VERSION_1_1)) {
      return line;
    }
    if (endsWith(line, VERSION_1_0)) {
      old = true;
      byte[] newer = line.clone();
      newer[newer.length - 1] = '1';
      return newer;
    }
    if (new String(line, ISO_8859_1).matches("[^ ]+ [^ ]+ HTTP/[0-9]\\.[0-9]")) {
      throw Refusals.of(Status.HTTP_VERSION_NOT_SUPPORTED_505, "version not spoken");
    }
    return line;
  }

  private static boolean endsWith(byte[] line, byte[] end) {
    return Arrays.equals(line, line.length - end.length, line.length, end, 0, end.length);
  }

  private static boolean hasControl(byte[] bytes) {
    for (byte each : bytes) {
      if ((each >= 0 && each < ' ' && each != '\t') || each == 0x7F) {
        return true;
      }
    }
    return false;
  }

  /** Helidon reads the names of headers by this, and takes an empty one for a name. */
  @Override
  public String readAsciiString(int length) {
    if (length == 0) {
      throw Refusals.malformed("header without a name");
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
      throw Refusals.malformed("header with a name that is none");
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
      throw Refusals.malformed("header with a control character");
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
      throw Refusals.malformed("chunk size is no number");
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
      throw Refusals.malformed("what follows a chunk's size is no extension");
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
        throw Refusals.malformed("trailer without a name");
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
      throw Refusals.malformed("broken line in a chunked body");
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
      throw Refusals.of(Status.REQUEST_ENTITY_TOO_LARGE_413, "chunk too large");
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
      throw Refusals.malformed("line end expected");
    } else if (inHead) {
      lines++;
      if (lines > MOST_LINES) {
        throw Refusals.of(Engine.HEAD_TOO_LARGE, "too many headers");
      }
      lineRead.run();
    }
  }
}
