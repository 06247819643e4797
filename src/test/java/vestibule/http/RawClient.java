package vestibule.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One raw connection to a listener: writes bytes as given, reads answers as they are. */
public final class RawClient implements AutoCloseable {
  /** One answer as it came: its status line, header lines, body. */
  public record Answer(String statusLine, List<String> headers, String body) {
    public int status() {
      return Integer.parseInt(statusLine.split(" ")[1]);
    }

    public Optional<String> header(String name) {
      return headers.stream()
          .filter(line -> line.toLowerCase().startsWith(name.toLowerCase() + ": "))
          .map(line -> line.substring(name.length() + 2))
          .findFirst();
    }
  }

  private final Socket socket;
  private final InputStream in;

  public RawClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
    in = socket.getInputStream();
  }

  /** A connection that comes from this address of the machine itself. */
  RawClient(String from, int port) throws IOException {
    InetAddress own = InetAddress.ofLiteral(from);
    socket = new Socket(InetAddress.getLoopbackAddress(), port, own, 0);
    socket.setSoTimeout(20_000);
    in = socket.getInputStream();
  }

  /** Sends these bytes, each character one; a connection already closed is no error. */
  public RawClient send(String bytes) throws IOException {
    try {
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    } catch (SocketException e) {
      // What was answered before can still be read.
    }
    return this;
  }

  /** No more bytes will follow. */
  public RawClient end() throws IOException {
    try {
      socket.shutdownOutput();
    } catch (SocketException e) {
      // The server was first.
    }
    return this;
  }

  /** Reads one answer by its Content-Length. */
  public Answer answer() throws IOException {
    return answer(true);
  }

  /** Reads one answer that has no body whatever its Content-Length. */
  public Answer head() throws IOException {
    return answer(false);
  }

  private Answer answer(boolean withBody) throws IOException {
    String statusLine = line();
    List<String> headers = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      headers.add(line);
    }
    Answer head = new Answer(statusLine, headers, "");
    int length = withBody ? head.header("Content-Length").map(Integer::parseInt).orElse(0) : 0;
    return new Answer(
        statusLine, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int previous = -1;
    while (true) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("closed after: " + line.toString(StandardCharsets.ISO_8859_1));
      }
      if (previous == '\r' && next == '\n') {
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.substring(0, text.length() - 1);
      }
      line.write(next);
      previous = next;
    }
  }

  /** Waits until the server has closed; whatever comes before is returned. */
  public String rest() throws IOException {
    try {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (SocketException e) {
      return "";
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
