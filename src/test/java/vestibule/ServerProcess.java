package vestibule;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The program in a process of its own, as an operator starts it, so that it can be killed. */
final class ServerProcess implements AutoCloseable {

  private final Process process;
  private final String readyLine;

  private ServerProcess(Process process, String readyLine) {
    this.process = process;
    this.readyLine = readyLine;
  }

  /** Starts the server in a folder and waits until it says that it is ready. */
  static ServerProcess start(Path folder, Map<String, String> settings) throws IOException {
    return start(folder, settings, command("serve"));
  }

  /** The same after other commands of the shell, such as {@code umask 000}. */
  static ServerProcess startAfter(String shell, Path folder, Map<String, String> settings)
      throws IOException {
    return start(folder, settings, after(shell, command("serve")));
  }

  private static ServerProcess start(
      Path folder, Map<String, String> settings, List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(folder.toFile()).redirectError(folder.resolve("stderr").toFile());
    // Tests ask more of one address than people do.
    builder.environment().put("VESTIBULE_LIMITS", "off");
    builder.environment().putAll(settings);
    Process process = builder.start();
    BufferedReader out = process.inputReader();
    String line = out.readLine();
    if (line == null || !line.startsWith("vestibule ready on ")) {
      throw new AssertionError("not ready, but: " + line);
    }
    return new ServerProcess(process, line);
  }

  /** Runs one command to its end, with a text on its standard input. */
  static Ended run(Path folder, Map<String, String> settings, String input, String... arguments)
      throws IOException, InterruptedException {
    return run(folder, settings, input, command(arguments));
  }

  /** The same after other commands of the shell, without input. */
  static Ended runAfter(
      String shell, Path folder, Map<String, String> settings, String... arguments)
      throws IOException, InterruptedException {
    return run(folder, settings, "", after(shell, command(arguments)));
  }

  private static Ended run(
      Path folder, Map<String, String> settings, String input, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    Path errors = folder.resolve("command-stderr");
    builder.redirectError(errors.toFile());
    builder.environment().putAll(settings);
    Process process = builder.start();
    try (var in = process.outputWriter()) {
      in.write(input);
    }
    String out = process.inputReader().readAllAsString();
    return new Ended(process.waitFor(), out, Files.readString(errors));
  }

  /** Begins one command, to be killed; what it prints is nobody's concern. */
  static Process begin(Path folder, Map<String, String> settings, String... arguments)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command(arguments)).directory(folder.toFile());
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(settings);
    return builder.start();
  }

  /** How a command ended. */
  record Ended(int code, String out, String err) {}

  /** A port that was free a moment ago. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  String readyLine() {
    return readyLine;
  }

  /** As {@code kill -9}: nothing of the program runs any more. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** As {@code kill}: the program ends in order, with this exit code. */
  int terminate() throws InterruptedException {
    process.destroy();
    return process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static List<String> after(String shell, List<String> command) {
    List<String> whole = new ArrayList<>(List.of("sh", "-c", shell + "; exec \"$@\"", "sh"));
    whole.addAll(command);
    return whole;
  }

  private static List<String> command(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                // Of the time of a start, the better compiler takes half.
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(arguments));
    return command;
  }
}
