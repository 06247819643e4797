package vestibule;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static vestibule.fuzz.Fuzzed.require;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;

/** Whatever comes in on a connection of a whole server. */
public final class RequestTargets {

  /** What is said of requests that are not understood; anything else from 500 on is a mistake. */
  private static final Set<String> NOT_UNDERSTOOD = Set.of("501", "505");

  private RequestTargets() {}

  /** Bytes are answered, or the connection ends; no mistake of the server comes to light. */
  public static void requests(byte[] input) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), TestServer.shared().port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(input);
      socket.shutdownOutput();
      String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      if (!answer.isEmpty()) {
        require(answer.matches("(?s)HTTP/1\\.1 [1-5][0-9]{2} .*"), "an answer is one", answer);
        String status = answer.substring(9, 12);
        require(
            status.compareTo("500") < 0 || NOT_UNDERSTOOD.contains(status), "no mistake", answer);
      }
    } catch (SocketException ended) {
      // The server has closed before it read all that it would not serve.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
