package vestibule.ops;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.slf4j.LoggerFactory;

/**
 * The program's log: everything that any library logs, on standard error, a line an event. Logging
 * never waits: beyond {@value #EVENTS} events that stderr has not taken yet, events are dropped,
 * counted, and the count is logged.
 */
public final class Logging {
  private Logging() {}

  static final int EVENTS = 8192;

  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  /** A system property that names a file for the log, for tests whose report it would drown. */
  private static final String FILE = "vestibule.log.file";

  private static volatile LogStyle style = LogStyle.USUAL;

  static final LogRing RING = new LogRing(EVENTS, target());

  static {
    Thread.ofPlatform().name("log").daemon().start(RING::writeForever);
  }

  /**
   * Leads java.util.logging into the same log once a library wakes it, which is not before the
   * start has ended. To be called before anything else.
   */
  public static void install() {
    // Named, so that slf4j need not open every library to look for what it writes to.
    System.setProperty("slf4j.provider", LogProvider.class.getName());
    System.setProperty("slf4j.internal.verbosity", "WARN");
    System.setProperty("java.util.logging.config.class", PlatformLogging.class.getName());
    // Else the JDK writes the throwable's own words to standard error.
    Thread.setDefaultUncaughtExceptionHandler(Logging::ended);
  }

  /**
   * Writes the log so from now on.
   *
   * @return how it was written before
   */
  public static LogStyle configure(LogStyle wanted) {
    LogStyle before = style;
    style = wanted;
    return before;
  }

  /** How the log is written now. */
  static LogStyle style() {
    return style;
  }

  private static void ended(Thread thread, Throwable thrown) {
    LoggerFactory.getLogger(Logging.class).error("The thread {} ended", thread.getName(), thrown);
    flush(LAST_WORDS);
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
