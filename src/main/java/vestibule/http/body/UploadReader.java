package vestibule.http.body;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vestibule.http.Decoding;
import vestibule.http.Fault;
import vestibule.http.Fault.Kind;
import vestibule.http.FaultException;

/**
 * The reading of one form with a file, strict: what two readers could see differently is refused.
 * So nothing stands before the first boundary or after the last, every boundary ends its line, and
 * no name comes twice.
 */
final class UploadReader {

  /** A boundary as RFC 2046, 5.1.1 has it; without quotes it is a token (RFC 2045, 5.1). */
  private static final Pattern TYPE =
      Pattern.compile(
          "(?i)multipart/form-data[ \t]*;[ \t]*boundary="
              + "(?:([0-9a-z'+_.-]{1,70})|\"([0-9a-z'()+_,./:=? -]{0,69}[0-9a-z'()+_,./:=?-])\")");

  private static final String QUOTED = "\"((?:[^\"\\\\]|\\\\.)*+)\"";

  /** RFC 7578, 4.2, which knows no {@code filename*}. */
  private static final Pattern DISPOSITION =
      Pattern.compile(
          "(?i)form-data[ \t]*;[ \t]*name=" + QUOTED + "(?:[ \t]*;[ \t]*filename=" + QUOTED + ")?");

  private static final Pattern LINE =
      Pattern.compile(
          "([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\\x00-\\x08\\x0A-\\x1F\\x7F]*?)[ \t]*");

  private static final byte[] LINE_END = {'\r', '\n'};
  private static final byte[] BLANK_LINE = {'\r', '\n', '\r', '\n'};
  private static final byte[] CLOSING = {'-', '-'};

  /** Bytes of a part's head. */
  private static final int LONGEST_HEAD = 1_024;

  private static final int LONGEST_TEXT = 1_024;
  private static final int MOST_TEXTS = 8;

  private final byte[] body;
  private final String fileName;

  /** A line's end and the boundary behind it. */
  private final byte[] delimiter;

  private final LinkedHashMap<String, Field> texts = new LinkedHashMap<>();
  private Optional<byte[]> file = Optional.empty();
  private boolean hasFile;
  private boolean unstorable;
  private int position;

  /**
   * A reader of one body.
   *
   * @param fileName the name of the only field that is a file
   */
  UploadReader(byte[] body, String contentType, String fileName) {
    this.body = body;
    this.fileName = fileName;
    this.delimiter = ("\r\n--" + boundary(contentType)).getBytes(ISO_8859_1);
  }

  private static String boundary(String contentType) {
    Matcher type = TYPE.matcher(contentType);
    if (!type.matches()) {
      throw malformed(new Fault.BodyFlaw.NoBoundary(Optional.empty()));
    }
    return Optional.ofNullable(type.group(1)).orElseGet(() -> type.group(2));
  }

  Upload read() {
    // The first boundary stands at the very beginning, without the end of a line before it.
    expect(Arrays.copyOfRange(delimiter, LINE_END.length, delimiter.length));
    while (!isAt(CLOSING)) {
      expect(LINE_END);
      part();
    }
    expect(CLOSING);
    if (position < body.length) {
      expect(LINE_END);
    }
    require(position == body.length);
    return new Upload(new Fields(texts, unstorable), file);
  }

  private void part() {
    int headEnd = find(BLANK_LINE, Math.min(body.length, position + LONGEST_HEAD));
    String head = new String(body, position, headEnd - position, ISO_8859_1);
    position = headEnd + BLANK_LINE.length;
    int end = find(delimiter, body.length);
    Matcher disposition = DISPOSITION.matcher(disposition(head));
    require(disposition.matches());
    boolean isFile = disposition.group(2) != null;
    String name = utf8(disposition.group(1).getBytes(ISO_8859_1));
    require(isFile == name.equals(fileName));
    if (isFile) {
      require(!hasFile);
      hasFile = true;
      boolean isChosen = !disposition.group(2).isEmpty() || end > position;
      file = isChosen ? Optional.of(Arrays.copyOfRange(body, position, end)) : Optional.empty();
    } else {
      require(texts.size() < MOST_TEXTS && end - position <= LONGEST_TEXT);
      String text = utf8(Arrays.copyOfRange(body, position, end));
      unstorable |= Fields.isUnstorable(name) || Fields.isUnstorable(text);
      require(texts.put(name, new Field.Text(text)) == null);
    }
    position = end + delimiter.length;
  }

  /** Other headers than this one are passed over (RFC 7578, 4.8). */
  private static String disposition(String head) {
    Optional<String> found = Optional.empty();
    for (String line : head.split("\r\n", -1)) {
      Matcher header = LINE.matcher(line);
      require(header.matches());
      if (header.group(1).equalsIgnoreCase("Content-Disposition")) {
        require(found.isEmpty());
        found = Optional.of(header.group(2));
      }
    }
    return found.orElseThrow(() -> malformed(new Fault.BodyFlaw.Framing()));
  }

  private boolean isAt(byte[] bytes) {
    int end = position + bytes.length;
    return end <= body.length && Arrays.equals(body, position, end, bytes, 0, bytes.length);
  }

  private void expect(byte[] bytes) {
    require(isAt(bytes));
    position += bytes.length;
  }

  /** Where bytes stand next, whole before an end. */
  private int find(byte[] bytes, int end) {
    for (int start = position; start <= end - bytes.length; start++) {
      if (body[start] == bytes[0]
          && Arrays.equals(body, start, start + bytes.length, bytes, 0, bytes.length)) {
        return start;
      }
    }
    throw malformed(new Fault.BodyFlaw.Framing());
  }

  private static String utf8(byte[] bytes) {
    return Decoding.strict(bytes, UTF_8)
        .orElseThrow(() -> malformed(new Fault.BodyFlaw.Undecodable("utf-8")));
  }

  private static void require(boolean good) {
    if (!good) {
      throw malformed(new Fault.BodyFlaw.Framing());
    }
  }

  private static FaultException malformed(Fault.BodyFlaw flaw) {
    return new FaultException(new Fault.MalformedBody(Kind.MULTIPART, flaw));
  }
}
