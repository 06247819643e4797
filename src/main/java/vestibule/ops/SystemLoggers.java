package vestibule.ops;

import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * What the JDK finds when a library asks it for a {@code System.Logger}: the program's own log. By
 * default it would start {@code java.util.logging}, and open every library to look for another. The
 * bridge that slf4j has puts a library's arguments into the text, and so people's data into the
 * log.
 */
public final class SystemLoggers extends System.LoggerFinder {

  @Override
  public System.Logger getLogger(String name, Module module) {
    org.slf4j.Logger log = LoggerFactory.getLogger(name);
    return new Bridge(name, log, Bridge.least(log));
  }

  /**
   * One logger of a library.
   *
   * @param least the severity from which on it writes, which never changes: Helidon asks for it a
   *     dozen times in each request
   */
  private record Bridge(String name, org.slf4j.Logger log, int least) implements System.Logger {

    private static int least(org.slf4j.Logger log) {
      return Stream.of(Level.TRACE, Level.DEBUG, Level.INFO, Level.WARNING, Level.ERROR)
          .filter(level -> log.isEnabledForLevel(level(level)))
          .mapToInt(Level::getSeverity)
          .min()
          .orElse(Level.OFF.getSeverity());
    }

    @Override
    public String getName() {
      return name;
    }

    @Override
    public boolean isLoggable(Level level) {
      return level != Level.OFF && level.getSeverity() >= least;
    }

    @Override
    public void log(Level level, ResourceBundle words, String message, Throwable thrown) {
      if (isLoggable(level)) {
        write(level, message, Optional.ofNullable(thrown));
      }
    }

    @Override
    public void log(Level level, ResourceBundle words, String pattern, Object... arguments) {
      if (isLoggable(level)) {
        write(level, pattern, Optional.empty());
      }
    }

    private void write(Level level, String message, Optional<Throwable> thrown) {
      var event = log.atLevel(level(level));
      thrown.ifPresent(event::setCause);
      event.log(message);
    }

    private static org.slf4j.event.Level level(Level level) {
      return switch (level) {
        case ALL, TRACE -> org.slf4j.event.Level.TRACE;
        case DEBUG -> org.slf4j.event.Level.DEBUG;
        case INFO -> org.slf4j.event.Level.INFO;
        case WARNING -> org.slf4j.event.Level.WARN;
        case ERROR, OFF -> org.slf4j.event.Level.ERROR;
      };
    }
  }
}
