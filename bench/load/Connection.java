import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One kept HTTP/1.1 connection with at most one request under way. */
final class Connection {
  private static final int LARGEST_ANSWER = 16 * 1024;
  private static final int STATUS_AT = "HTTP/1.1 ".length();
  private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] RETRY = "retry-after:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CLOSE = "connection: close".getBytes(StandardCharsets.US_ASCII);

  final Stream stream;
  private final InetSocketAddress server;
  private final Selector selector;
  private final ByteBuffer in = ByteBuffer.allocateDirect(LARGEST_ANSWER);
  private final ByteBuffer out;
  private SocketChannel channel;

  /** When the request under way was to be sent, and which it is. */
  long due;

  int number;

  /** Set by who sends before the request is, and read by who receives before the two above. */
  private volatile boolean busy;

  private int headEnd;
  private int bodyLength;
  int status;
  boolean hasRetryAfter;
  boolean closes;

  Connection(Stream stream, InetSocketAddress server, Selector selector) throws IOException {
    this.stream = stream;
    this.server = server;
    this.selector = selector;
    this.out = stream.requests.view();
    open();
  }

  private void open() throws IOException {
    clear();
    channel = SocketChannel.open(server);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, this);
  }

  /** Connects anew. True when a request was under way, which will have no answer now. */
  synchronized boolean reopen() throws IOException {
    boolean lost = busy;
    busy = false;
    channel.close();
    open();
    return lost;
  }

  private void clear() {
    in.clear();
    headEnd = 0;
    bodyLength = 0;
    status = 0;
    hasRetryAfter = false;
    closes = false;
  }

  /** Sends a request, of which nothing else is under way here. */
  synchronized void send(int number, long due) throws IOException {
    this.number = number;
    this.due = due;
    stream.requests.choose(out, number);
    busy = true;
    // Far smaller than a socket's buffer, which is empty: one turn.
    while (out.hasRemaining()) {
      channel.write(out);
    }
  }

  /**
   * Reads what has come, once, as an answer comes in one piece. True when an answer is whole;
   * {@link #body} is valid until {@link #done}.
   *
   * @throws IOException when the connection has ended, or what came is no answer
   */
  boolean receive() throws IOException {
    int read = channel.read(in);
    if (headEnd == 0 && in.position() > 0) {
      findHead();
    }
    boolean whole = headEnd > 0 && in.position() >= headEnd + bodyLength;
    if (!whole && (read < 0 || !in.hasRemaining())) {
      throw new IOException(read < 0 ? "connection ended" : "answer too large");
    }
    if (whole && (!busy || in.position() > headEnd + bodyLength)) {
      throw new IOException("more than was asked for");
    }
    return whole;
  }

  /** The body of the answer. */
  ByteBuffer body() {
    return in.duplicate().flip().position(headEnd);
  }

  /** Forgets the answer, ready for the next request. */
  void done() {
    clear();
    busy = false;
  }

  private void findHead() throws IOException {
    int line = 0;
    for (int at = 1; at < in.position(); at++) {
      if (in.get(at) == '\n' && in.get(at - 1) == '\r') {
        if (at - line == 1) {
          headEnd = at + 1;
          return;
        }
        header(line, at - 1);
        line = at + 1;
      }
    }
  }

  private void header(int start, int end) throws IOException {
    if (start == 0) {
      if (end < STATUS_AT + 3) {
        throw new IOException("no status");
      }
      status = number(STATUS_AT, STATUS_AT + 3);
    } else if (begins(start, end, LENGTH)) {
      bodyLength = number(start + LENGTH.length, end);
    } else if (begins(start, end, RETRY)) {
      hasRetryAfter = number(start + RETRY.length, end) > 0;
    } else if (begins(start, end, CLOSE)) {
      closes = true;
    }
  }

  private boolean begins(int start, int end, byte[] lower) {
    if (end - start < lower.length) {
      return false;
    }
    for (int at = 0; at < lower.length; at++) {
      if (Character.toLowerCase(in.get(start + at)) != lower[at]) {
        return false;
      }
    }
    return true;
  }

  private int number(int start, int end) throws IOException {
    int number = 0;
    for (int at = start; at < end; at++) {
      byte digit = in.get(at);
      if (digit >= '0' && digit <= '9' && number < 1_000_000) {
        number = 10 * number + digit - '0';
      } else if (digit != ' ') {
        throw new IOException("no number");
      }
    }
    return number;
  }
}
