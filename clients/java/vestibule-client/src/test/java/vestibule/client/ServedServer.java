package vestibule.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server that is not in test mode, so that an operator's commands work on its database: they give
 * rights, and credentials to services.
 */
final class ServedServer implements AutoCloseable {

  private static final Pattern READY = Pattern.compile("vestibule ready on \\S+:(\\d+) in .*");

  private final Map<String, String> settings;
  private final Process process;
  private final URI url;

  ServedServer(Path folder) throws IOException {
    settings =
        Map.of("VESTIBULE_DATA_DIR", folder.resolve("data").toString(), "VESTIBULE_HTTP_PORT", "0");
    process = start(List.of("serve"), ProcessBuilder.Redirect.DISCARD);
    String first = String.valueOf(reader(process).readLine());
    Matcher ready = READY.matcher(first);
    if (!ready.matches()) {
      close();
      throw new IllegalStateException("the server has not started: " + first);
    }
    url = URI.create("http://localhost:" + ready.group(1));
  }

  URI url() {
    return url;
  }

  /** What a command prints. */
  List<String> command(String... words) throws IOException, InterruptedException {
    Process command = start(List.of(words), ProcessBuilder.Redirect.INHERIT);
    List<String> lines = reader(command).lines().toList();
    if (command.waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", words) + " has failed");
    }
    return lines;
  }

  private Process start(List<String> words, ProcessBuilder.Redirect errors) throws IOException {
    List<String> command = new ArrayList<>(List.of(System.getProperty("vestibule.program")));
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors);
    builder.environment().keySet().removeIf(name -> name.startsWith("VESTIBULE_"));
    builder.environment().putAll(settings);
    return builder.start();
  }

  private static BufferedReader reader(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
  }
}
