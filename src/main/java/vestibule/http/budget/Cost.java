package vestibule.http.budget;

/** What the parts of a request take of the heap, in bytes: estimates that were measured. */
public final class Cost {
  /** A piece that was read, beside its bytes, which stand in it and once more. */
  public static final int PIECE = 96;

  /** A line of a head, beside its bytes. */
  public static final int LINE = 192;

  /** What collects a body before it is whole. */
  public static final int COLLECTED = 16 * 1024;

  /** What a body may take when it is parsed, for each byte: 15 were measured of JSON. */
  public static final int PARSED = 16;

  private Cost() {}
}
