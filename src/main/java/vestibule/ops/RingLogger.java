package vestibule.ops;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import vestibule.core.refusal.Sayable;
import vestibule.http.Trace;

/**
 * A named source of events; our own packages speak from INFO on, if the settings say nothing else,
 * libraries from WARN. What a library puts together may quote whatever it had in hand, so only the
 * fixed words of its patterns are kept, and what cannot be anybody's data.
 */
final class RingLogger extends LegacyAbstractLogger {
  private static final long serialVersionUID = 1;
  private static final String OURS = "vestibule";
  private static final String UNKNOWN = "(words of a library are not logged)";

  /** Libraries that log no data in whole messages: the migration tool knows our scripts alone. */
  private static final String KNOWN = "org.flywaydb.";

  /** The pool of connections: what it meets is thrown to us too, and told in our own words. */
  private static final String MUTE = "com.zaxxer.hikari.";

  private final transient LogRing ring;
  private final transient InstantSource clock;
  private final boolean ours;
  private final boolean mute;

  RingLogger(String name, LogRing ring, InstantSource clock) {
    this.name = name;
    this.ring = ring;
    this.clock = clock;
    this.ours = name.equals(OURS) || name.startsWith(OURS + ".");
    this.mute = name.startsWith(MUTE);
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level, Marker marker, String pattern, Object[] arguments, Throwable thrown) {
    // Formatted here: an argument may have changed by the time the writer comes to it.
    boolean hasArguments = arguments != null && arguments.length > 0;
    String message =
        ours || hasArguments || name.startsWith(KNOWN)
            ? String.valueOf(MessageFormatter.basicArrayFormat(pattern, said(arguments)))
            : UNKNOWN;
    ring.add(
        new LogEvent(
            clock.instant(),
            new LogEvent.Source(level, name, Trace.current()),
            message,
            Optional.ofNullable(thrown)));
  }

  private Object[] said(Object[] arguments) {
    return arguments == null ? null : Arrays.stream(arguments).map(this::said).toArray();
  }

  private Object said(Object argument) {
    return switch (argument) {
      case null -> "null";
      case Throwable thrown -> Sayable.of(thrown);
      case Number number -> number;
      case Boolean truth -> truth;
      case Enum<?> constant -> constant;
      case Object any -> ours ? any : "(" + any.getClass().getSimpleName() + ")";
    };
  }

  private boolean isEnabled(Level level) {
    return !mute && Logging.style().has(level) && (ours || level.toInt() >= Level.WARN.toInt());
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
