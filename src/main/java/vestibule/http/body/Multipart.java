package vestibule.http.body;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vestibule.http.Fault;
import vestibule.http.Fault.Kind;
import vestibule.http.FaultException;

/** The reading of one multipart/form-data body (RFC 7578). */
final class Multipart {
  private static final Pattern BOUNDARY =
      Pattern.compile(
          ";\\s*boundary=(?:\"([0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-])\""
              + "|([0-9A-Za-z'+_.-]{1,70}))\\s*(?:;|$)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern PARAMETER =
      Pattern.compile(";\\s*([a-z*]+)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\";\\s]+))");

  /** Characters of a part's head: bounds the work of the patterns too. */
  private static final int LONGEST_HEAD = 1_000;

  private static final byte[] BLANK_LINE = {'\r', '\n', '\r', '\n'};

  /** The head of one part, as far as it matters. */
  private record Part(String name, boolean file) {}

  private final byte[] body;
  private final byte[] delimiter;
  private final int mostFields;

  Multipart(byte[] body, String contentType, int mostFields) {
    Matcher boundary = BOUNDARY.matcher(contentType);
    if (!boundary.find()) {
      throw malformed("Invalid boundary in multipart: None");
    }
    String text = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
    this.body = body;
    this.delimiter = ("\r\n--" + text).getBytes(StandardCharsets.US_ASCII);
    this.mostFields = mostFields;
  }

  Fields read() {
    LinkedHashMap<String, Field> fields = new LinkedHashMap<>();
    boolean unstorable = false;
    // The first delimiter may stand at the very start, without the line end before it.
    boolean atStart = startsWith(Arrays.copyOfRange(delimiter, 2, delimiter.length), 0);
    int position = atStart ? delimiter.length - 2 : next(0) + delimiter.length;
    for (int count = 0; !startsWith(new byte[] {'-', '-'}, position); count++) {
      if (count == mostFields) {
        throw malformed("too many fields");
      }
      if (!startsWith(new byte[] {'\r', '\n'}, position)) {
        throw malformed("broken boundary");
      }
      int head = position + 2;
      int headEnd = find(BLANK_LINE, head - 2);
      int end = headEnd < 0 ? -1 : next(headEnd + 2);
      Part part = part(text(head, Math.max(head, headEnd)));
      String value = part.file() ? "" : text(headEnd + BLANK_LINE.length, end);
      unstorable |= Fields.isUnstorable(part.name()) || Fields.isUnstorable(value);
      if (!part.file()) {
        fields.put(part.name(), new Field.Text(value));
      }
      position = end + delimiter.length;
    }
    return new Fields(fields, unstorable);
  }

  private Part part(String head) {
    Optional<String> name = Optional.empty();
    boolean file = false;
    if (head.length() > LONGEST_HEAD) {
      throw malformed("part's head too long");
    }
    for (String line : head.split("\r\n")) {
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-disposition:")) {
        Matcher parameter = PARAMETER.matcher(line);
        while (parameter.find()) {
          String quoted = parameter.group(2);
          String value = quoted == null ? parameter.group(3) : quoted.replaceAll("\\\\(.)", "$1");
          if (parameter.group(1).equals("name")) {
            name = Optional.of(value);
          }
          file |= parameter.group(1).startsWith("filename");
        }
      } else if (lower.startsWith("content-transfer-encoding:")
          && !lower.matches("content-transfer-encoding:\\s*(7bit|8bit|binary)\\s*")) {
        throw malformed("transfer encoding not read");
      }
    }
    return new Part(name.orElseThrow(() -> malformed("part without a name")), file);
  }

  /** Where the next delimiter begins. */
  private int next(int from) {
    int found = find(delimiter, from);
    if (found < 0) {
      throw malformed("no closing boundary");
    }
    return found;
  }

  private int find(byte[] sought, int from) {
    for (int i = from; i <= body.length - sought.length; i++) {
      if (startsWith(sought, i)) {
        return i;
      }
    }
    return -1;
  }

  private boolean startsWith(byte[] sought, int at) {
    int end = at + sought.length;
    return end <= body.length && Arrays.equals(body, at, end, sought, 0, sought.length);
  }

  private String text(int from, int to) {
    if (to < from) {
      throw malformed("broken part");
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(body, from, to - from);
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw malformed("not UTF-8");
    }
  }

  private static FaultException malformed(String detail) {
    return new FaultException(new Fault.MalformedBody(Kind.MULTIPART, detail));
  }
}
