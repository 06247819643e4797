package vestibule.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.http.RawClient;

/** What is for this machine alone: figures, and the mails of the data folder. */
class LocalOnlyTest {

  private static final TestServer SERVER = TestServer.shared();
  private static final String MAILS =
      "/dev/mail?key=" + SERVER.server().mailing().devMail().orElseThrow().key();
  private static final List<String> PATHS = List.of("/metrics", "/metrics/", MAILS);
  private static final String HTML = "Accept: text/html";

  private static int status(int port, String path, String... lines) throws IOException {
    try (RawClient client = new RawClient(port)) {
      String head = "GET " + path + " HTTP/1.1\r\n" + String.join("\r\n", lines) + "\r\n\r\n";
      return client.send(head).answer().status();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "localhost:9", "127.0.0.1", "[::1]:8080", "a.localhost."})
  void aLoopbackNameIsAnswered(String host) throws IOException {
    for (String path : PATHS) {
      assertThat(status(SERVER.port(), path, "Host: " + host)).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example", "localhost.evil.example", "0.0.0.0:8080", "192.0.2.1", "127.1"})
  void aPageThatLeadsItsNameHereIsNot(String host) throws IOException {
    for (String path : PATHS) {
      assertThat(status(SERVER.port(), path, "Host: " + host)).isEqualTo(404);
    }
  }

  /** Only proxies are asked so (RFC 9112 3.2.2), and the name that counts is the target's. */
  @Test
  void aWholeUrlForATargetIsAProxys() throws IOException {
    for (String url : List.of("http://evil.example/metrics", "http://localhost/metrics")) {
      assertThat(status(SERVER.port(), url, "Host: localhost")).isEqualTo(404);
    }
  }

  /** nginx's default for the server behind it; it adds no header, and asks by a loopback Host. */
  @Test
  void aProxyThatSpeaksTheOldVersionIsNotAnswered() throws IOException {
    for (String path : PATHS) {
      try (RawClient client = new RawClient(SERVER.port())) {
        client.send("GET " + path + " HTTP/1.0\r\nHost: localhost:8080\r\n\r\n");
        assertThat(client.answer().status()).isNotEqualTo(200);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-For: 127.0.0.1",
        "Forwarded: for=127.0.0.1",
        "X-Real-IP: 127.0.0.1",
        "Via: 1.1 proxy",
        "X-Forwarded-Proto: https",
        "X-Forwarded-Host: localhost",
        "CF-Connecting-IP: 127.0.0.1",
        "True-Client-IP: 127.0.0.1",
        "X-Client-IP: 127.0.0.1",
        "X-Envoy-External-Address: 127.0.0.1",
        "x-forwarded-for:",
      })
  void throughAProxyThereIsNoSuchPath(String header) throws IOException {
    for (String path : PATHS) {
      assertThat(status(SERVER.port(), path, "Host: localhost", header)).isEqualTo(404);
    }
  }

  /** To the letter and for every method, so that nobody learns that there is one. */
  @Test
  void whoMayNotSeeItGetsTheAnswerToAnUnknownPath() {
    String proxied = "X-Real-IP: 192.0.2.1";
    for (String path : PATHS) {
      for (String method : List.of("GET", "HEAD", "POST", "OPTIONS", "DELETE")) {
        for (String accept : List.of("Accept: */*", HTML)) {
          Reply hidden = SERVER.send(method, path, null, proxied, accept);
          Reply unknown = SERVER.send(method, "/nowhere", null, proxied, accept);
          assertThat(hidden.whole()).isEqualTo(unknown.whole());
          assertThat(hidden.headers().map().keySet()).isEqualTo(unknown.headers().map().keySet());
        }
      }
    }
  }

  @Test
  void aPortOfTheOperatorsOwnAnswersEverybody() throws IOException {
    try (TestServer server = TestServer.start("VESTIBULE_OPS_PORT=0")) {
      for (String path : List.of("/metrics", "/health/live", "/health/ready")) {
        assertThat(
                status(
                    server.server().opsPort(), path, "Host: evil.example", "X-Real-IP: 192.0.2.1"))
            .isEqualTo(200);
        assertThat(status(server.port(), path, "Host: localhost")).isEqualTo(404);
      }
    }
  }

  @Test
  void theProbesOfTheSharedPortAnswerEverybody() throws IOException {
    for (String path : List.of("/health/live", "/health/ready")) {
      assertThat(status(SERVER.port(), path, "Host: evil.example", "Via: 1.1 x")).isEqualTo(200);
    }
  }
}
