package vestibule.http.body;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import vestibule.http.Fault;
import vestibule.http.Fault.Kind;
import vestibule.http.FaultException;

/**
 * The reading of one multipart/form-data body, lenient: a part ends wherever the boundary stands,
 * and what is no part of a form is passed over.
 */
final class Multipart {
  private static final Pattern BOUNDARY = Pattern.compile("[ -~]{0,200}[!-~]");

  /** Bytes in which a part's head must end. */
  private static final int LONGEST_HEAD = 1_024;

  /** Files a form may have. */
  private static final int MOST_FILES = 100;

  /** What stands before the first boundary and after the last may look like a field each. */
  private static final int RAW_FIELDS = 2;

  private static final byte[] BLANK_LINE = {'\r', '\n', '\r', '\n'};

  private final byte[] body;
  private final Charset charset;
  private final byte[] separator;
  private final int mostFields;
  private final LinkedHashMap<String, Field> texts = new LinkedHashMap<>();
  private final Map<String, Field> files = new HashMap<>();
  private int fieldCount;
  private int fileCount;
  private boolean unstorable;

  Multipart(byte[] body, String contentType, int mostFields) {
    Optional<String> boundary = HeaderParameters.of(contentType).get("boundary");
    if (!boundary.map(text -> BOUNDARY.matcher(text).matches()).orElse(false)) {
      throw malformed(new Fault.BodyFlaw.NoBoundary(boundary));
    }
    this.body = body;
    this.charset = Charsets.of(contentType);
    this.separator = ("--" + boundary.orElseThrow()).getBytes(US_ASCII);
    this.mostFields = mostFields;
  }

  Fields read() {
    int position = 0;
    while (position < body.length) {
      int found = find(separator, position, body.length);
      part(position, found < 0 ? body.length : withoutLineEnd(position, found));
      position = found < 0 ? body.length : found + separator.length;
    }
    // A file takes the place of a field of its name.
    texts.putAll(files);
    return new Fields(texts, unstorable);
  }

  private int withoutLineEnd(int start, int end) {
    int last = end;
    for (char c : new char[] {'\n', '\r'}) {
      last -= last > start && body[last - 1] == c ? 1 : 0;
    }
    return last;
  }

  private void part(int start, int end) {
    int headEnd = find(BLANK_LINE, start, Math.min(end, start + LONGEST_HEAD));
    if (headEnd < 0) {
      return;
    }
    Map<String, HeaderParameters> head = head(new String(body, start, headEnd - start, ISO_8859_1));
    Optional<HeaderParameters> disposition = Optional.ofNullable(head.get("content-disposition"));
    Optional<String> name = disposition.flatMap(value -> value.get("name")).map(String::strip);
    if (disposition.isEmpty()) {
      return;
    }
    Optional<String> file = disposition.get().get("filename").filter(text -> !text.isEmpty());
    require(file.isPresent() ? ++fileCount <= MOST_FILES : ++fieldCount <= mostFields + RAW_FIELDS);
    if (name.isPresent()) {
      unstorable |= Fields.isUnstorable(name.get());
      byte[] value = Arrays.copyOfRange(body, headEnd + BLANK_LINE.length, end);
      if (file.isPresent()) {
        file(name.get(), file.get());
      } else {
        text(name.get(), isBase64(head) ? base64(value) : value);
      }
    }
  }

  private static void require(boolean few) {
    if (!few) {
      throw malformed(new Fault.BodyFlaw.TooManyFields());
    }
  }

  /** The lines of a part's head that are headers; the rest is passed over. */
  private static Map<String, HeaderParameters> head(String head) {
    Map<String, HeaderParameters> headers = new HashMap<>();
    for (String line : head.split("\r\n")) {
      Optional<String> text = utf8(line.getBytes(ISO_8859_1));
      text.map(HeaderParameters::of)
          .filter(header -> header.value().indexOf(':') >= 0)
          .ifPresent(
              header -> {
                int colon = header.value().indexOf(':');
                String value = header.value().substring(colon + 1).strip();
                headers.put(
                    header.value().substring(0, colon),
                    new HeaderParameters(value, header.parameters()));
              });
    }
    return headers;
  }

  private static Optional<String> utf8(byte[] line) {
    try {
      return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** A file is a value that is no text; one whose name has nothing left of it is none. */
  private void file(String name, String filename) {
    String last = filename.substring(filename.lastIndexOf('/') + 1);
    last = last.substring(last.lastIndexOf('\\') + 1);
    if (!last.matches("\\.{0,2}")) {
      files.put(name, new Field.File(last));
    }
  }

  private void text(String name, byte[] value) {
    String text = new String(value, charset);
    unstorable |= Fields.isUnstorable(text);
    texts.put(name, new Field.Text(text));
  }

  private static boolean isBase64(Map<String, HeaderParameters> head) {
    HeaderParameters encoding = head.get("content-transfer-encoding");
    return encoding != null && encoding.value().equals("base64");
  }

  /** What cannot be decoded is taken as it stands. */
  private static byte[] base64(byte[] value) {
    String digits = new String(value, ISO_8859_1).replaceAll("[^A-Za-z0-9+/=]", "");
    try {
      return digits.length() % 4 == 0 ? Base64.getDecoder().decode(digits) : value;
    } catch (IllegalArgumentException e) {
      return value;
    }
  }

  private int find(byte[] sought, int from, int to) {
    for (int i = from; i <= to - sought.length; i++) {
      if (body[i] == sought[0]
          && Arrays.equals(body, i, i + sought.length, sought, 0, sought.length)) {
        return i;
      }
    }
    return -1;
  }

  private static FaultException malformed(Fault.BodyFlaw flaw) {
    return new FaultException(new Fault.MalformedBody(Kind.MULTIPART, flaw));
  }
}
