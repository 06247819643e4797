package vestibule.junit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One process of {@code vestibule serve --test}. A shell watches it: when this JVM ends, however
 * that happens, the pipe to the shell ends, and the shell ends the server.
 */
final class ServerProcess implements AutoCloseable {

  /** The server has no part in the pipe that tells its end, so that it is read to its end then. */
  private static final String WATCHED =
      """
      "$@" </dev/null &
      server=$!
      exec >/dev/null 2>&1
      cat
      kill $server
      wait $server
      """;

  private static final Pattern READY = Pattern.compile("vestibule ready on \\S+:(\\d+) in .*");

  /** A first start may build the program. */
  private static final Duration STARTING = Duration.ofMinutes(5);

  private static final Duration ENDING = Duration.ofSeconds(30);
  private static final int LINES = 50;
  private static final int TRIES = 5;

  private final Process process;
  private final CompletableFuture<Integer> port = new CompletableFuture<>();
  private final Deque<String> said = new ArrayDeque<>();

  private ServerProcess(Process process) {
    this.process = process;
    Thread reader = new Thread(this::read, "vestibule-output");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts a server, and waits until it is ready.
   *
   * @param program what starts it, before {@code serve --test}
   * @param settings of the server, by the names of its environment
   */
  static ServerProcess start(List<String> program, Map<String, String> settings) {
    for (int i = 1; ; i++) {
      ServerProcess process = started(program, settings);
      if (process.isReady()) {
        return process;
      }
      process.close();
      // Somebody else may have taken the port that it had found.
      if (i == TRIES || !process.said().contains("in use")) {
        throw new IllegalStateException(
            String.join(" ", program) + " did not start, and said:\n" + process.said());
      }
    }
  }

  private static ServerProcess started(List<String> program, Map<String, String> settings) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", WATCHED, "sh"));
    command.addAll(program);
    command.addAll(List.of("serve", "--test"));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    // What is set for another server, of somebody's own, is none of this one's.
    environment.keySet().removeIf(name -> name.startsWith("VESTIBULE_"));
    environment.put("VESTIBULE_HTTP_PORT", "0");
    // It runs for minutes: the compiler that makes code fast slowly would never be paid back.
    environment.putIfAbsent("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
    environment.putAll(settings);
    try {
      return new ServerProcess(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException("no shell can be started", e);
    }
  }

  private boolean isReady() {
    try {
      port.get(STARTING.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a server was started", e);
    }
  }

  URI url() {
    return URI.create("http://localhost:" + port.join());
  }

  /** To its end, so that the server never waits for a reader. */
  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        take(line);
      }
    } catch (IOException ended) {
      // It ends by itself or by us.
    }
    port.completeExceptionally(new IllegalStateException("it has ended"));
  }

  private void take(String line) {
    synchronized (said) {
      said.addLast(line);
      if (said.size() > LINES) {
        said.removeFirst();
      }
    }
    Matcher ready = READY.matcher(line);
    if (ready.matches()) {
      port.complete(Integer.parseInt(ready.group(1)));
    }
  }

  private String said() {
    synchronized (said) {
      return String.join("\n", said);
    }
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(ENDING.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroy();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
    }
  }

  /** Which program, where nobody says so. */
  static List<String> program() {
    return List.of(
        Optional.ofNullable(System.getProperty("vestibule.program"))
            .or(() -> Optional.ofNullable(System.getenv("VESTIBULE_PROGRAM")))
            .orElse("vestibule"));
  }
}
