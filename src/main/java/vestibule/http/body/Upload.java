package vestibule.http.body;

import java.util.Optional;
import vestibule.http.Fault;
import vestibule.http.FaultException;
import vestibule.http.Request;

/**
 * A form with one file, {@code multipart/form-data} as browsers write it (RFC 7578).
 *
 * @param fields its texts
 * @param file the bytes of the file; empty where none was chosen
 */
public record Upload(Fields fields, Optional<byte[]> file) {

  /** Bytes that such a form may have beside its file. */
  public static final int MOST_BESIDE = 20 * 1024;

  /**
   * Reads the body of a request. At most eight texts are taken, of 1,024 bytes of UTF-8 each, and
   * the file as long as the route lets the body be. Read strictly: what no browser writes, as a
   * text before the first part or two fields of one name, is refused.
   *
   * @param file the name of the field that is the file
   * @throws FaultException UnsupportedMediaType for another type; MalformedBody for a second file,
   *     for one of another name, for too many or too long texts, and for parts that are not set
   *     apart by a boundary as RFC 2046, 5.1.1 has it; BodyTooLarge
   */
  public static Upload of(Request request, String file) {
    String type = request.header("Content-Type").orElse("");
    if (!request.mediaType().equals(Optional.of(Bodies.MULTIPART))) {
      throw new FaultException(new Fault.UnsupportedMediaType(type));
    }
    return new UploadReader(request.body(), type, file).read();
  }
}
