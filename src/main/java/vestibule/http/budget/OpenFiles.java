package vestibule.http.budget;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The number of files that a process may have open. Sockets are among them: where one more cannot
 * be had, the web server gives up listening.
 */
final class OpenFiles {
  /** The process's own: the database, its pool, jars, the log. */
  private static final int RESERVED = 256;

  /** Assumed where the system does not say: macOS gives a JVM 10,240. */
  private static final int USUAL = 10_000;

  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final String LINE = "Max open files";

  private OpenFiles() {}

  /** How many connections are open at most, those that are being closed included. */
  static int forConnections() {
    try {
      return forConnections(Files.readAllLines(LIMITS));
    } catch (IOException e) {
      return USUAL - RESERVED;
    }
  }

  /** The same by what Linux says of a process. */
  static int forConnections(List<String> limits) {
    // The JVM has raised what is in force to what may be.
    return limits.stream()
        .filter(line -> line.startsWith(LINE))
        .map(line -> line.substring(LINE.length()).strip().split("\\s+")[0])
        .findFirst()
        .map(number -> number.equals("unlimited") ? Integer.MAX_VALUE : Integer.parseInt(number))
        .map(files -> Math.max(files / 2, files - RESERVED))
        .orElse(USUAL - RESERVED);
  }
}
