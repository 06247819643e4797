package vestibule.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A server outlives nobody who has started it. */
class DeathTest {

  private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(10);

  /** Starts a server, says where it is, and waits to be killed. */
  static final class Starter {
    public static void main(String[] program) throws InterruptedException {
      System.out.println(ServerProcess.start(List.of(program), Map.of()).url());
      Thread.currentThread().join();
    }
  }

  @Test
  void theServerEndsWhenTheJvmOfTheTestsIsKilled() throws IOException {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Starter.class.getName(),
                System.getProperty("vestibule.program"))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(jvm.getInputStream()))) {
      URI url = URI.create(lines.readLine());
      assertThat(answers(url)).isTrue();
      jvm.destroyForcibly();
      Instant longest = Instant.now().plusSeconds(30);
      while (answers(url)) {
        assertThat(Instant.now()).isBefore(longest);
        LockSupport.parkNanos(LOOK);
      }
    } finally {
      jvm.destroyForcibly();
    }
  }

  private static boolean answers(URI url) {
    try (Socket socket = new Socket("127.0.0.1", url.getPort())) {
      return socket.isConnected();
    } catch (IOException refused) {
      return false;
    }
  }
}
