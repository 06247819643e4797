package vestibule.ops;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.LogManager;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * The program's log: everything that any library logs, on standard error, a line an event. Logging
 * never waits: beyond {@value #EVENTS} events that stderr has not taken yet, events are dropped,
 * counted, and the count is logged.
 */
public final class Logging {
  private Logging() {}

  static final int EVENTS = 8192;

  /** A system property that names a file for the log, for tests whose report it would drown. */
  private static final String FILE = "vestibule.log.file";

  static final LogRing RING = new LogRing(EVENTS, target());

  static {
    Thread.ofPlatform().name("log").daemon().start(RING::writeForever);
  }

  /** Leads java.util.logging, and so {@code System.Logger} and Helidon, into the same log. */
  public static void install() {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    // What RingLogger would refuse from a library need not cross the bridge.
    LogManager.getLogManager().getLogger("").setLevel(Level.WARNING);
  }

  /**
   * Waits until everything logged before this call is written. The writer is a daemon, so whoever
   * ends the program calls this last.
   *
   * @return whether that happened within {@code most}
   */
  public static boolean flush(Duration most) {
    return RING.flush(most);
  }

  /** How many events were dropped since the start because the ring was full. */
  public static long dropped() {
    return RING.dropped();
  }

  private static OutputStream target() {
    String file = System.getProperty(FILE, "");
    try {
      // Not System.err: whoever replaces that must not change where the log goes.
      return file.isEmpty()
          ? new FileOutputStream(FileDescriptor.err)
          : new FileOutputStream(file, true);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
