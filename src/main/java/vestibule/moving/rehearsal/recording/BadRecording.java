package vestibule.moving.rehearsal.recording;

/** A recording cannot be read; the message is for the operator, and holds nothing of it. */
public final class BadRecording extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadRecording(long line, String what) {
    super("line " + line + " of the recording " + what);
  }

  /** The whole of it. */
  public BadRecording(String what) {
    super("the recording " + what);
  }
}
