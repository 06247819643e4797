package vestibule.http.budget;

/** The bytes of the heap that the parts of a request take: estimates that were measured. */
public final class Cost {
  /** A piece that was read, beside its bytes, which stand in it and once more. */
  public static final int PIECE = 96;

  /** A line of a head, beside its bytes. */
  public static final int LINE = 192;

  /** The collector of a body that is not whole yet. */
  public static final int COLLECTED = 16 * 1024;

  /** A body that is parsed takes so much for each byte: 15 were measured of JSON. */
  public static final int PARSED = 16;

  private Cost() {}
}
