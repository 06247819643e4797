package vestibule.ops;

import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** A named source of events; our own packages speak from INFO on, libraries from WARN. */
final class RingLogger extends LegacyAbstractLogger {
  private static final long serialVersionUID = 1;
  private static final String OURS = "vestibule";

  private final transient LogRing ring;
  private final transient InstantSource clock;
  private final Level least;

  RingLogger(String name, LogRing ring, InstantSource clock) {
    this.name = name;
    this.ring = ring;
    this.clock = clock;
    this.least = name.equals(OURS) || name.startsWith(OURS + ".") ? Level.INFO : Level.WARN;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level, Marker marker, String pattern, Object[] arguments, Throwable thrown) {
    // Formatted here: an argument may have changed by the time the writer comes to it.
    String message = String.valueOf(MessageFormatter.basicArrayFormat(pattern, arguments));
    ring.add(new LogEvent(clock.instant(), level, name, message, Optional.ofNullable(thrown)));
  }

  private boolean isEnabled(Level level) {
    return level.toInt() >= least.toInt();
  }

  @Override
  public boolean isTraceEnabled() {
    return isEnabled(Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return isEnabled(Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return isEnabled(Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return isEnabled(Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return isEnabled(Level.ERROR);
  }

  @Override
  protected String getFullyQualifiedCallerName() {
    return RingLogger.class.getName();
  }
}
