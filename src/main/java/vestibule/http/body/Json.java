package vestibule.http.body;

/** Records to JSON bytes in the two published spellings, and JSON bytes to {@link Fields}. */
public final class Json {
  private Json() {}

  /** Compact, UTF-8 unescaped, keys in the record's order: as Django REST framework writes. */
  public static byte[] compact(Object value) {
    throw new UnsupportedOperationException();
  }

  /**
   * Compact, every non-ASCII character escaped, a newline at the end: as Flask's jsonify writes.
   */
  public static byte[] flask(Object value) {
    throw new UnsupportedOperationException();
  }

  /**
   * Reads one JSON object strictly: UTF-8, no duplicate keys at any depth, nothing after it, at
   * most 100 deep.
   *
   * @throws vestibule.http.FaultException MalformedBody or NotAnObject
   */
  public static Fields object(byte[] body, boolean trailingCommas) {
    throw new UnsupportedOperationException();
  }
}
