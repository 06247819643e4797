package vestibule.wiring;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import vestibule.ops.Supervisor;

/**
 * What started this process and wants to know how it is: whoever reads its output, and the service
 * manager.
 */
public record Starter(PrintStream out, Supervisor supervisor) {

  /** The starter of a process with this output and environment. */
  public static Starter of(PrintStream out, Map<String, String> environment) {
    return new Starter(out, Supervisor.of(environment));
  }

  /**
   * Since the JVM began: the process may be older, when the script that became it has built first.
   */
  static Duration sinceStart() {
    long began = ManagementFactory.getRuntimeMXBean().getStartTime();
    return Duration.ofMillis(System.currentTimeMillis() - began);
  }

  /** What this machine is called, for people who look after several. */
  static String machine() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException none) {
      return "localhost";
    }
  }

  /** The version of the program. */
  static String version() {
    return Objects.requireNonNullElse(
        Starter.class.getPackage().getImplementationVersion(), "(unpackaged)");
  }
}
