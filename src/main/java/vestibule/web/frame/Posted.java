package vestibule.web.frame;

import java.util.Optional;
import vestibule.http.Fault;
import vestibule.http.FaultException;
import vestibule.http.Request;
import vestibule.http.body.Bodies;
import vestibule.http.body.Fields;
import vestibule.http.body.Upload;

/** A form that was sent. What is missing of it reads as "". */
public final class Posted {

  private final Fields fields;
  private final Optional<byte[]> file;

  private Posted(Fields fields, Optional<byte[]> file) {
    this.fields = fields;
    this.file = file;
  }

  /** No form: a page is looked at. */
  public static Posted nothing() {
    return new Posted(Fields.none(), Optional.empty());
  }

  /**
   * Reads the body of a request.
   *
   * @throws FaultException for a body that is no form, or that holds what no database stores
   */
  public static Posted of(Request request) {
    return storable(Fault.Kind.FORM, new Posted(Bodies.form(request), Optional.empty()));
  }

  /**
   * Reads the body of a request that is a form with a file.
   *
   * @param file the name of the field that is the file
   * @throws FaultException for a body that is none, or that holds what no database stores
   */
  public static Posted of(Request request, String file) {
    Upload upload = Upload.of(request, file);
    return storable(Fault.Kind.MULTIPART, new Posted(upload.fields(), upload.file()));
  }

  private static Posted storable(Fault.Kind kind, Posted posted) {
    if (posted.fields.hasUnstorableText()) {
      throw new FaultException(new Fault.MalformedBody(kind, new Fault.BodyFlaw.Unstorable()));
    }
    return posted;
  }

  /** The file; empty where the form has none, or none was chosen. */
  public Optional<byte[]> file() {
    return file;
  }

  public String text(String name) {
    return fields.text(name).orElse("");
  }

  /** The text; empty when nothing was typed. */
  public Optional<String> some(String name) {
    return fields.text(name).filter(text -> !text.isEmpty());
  }

  /** Browsers send a box only when it is ticked. */
  public boolean isTicked(String name) {
    return fields.has(name);
  }
}
