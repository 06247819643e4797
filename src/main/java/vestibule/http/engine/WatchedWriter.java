package vestibule.http.engine;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;

/** A writer that tells when it begins to wait for a client and when it has written. */
public final class WatchedWriter implements DataWriter {

  private final DataWriter out;
  private final Runnable begins;
  private final Runnable ends;

  /** Writes to another one, which writes at once. */
  public WatchedWriter(DataWriter out, Runnable begins, Runnable ends) {
    this.out = out;
    this.begins = begins;
    this.ends = ends;
  }

  @Override
  public void write(BufferData... buffers) {
    writeNow(buffers);
  }

  @Override
  public void write(BufferData buffer) {
    writeNow(buffer);
  }

  @Override
  public void writeNow(BufferData... buffers) {
    writeNow(BufferData.create(buffers));
  }

  @Override
  public void writeNow(BufferData buffer) {
    begins.run();
    out.writeNow(buffer);
    ends.run();
  }
}
