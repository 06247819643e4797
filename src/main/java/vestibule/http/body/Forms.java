package vestibule.http.body;

import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import vestibule.http.Decoding.Pair;
import vestibule.http.Fault;
import vestibule.http.Fault.Kind;
import vestibule.http.FaultException;

/** Forms in their two encodings; of fields with one name the last counts. */
public final class Forms {
  static final int MOST_FIELDS = 1_000;

  private Forms() {}

  /**
   * {@code application/x-www-form-urlencoded}. Nothing of it is ever broken: a percent sign without
   * its digits stands for itself.
   *
   * @param contentType the Content-Type header, for its charset
   * @throws FaultException MalformedBody for over 1,000 fields
   */
  public static Fields urlEncoded(byte[] body, String contentType) {
    Charset charset = Charsets.of(contentType);
    LinkedHashMap<String, Field> fields = new LinkedHashMap<>();
    boolean unstorable = false;
    boolean repeated = false;
    String[] pairs = Charsets.form(body, charset).split("&", MOST_FIELDS + 1);
    if (pairs.length > MOST_FIELDS) {
      throw new FaultException(
          new Fault.MalformedBody(Kind.FORM, new Fault.BodyFlaw.TooManyFields()));
    }
    for (String pair : pairs) {
      if (pair.isEmpty()) {
        continue;
      }
      Pair field = Pair.of(pair, charset);
      unstorable |= Fields.isUnstorable(field.name()) || Fields.isUnstorable(field.value());
      repeated |= fields.put(field.name(), new Field.Text(field.value())) != null;
    }
    return new Fields(fields, unstorable, repeated);
  }

  /**
   * {@code multipart/form-data}.
   *
   * @param contentType the Content-Type header, for its boundary and charset
   * @throws FaultException MalformedBody for a boundary that is none, or over 1,000 fields
   */
  public static Fields multipart(byte[] body, String contentType) {
    return new Multipart(body, contentType).read();
  }
}
