package vestibule.webhook;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import vestibule.core.refusal.Sayable;
import vestibule.core.webhook.Destination;
import vestibule.core.webhook.WebhookRefusal;

/**
 * One POST to a receiver. Its host is looked up once, the addresses are judged, and the connection
 * is made to one of the very addresses that were judged: a name that leads elsewhere a moment later
 * changes nothing. The JDK's own clients look a host up by themselves, so they cannot do this.
 */
public final class WebhookCall implements AutoCloseable {

  private static final int MOST_ADDRESSES = 3;

  private final Terms terms;
  private final HostNames names;
  private final InstantSource clock;
  private final Supplier<SSLSocketFactory> tls;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * What calls may do.
   *
   * @param connecting how long a connection may take
   * @param patience how long all of a call may take
   */
  public record Terms(Destination.Allowed allowed, Duration connecting, Duration patience) {}

  /**
   * Calls that look hosts up by {@code names}.
   *
   * @param tls asked for when the first call needs it
   */
  public WebhookCall(
      Terms terms, HostNames names, InstantSource clock, Supplier<SSLSocketFactory> tls) {
    this.terms = terms;
    this.names = names;
    this.clock = clock;
    this.tls = tls;
  }

  /**
   * Sends a body, and waits for the head of the answer. No redirect is followed.
   *
   * @param headers beside those of every call
   */
  public Answer post(String url, Map<String, String> headers, byte[] body)
      throws InterruptedException {
    Future<Answer> call = threads.submit(() -> posted(url, headers, body));
    try {
      return call.get(terms.patience().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      return new Answer.Silence("no answer in time");
    } catch (ExecutionException failed) {
      return new Answer.Silence(Sayable.of(failed.getCause()));
    } finally {
      call.cancel(true);
    }
  }

  private Answer posted(String url, Map<String, String> headers, byte[] body) throws IOException {
    Destination to;
    try {
      // The settings may be others by now than when the webhook was made.
      to = Destination.of(url, terms.allowed());
    } catch (WebhookRefusal refused) {
      return new Answer.Silence(refused.getMessage());
    }
    List<InetAddress> judged =
        names.addresses(to.host()).stream()
            .filter(address -> Destination.mayReach(address, terms.allowed()))
            .limit(MOST_ADDRESSES)
            .toList();
    if (judged.isEmpty()) {
      return new Answer.Silence("its host has no public address");
    }
    try (Socket plain = connected(judged, to.port());
        Socket socket = to.isEncrypted() ? encrypted(plain, to) : plain) {
      OutputStream out = socket.getOutputStream();
      out.write(head(to, headers, body.length));
      out.write(body);
      out.flush();
      return AnswerHead.read(new BufferedInputStream(socket.getInputStream()), clock.instant());
    }
  }

  /** A proxy that the process is told of would look the host up once more. */
  private Socket connected(List<InetAddress> judged, int port) throws IOException {
    IOException last = new ConnectException("no address");
    for (InetAddress address : judged) {
      Socket socket = new Socket(Proxy.NO_PROXY);
      try {
        socket.connect(
            new InetSocketAddress(address, port), Math.toIntExact(terms.connecting().toMillis()));
        socket.setTcpNoDelay(true);
        return socket;
      } catch (IOException failed) {
        socket.close();
        last = failed;
      }
    }
    throw last;
  }

  /** The certificate has to be the host's, whatever its address. */
  private SSLSocket encrypted(Socket plain, Destination to) throws IOException {
    SSLSocket socket = (SSLSocket) tls.get().createSocket(plain, to.host(), to.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private static byte[] head(Destination to, Map<String, String> headers, int length) {
    StringBuilder head = new StringBuilder();
    head.append("POST ").append(to.target()).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(to.authority()).append("\r\n");
    head.append("User-Agent: Vestibule\r\n");
    head.append("Content-Type: application/json\r\n");
    head.append("Content-Length: ").append(length).append("\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    return head.append("Connection: close\r\n\r\n").toString().getBytes(US_ASCII);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
