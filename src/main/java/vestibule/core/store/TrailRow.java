package vestibule.core.store;

import java.time.Instant;

/** An event of the audit trail as it lies in the database, of an unknown kind too. */
public record TrailRow(Key key, Facts facts, Traces traces, Mark mark) {

  public record Key(int slot, long account, Instant at, long id) {}

  /** What stays as long as the row. */
  public record Facts(String kind, String actor, String door, String detail) {}

  /** What goes with the person. */
  public record Traces(String networkAddress, String browser) {}

  /**
   * What sealing has added.
   *
   * @param seal the number of the seal; 0 before
   * @param salt of the digest; "" before, and after the person was erased
   * @param personal the digest of the traces
   */
  public record Mark(long seal, String salt, String personal) {

    /** Of a row that waits for its seal. */
    public static final Mark NONE = new Mark(0, "", "");
  }

  /** The same row under a seal. */
  public TrailRow with(Mark sealed) {
    return new TrailRow(key, facts, traces, sealed);
  }
}
