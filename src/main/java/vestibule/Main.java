package vestibule;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import vestibule.cli.Program;
import vestibule.ops.Logging;

/** The program's entry: picks a command; without one it serves. */
public final class Main {

  private static final Duration LAST_LINES = Duration.ofSeconds(1);

  private Main() {}

  /** Runs the command that the arguments name and ends with its exit code. */
  public static void main(String[] arguments) {
    Logging.install();
    Program.Terminal terminal =
        new Program.Terminal(
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
            new PrintStream(System.out, true, StandardCharsets.UTF_8),
            new PrintStream(System.err, true, StandardCharsets.UTF_8),
            System.getenv(),
            Path.of("").toAbsolutePath());
    String[] command = arguments.length == 0 ? new String[] {"serve"} : arguments;
    int code = Program.run(terminal, command);
    Logging.flush(LAST_LINES);
    System.exit(code);
  }
}
