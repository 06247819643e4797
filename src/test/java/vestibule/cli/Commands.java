package vestibule.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import vestibule.TestServer;

/** Runs commands in this process, as a person or a program would in another. */
public final class Commands {

  private Commands() {}

  /** How a command ended. */
  public record Ended(int code, String out, String err) {}

  /** On the database of a running server. */
  public static Ended run(TestServer server, String input, String... arguments) {
    return run(server.folder(), server.commandSettings(), input, arguments);
  }

  /** In a folder, with these settings and nothing else. */
  public static Ended run(
      Path folder, Map<String, String> settings, String input, String... arguments) {
    return run(folder, settings, input.getBytes(UTF_8), arguments);
  }

  /** The same with bytes on standard input. */
  public static Ended run(
      Path folder, Map<String, String> settings, byte[] input, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Program.run(
            new Program.Terminal(
                new ByteArrayInputStream(input),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                settings,
                folder),
            arguments);
    return new Ended(code, out.toString(UTF_8), err.toString(UTF_8));
  }
}
