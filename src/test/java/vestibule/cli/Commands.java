package vestibule.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import vestibule.TestServer;
import vestibule.wiring.Foundation;

/** Runs commands in this process, as a person or a program would in another. */
public final class Commands {

  private Commands() {}

  /** How a command ended. */
  public record Ended(int code, String out, String err) {}

  /** On the database of a running server, and by its clock, which other tests may have moved. */
  public static Ended run(TestServer server, String input, String... arguments) {
    Foundation.Surroundings machine = Foundation.Surroundings.ofMachine();
    Foundation.Surroundings moved =
        new Foundation.Surroundings(
            server.clock(), machine.nanoTime(), machine.random(), machine.cost(), List.of());
    return ended(
        server.folder(),
        server.commandSettings(),
        input.getBytes(UTF_8),
        terminal ->
            Program.run(terminal, new Program.Elsewhere(server.config(), moved), arguments));
  }

  /** In a folder, with these settings and nothing else. */
  public static Ended run(
      Path folder, Map<String, String> settings, String input, String... arguments) {
    return run(folder, settings, input.getBytes(UTF_8), arguments);
  }

  /** The same with bytes on standard input. */
  public static Ended run(
      Path folder, Map<String, String> settings, byte[] input, String... arguments) {
    return ended(folder, settings, input, terminal -> Program.run(terminal, arguments));
  }

  private static Ended ended(
      Path folder,
      Map<String, String> settings,
      byte[] input,
      ToIntFunction<Program.Terminal> command) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        command.applyAsInt(
            new Program.Terminal(
                new ByteArrayInputStream(input),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                settings,
                folder));
    return new Ended(code, out.toString(UTF_8), err.toString(UTF_8));
  }
}
