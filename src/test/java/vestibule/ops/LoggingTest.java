package vestibule.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Whatever a library logs with, it comes out in the one log, and only from WARN on. */
@Timeout(60)
class LoggingTest {

  /** A process of its own, as what logs to what is decided once a process. */
  static final class LoggingProcess {
    private LoggingProcess() {}

    public static void main(String[] arguments) {
      Logging.install();
      LoggerFactory.getLogger("a.library").warn("by slf4j {}", 1);
      System.Logger system = System.getLogger("a.library");
      system.log(System.Logger.Level.WARNING, "by the JDK {0}", 2);
      system.log(System.Logger.Level.ERROR, "by the JDK {0}", new IllegalStateException("3"));
      system.log(System.Logger.Level.WARNING, "'{0}' and 50%");
      system.log(System.Logger.Level.INFO, "too quiet");
      system.log(System.Logger.Level.OFF, "never");
      var util = java.util.logging.Logger.getLogger("a.library");
      util.log(java.util.logging.Level.WARNING, "by java.util.logging {0}", 4);
      util.info("too quiet");
      if (system.isLoggable(System.Logger.Level.INFO)
          || !system.isLoggable(System.Logger.Level.WARNING)
          || system.isLoggable(System.Logger.Level.OFF)
          || util.isLoggable(java.util.logging.Level.INFO)
          || !system.getName().equals("a.library")) {
        LoggerFactory.getLogger("a.library").error("levels are wrong");
      }
      Logging.flush(Duration.ofSeconds(10));
      Runtime.getRuntime().halt(0);
    }
  }

  @Test
  void everyWayLeadsIntoTheOneLog() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LoggingProcess.class.getName())
            .redirectErrorStream(true)
            .start();
    String all = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    Stream<String> events = all.lines().filter(line -> !line.startsWith("\t"));
    assertThat(all).contains("java.lang.IllegalStateException: 3");
    assertThat(events.map(line -> line.replaceFirst("^[0-9TZ:.-]+ ", "")))
        .isEqualTo(
            List.of(
                "WARN  a.library by slf4j 1",
                "WARN  a.library by the JDK 2",
                "ERROR a.library by the JDK {0}",
                "WARN  a.library '{0}' and 50%",
                "WARN  a.library by java.util.logging 4"));
  }
}
