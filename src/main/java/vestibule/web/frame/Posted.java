package vestibule.web.frame;

import java.util.Optional;
import vestibule.http.Fault;
import vestibule.http.FaultException;
import vestibule.http.Request;
import vestibule.http.body.Bodies;
import vestibule.http.body.Fields;

/** A form that was sent. What is missing of it reads as "". */
public final class Posted {

  private final Fields fields;

  private Posted(Fields fields) {
    this.fields = fields;
  }

  /** No form: a page is looked at. */
  public static Posted nothing() {
    return new Posted(Fields.none());
  }

  /**
   * Reads the body of a request.
   *
   * @throws FaultException for a body that is no form, or that holds what no database stores
   */
  public static Posted of(Request request) {
    Fields fields = Bodies.form(request);
    if (fields.hasUnstorableText()) {
      throw new FaultException(
          new Fault.MalformedBody(Fault.Kind.FORM, new Fault.BodyFlaw.Unstorable()));
    }
    return new Posted(fields);
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
