package vestibule.http.body;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import vestibule.http.Decoding;
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

  private static final int MOST_FILES = 100;

  /** The texts before the first boundary and after the last may look like a field each. */
  private static final int MOST_FIELDS = Forms.MOST_FIELDS + 2;

  private static final String BLANK_LINE = "\r\n\r\n";

  /** A character for each byte. */
  private final String body;

  private final Charset charset;
  private final String separator;
  private final LinkedHashMap<String, Field> texts = new LinkedHashMap<>();
  private final Map<String, Field> files = new HashMap<>();
  private int fieldCount;
  private int fileCount;
  private boolean unstorable;

  Multipart(byte[] body, String contentType) {
    Optional<String> boundary = HeaderParameters.of(contentType).get("boundary");
    if (!boundary.map(text -> BOUNDARY.matcher(text).matches()).orElse(false)) {
      throw malformed(new Fault.BodyFlaw.NoBoundary(boundary));
    }
    this.body = new String(body, ISO_8859_1);
    this.charset = Charsets.of(contentType);
    this.separator = "--" + boundary.orElseThrow();
  }

  Fields read() {
    int position = 0;
    int found = body.indexOf(separator);
    while (found >= 0) {
      part(body.substring(position, found).replaceFirst("\r?\n?\\z", ""));
      position = found + separator.length();
      found = body.indexOf(separator, position);
    }
    part(body.substring(position));
    // A file takes the place of a field of its name.
    texts.putAll(files);
    return new Fields(texts, unstorable);
  }

  private void part(String part) {
    int headEnd = part.indexOf(BLANK_LINE, 0, Math.min(part.length(), LONGEST_HEAD));
    if (headEnd < 0) {
      return;
    }
    Map<String, HeaderParameters> head = head(part.substring(0, headEnd));
    Optional<HeaderParameters> disposition = Optional.ofNullable(head.get("content-disposition"));
    if (disposition.isEmpty()) {
      return;
    }
    Optional<String> name = disposition.get().get("name").map(String::strip);
    Optional<String> file = disposition.get().get("filename").filter(text -> !text.isEmpty());
    require(file.isPresent() ? ++fileCount <= MOST_FILES : ++fieldCount <= MOST_FIELDS);
    if (name.isPresent()) {
      unstorable |= Fields.isUnstorable(name.get());
      String value = part.substring(headEnd + BLANK_LINE.length());
      if (file.isPresent()) {
        file(name.get(), file.get());
      } else {
        text(name.get(), isBase64(head) ? base64(value) : value.getBytes(ISO_8859_1));
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
      Decoding.strict(line.getBytes(ISO_8859_1), UTF_8)
          .map(HeaderParameters::of)
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

  /** A file is a value that is no text; one whose name has nothing left of it is none. */
  private void file(String name, String filename) {
    int slash = Math.max(filename.lastIndexOf('/'), filename.lastIndexOf('\\'));
    String last = filename.substring(slash + 1);
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

  /** A value that cannot be decoded is taken as it stands. */
  private static byte[] base64(String value) {
    String digits = value.replaceAll("[^A-Za-z0-9+/=]", "");
    try {
      return digits.length() % 4 == 0
          ? Base64.getDecoder().decode(digits)
          : value.getBytes(ISO_8859_1);
    } catch (IllegalArgumentException e) {
      return value.getBytes(ISO_8859_1);
    }
  }

  private static FaultException malformed(Fault.BodyFlaw flaw) {
    return new FaultException(new Fault.MalformedBody(Kind.MULTIPART, flaw));
  }
}
