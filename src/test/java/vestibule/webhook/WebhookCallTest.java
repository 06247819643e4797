package vestibule.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.core.webhook.Destination;

/** One call: where it goes, byte for byte what is sent, and what is made of what comes back. */
class WebhookCallTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final byte[] BODY = "{\"name\":\"Ädä\"}".getBytes(UTF_8);
  private static final Destination.Allowed ALL = new Destination.Allowed(true, true);
  private static final Destination.Allowed HTTP = new Destination.Allowed(true, false);

  private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private ServerSocket server;
  private volatile String reply = "HTTP/1.1 204 No Content\r\n\r\n";
  private volatile boolean hangs;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
  }

  @AfterEach
  void stop() throws IOException {
    ended.countDown();
    server.close();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        requests.add(request(client.getInputStream()));
        client.getOutputStream().write(reply.getBytes(ISO_8859_1));
        client.getOutputStream().flush();
        if (hangs) {
          ended.await();
        }
      } catch (IOException gone) {
        continue;
      } catch (InterruptedException interrupted) {
        return;
      }
    }
  }

  private static String request(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    while (!text.toString().endsWith("}")) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      text.append((char) next);
    }
    return text.toString();
  }

  private String url() {
    return "http://receiver.test:" + server.getLocalPort() + "/events?shop=1";
  }

  /** Nobody but the test knows that name. */
  private static HostNames names(String... addresses) {
    return host -> {
      if (!host.equals("receiver.test")) {
        throw new UnknownHostException(host);
      }
      return List.of(addresses).stream().map(InetAddress::ofLiteral).toList();
    };
  }

  private Answer post(Destination.Allowed allowed, HostNames names, Duration patience)
      throws InterruptedException {
    WebhookCall.Terms terms = new WebhookCall.Terms(allowed, Duration.ofSeconds(5), patience);
    SSLSocketFactory tls = (SSLSocketFactory) SSLSocketFactory.getDefault();
    try (WebhookCall call = new WebhookCall(terms, names, () -> NOW, () -> tls)) {
      return call.post(url(), Map.of("webhook-id", "evt_7"), BODY);
    }
  }

  private Answer post() throws InterruptedException {
    return post(ALL, names("127.0.0.1"), LONG);
  }

  @Test
  void whatIsSentIsOneRequestToTheAddressThatWasJudged() throws Exception {
    assertThat(post()).isEqualTo(new Answer.Status(204, Optional.empty()));
    assertThat(requests)
        .containsExactly(
            "POST /events?shop=1 HTTP/1.1\r\nHost: receiver.test:"
                + server.getLocalPort()
                + "\r\nUser-Agent: Vestibule\r\nContent-Type: application/json\r\n"
                + "Content-Length: "
                + BODY.length
                + "\r\nwebhook-id: evt_7\r\nConnection: close\r\n\r\n"
                + new String(BODY, ISO_8859_1));
  }

  /** At the first look the name is a public machine's, at any later one it is our neighbour's. */
  @Test
  void aNameThatLeadsElsewhereAMomentLaterChangesNothing() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
    HostNames rebinding =
        host -> {
          asked.add(host);
          return List.of(
              InetAddress.ofLiteral(looks.getAndIncrement() == 0 ? "3ffe::1" : "127.0.0.1"));
        };
    Answer answer = post(HTTP, rebinding, Duration.ofMillis(300));
    assertThat(answer).isInstanceOf(Answer.Silence.class);
    assertThat(asked).as("looked up once").containsExactly("receiver.test");
    assertThat(requests).isEmpty();
    assertThat(post(HTTP, rebinding, LONG))
        .isEqualTo(new Answer.Silence("its host has no public address"));
    assertThat(requests).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "fd00::1"})
  void aNeighbourIsNotCalled(String address) throws Exception {
    assertThat(post(HTTP, names(address), LONG))
        .isEqualTo(new Answer.Silence("its host has no public address"));
    assertThat(requests).isEmpty();
  }

  @Test
  void ofSeveralAddressesThoseThatArePublicAreTried() throws Exception {
    Answer answer = post(HTTP, names("127.0.0.1", "3ffe::1"), Duration.ofMillis(300));
    assertThat(answer).isInstanceOf(Answer.Silence.class);
    assertThat(requests).isEmpty();
    assertThat(post(ALL, names("127.0.0.2", "127.0.0.1"), LONG))
        .as("nobody listens at the first")
        .isEqualTo(new Answer.Status(204, Optional.empty()));
  }

  @Test
  void aNameThatNobodyHasIsTold() throws Exception {
    HostNames none =
        host -> {
          throw new UnknownHostException(host);
        };
    assertThat(post(ALL, none, LONG))
        .isEqualTo(new Answer.Silence("UnknownHostException receiver.test"));
  }

  @Test
  void httpNeedsTheSetting() throws Exception {
    assertThat(post(new Destination.Allowed(false, true), names("127.0.0.1"), LONG))
        .isEqualTo(
            new Answer.Silence(
                "only https:// is allowed; webhooks.allow-http lets messages go unencrypted"));
    assertThat(requests).isEmpty();
  }

  @Test
  void aRedirectIsAnAnswerAndNotFollowed() throws Exception {
    reply = "HTTP/1.1 307 Temporary Redirect\r\nLocation: " + url() + "/other\r\n\r\n";
    assertThat(post()).isEqualTo(new Answer.Status(307, Optional.empty()));
    assertThat(requests).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "429, Retry-After: 120, 120",
    "503, retry-after:\t7 , 7",
    "503, 'Retry-After: Sat, 21 Nov 2026 10:01:00 GMT', 60",
    "503, 'Retry-After: Sat, 21 Nov 2026 09:00:00 GMT', -1",
    "503, Retry-After: soon, -1",
    "503, Retry-After: -5, -1",
    "503, Retry-After: 99999999999999999999, -1",
    "503, X-Retry-After: 5, -1"
  })
  void whatAReceiverAsksForIsRead(int status, String header, long seconds) throws Exception {
    reply = "HTTP/1.1 " + status + " No\r\nServer: x\r\n" + header + "\r\n\r\n{\"secret\":1}";
    assertThat(post())
        .isEqualTo(
            new Answer.Status(
                status, seconds < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds))));
  }

  @Test
  void anInterimAnswerIsNotTheAnswer() throws Exception {
    reply = "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.0 200\nServer: x\n\n";
    assertThat(post()).isEqualTo(new Answer.Status(200, Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "SSH-2.0-OpenSSH_9.6, IOException no answer of HTTP/1.1",
    "HTTP/2 200, IOException no answer of HTTP/1.1",
    "HTTP/1.1 20 OK, IOException no answer of HTTP/1.1",
    "HTTP/1.1 999 What, IOException no answer of HTTP/1.1"
  })
  void whatIsNoAnswerIsTold(String line, String why) throws Exception {
    reply = line + "\r\n\r\n";
    assertThat(post()).isEqualTo(new Answer.Silence(why));
  }

  @Test
  void aHeadWithoutAnEndIsCutOff() throws Exception {
    reply = "HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(10_000);
    hangs = true;
    assertThat(post())
        .isEqualTo(new Answer.Silence("IOException the head of the answer is too long"));
  }

  @Test
  void manyInterimAnswersAreCutOffToo() throws Exception {
    reply = "HTTP/1.1 100 Continue\r\n\r\n".repeat(10_000);
    hangs = true;
    assertThat(post())
        .isEqualTo(new Answer.Silence("IOException the head of the answer is too long"));
  }

  /** It is never read, so a body of any length costs nothing. */
  @Test
  void theBodyOfAnAnswerIsNotWaitedFor() throws Exception {
    reply = "HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\nhalf";
    hangs = true;
    assertThat(post()).isEqualTo(new Answer.Status(200, Optional.empty()));
  }

  @Test
  void oneThatSaysNothingIsNotWaitedForLong() throws Exception {
    reply = "HTTP/1.1 200 OK\r\n";
    hangs = true;
    assertThat(post(ALL, names("127.0.0.1"), Duration.ofMillis(200)))
        .isEqualTo(new Answer.Silence("no answer in time"));
  }

  @Test
  void oneThatHangsUpIsTold() throws Exception {
    reply = "HTTP/1.1 200";
    assertThat(post())
        .isEqualTo(new Answer.Silence("EOFException the connection was closed before the answer"));
  }

  @Test
  void oneThatIsNotThereIsTold() throws Exception {
    server.close();
    // One that closed while it waited for a caller may take one yet.
    server = new ServerSocket(0);
    server.close();
    assertThat(post()).isEqualTo(new Answer.Silence("ConnectException Connection refused"));
  }
}
