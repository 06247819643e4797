package vestibule.http.body;

/** One value that a client sent, as far as a contract tells values apart. */
public sealed interface Field {
  /** Characters of an array's or object's JSON that are kept. */
  int ECHO_LIMIT = 1_000;

  /** A JSON string or a form's value. It may hold NUL or lone surrogates; see {@link Fields}. */
  record Text(String value) implements Field {}

  /** A JSON number as it was sent. */
  record Number(String literal) implements Field {}

  record Truth(boolean value) implements Field {}

  record Null() implements Field {}

  /** A JSON array, whose content no contract reads. */
  record Array(String json) implements Field {}

  /** A file of a multipart form, whose content no contract reads. */
  record File(String name) implements Field {}

  /** A JSON object inside the object, whose content no contract reads. */
  record Dictionary(String json) implements Field {}
}
