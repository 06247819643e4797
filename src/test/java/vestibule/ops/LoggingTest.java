package vestibule.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Whatever a library logs with, it comes out in the one log, and only from WARN on. */
@Tag("processes")
@Timeout(60)
class LoggingTest {

  /** A process of its own, as what logs to what is decided once a process. */
  static final class LoggingProcess {
    private LoggingProcess() {}

    private static Exception odd() {
      try {
        return new IllegalStateException("no number " + Integer.parseInt("Vasya"));
      } catch (NumberFormatException quoting) {
        return quoting;
      }
    }

    private static void join(Thread thread) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    public static void main(String[] arguments) {
      Logging.install();
      LoggerFactory.getLogger("a.library").warn("by slf4j {} {} {}", 1, "Vasya", true);
      LoggerFactory.getLogger("a.library").warn("a row of Vasya");
      LoggerFactory.getLogger("org.flywaydb.core.Tool").warn("the schema is new");
      LoggerFactory.getLogger("com.zaxxer.hikari.Pool").error("a connection {}", 1);
      LoggerFactory.getLogger("vestibule.Ours").info("of {} and {}", "ours", odd(), 3);
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
      Thread broken = new Thread(() -> Integer.parseInt("Vasya"), "broken");
      broken.start();
      join(broken);
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
    assertThat(all).contains("java.lang.IllegalStateException: 3").doesNotContain("Vasya");
    assertThat(events.map(line -> line.replaceFirst("^[0-9TZ:.-]+ ", "")))
        .isEqualTo(
            List.of(
                "WARN  a.library by slf4j 1 (String) true",
                "WARN  a.library (words of a library are not logged)",
                "WARN  org.flywaydb.core.Tool the schema is new",
                "INFO  vestibule.Ours of ours and NumberFormatException",
                "WARN  a.library (words of a library are not logged)",
                "ERROR a.library (words of a library are not logged)",
                "WARN  a.library (words of a library are not logged)",
                "WARN  a.library (words of a library are not logged)",
                "ERROR vestibule.ops.Logging The thread broken ended"));
  }
}
