package vestibule;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import vestibule.cli.Failure;
import vestibule.cli.Program;
import vestibule.cli.shown.Garbled;
import vestibule.config.Config;
import vestibule.ops.Logging;
import vestibule.wiring.Server;
import vestibule.wiring.Starter;
import vestibule.wiring.TestMode;
import vestibule.wiring.Wiring;

/** The program's entry: picks a command; without one it serves. */
public final class Main {

  private static final Duration LAST_LINES = Duration.ofSeconds(1);

  /** The JDK's own switch, read when the recorder is first asked for. */
  private static final String NO_FLIGHT_RECORDER = "jfr.unsupported.vm";

  private Main() {}

  /** Runs the command that the arguments name and ends with its exit code. */
  public static void main(String[] arguments) {
    // Libraries write numbers in the user's digits, which no other machine reads.
    Locale.setDefault(Locale.ROOT);
    Logging.install();
    leaveFlightRecorderAsleep();
    Program.Terminal terminal =
        new Program.Terminal(
            System.in,
            new PrintStream(System.out, true, StandardCharsets.UTF_8),
            new PrintStream(System.err, true, StandardCharsets.UTF_8),
            System.getenv(),
            Path.of("").toAbsolutePath());
    int code =
        Garbled.find(arguments, terminal.environment())
            .map(why -> Program.refuse(terminal, why, arguments))
            .orElseGet(() -> run(terminal, arguments));
    Logging.flush(LAST_LINES);
    System.exit(code);
  }

  private static final String[] TEST_SERVE = {"serve", "--test"};

  private static int run(Program.Terminal terminal, String... arguments) {
    if (isPlainServe(arguments)) {
      return serve(terminal, false);
    }
    return Arrays.equals(arguments, TEST_SERVE)
        ? serve(terminal, true)
        : Program.run(terminal, arguments);
  }

  private static boolean isPlainServe(String[] arguments) {
    return arguments.length == 0 || arguments.length == 1 && arguments[0].equals("serve");
  }

  /**
   * The database library would describe its events to the JDK's flight recorder at the first
   * statement, which takes a tenth of the start. A recording that began with the process goes on,
   * and whoever wants to begin one later sets the property to false.
   */
  private static void leaveFlightRecorderAsleep() {
    if (System.getProperty(NO_FLIGHT_RECORDER) == null) {
      System.setProperty(NO_FLIGHT_RECORDER, "true");
    }
  }

  /** Without the command line's library, whose loading is a fifth of the start. */
  private static int serve(Program.Terminal terminal, boolean test) {
    Starter starter = Starter.of(terminal.out(), terminal.environment());
    try {
      if (test) {
        return TestMode.serve(terminal.environment(), starter);
      }
      Config config = Wiring.servedConfig(terminal.environment(), terminal.folder());
      config.warnings().forEach(warning -> terminal.err().println("warning: " + warning));
      return Server.serve(config, starter);
    } catch (Config.Invalid | IOException | RuntimeException failed) {
      return Failure.of(failed).tell(terminal.err());
    }
  }
}
