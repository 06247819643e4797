package vestibule.http.body;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import vestibule.http.Fault;
import vestibule.http.Fault.Kind;
import vestibule.http.FaultException;

/**
 * Forms in their two encodings; of fields with one name the last counts, as in Django's QueryDict.
 */
public final class Forms {
  /** Fields a form may have (Django's DATA_UPLOAD_MAX_NUMBER_FIELDS). */
  private static final int MOST_FIELDS = 1_000;

  private Forms() {}

  /**
   * {@code application/x-www-form-urlencoded}.
   *
   * @throws FaultException MalformedBody for a broken percent-encoding, what is no UTF-8, or over
   *     1,000 fields
   */
  public static Fields urlEncoded(byte[] body) {
    LinkedHashMap<String, Field> fields = new LinkedHashMap<>();
    boolean unstorable = false;
    int start = 0;
    int count = 0;
    while (start < body.length) {
      int end = indexOf(body, '&', start, body.length);
      int equals = indexOf(body, '=', start, end);
      if (end > start) {
        if (++count > MOST_FIELDS) {
          throw malformed("too many fields");
        }
        String name = decoded(body, start, equals);
        String value = decoded(body, Math.min(equals + 1, end), end);
        unstorable |= Fields.isUnstorable(name) || Fields.isUnstorable(value);
        fields.put(name, new Field.Text(value));
      }
      start = end + 1;
    }
    return new Fields(fields, unstorable);
  }

  /**
   * {@code multipart/form-data}; a file counts as not sent.
   *
   * @param contentType the Content-Type header, for its boundary
   * @throws FaultException MalformedBody
   */
  public static Fields multipart(byte[] body, String contentType) {
    return new Multipart(body, contentType, MOST_FIELDS).read();
  }

  private static int indexOf(byte[] body, char sought, int from, int to) {
    for (int i = from; i < to; i++) {
      if (body[i] == sought) {
        return i;
      }
    }
    return to;
  }

  private static String decoded(byte[] body, int from, int to) {
    byte[] bytes = new byte[to - from];
    int length = 0;
    for (int i = from; i < to; i++) {
      byte value = body[i];
      if (value == '+') {
        value = ' ';
      } else if (value == '%') {
        int high = i + 2 < to ? Character.digit(body[i + 1], 16) : -1;
        int low = i + 2 < to ? Character.digit(body[i + 2], 16) : -1;
        if (high < 0 || low < 0) {
          throw malformed("broken percent-encoding");
        }
        value = (byte) (high << 4 | low);
        i += 2;
      }
      bytes[length++] = value;
    }
    try {
      ByteBuffer text = ByteBuffer.wrap(bytes, 0, length);
      return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
    } catch (CharacterCodingException e) {
      throw malformed("not UTF-8");
    }
  }

  private static FaultException malformed(String detail) {
    return new FaultException(new Fault.MalformedBody(Kind.FORM, detail));
  }
}
