package vestibule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vestibule.http.RawClient;

/** Where a server listens, and what it says when it cannot. */
@Tag("processes")
@Timeout(120)
class StartTest {

  @TempDir Path folder;

  private void assertRefused(Map<String, String> settings, String reason) throws Exception {
    ServerProcess.Ended ended = ServerProcess.run(folder, settings, "", "serve");
    assertThat(ended.err().lines().filter(line -> !line.startsWith("warning: ")))
        .containsExactly("vestibule: cannot listen on " + reason);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.code()).isEqualTo(1);
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void aPortInUseIsSaidInOneLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      String reason = "127.0.0.1:" + port + ": Address already in use";
      assertRefused(Map.of("VESTIBULE_HTTP_PORT", port), reason);
      assertRefused(Map.of("VESTIBULE_HTTP_PORT", "0", "VESTIBULE_OPS_PORT", port), reason);
      Files.writeString(folder.resolve("vestibule.yaml"), "http:\n  port: " + port + "\n");
      assertRefused(Map.of(), reason);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, '192.0.2.1:8114: Cannot assign requested address'",
    "2001:db8::1, '[2001:db8::1]:8114: Cannot assign requested address'",
    "no-such-host.invalid, 'no-such-host.invalid:8114: no such host'"
  })
  void anAddressThatIsNotOursIsSaidInOneLine(String host, String reason) throws Exception {
    assertRefused(Map.of("VESTIBULE_HTTP_HOST", host, "VESTIBULE_HTTP_PORT", "8114"), reason);
  }

  @Test
  void itListensOnIpv6TellsTimeInGmtKnowsItsPortAndSaysWhenItStops() throws Exception {
    assumeTrue(hasIpv6());
    Map<String, String> settings =
        Map.of("VESTIBULE_HTTP_HOST", "::", "VESTIBULE_HTTP_PORT", "0", "TZ", "Europe/Berlin");
    try (ServerProcess server = ServerProcess.start(folder, settings)) {
      assertThat(server.readyLine()).matches("vestibule ready on \\[::]:\\d+ in \\d+ ms");
      String port = server.readyLine().replaceAll(".*]:(\\d+) .*", "$1");
      try (RawClient client = new RawClient(Integer.parseInt(port))) {
        String get = " HTTP/1.1\r\nHost: x\r\n\r\n";
        for (String path : new String[] {"/health/live", "/unknown", "/api/profile_settings"}) {
          assertThat(client.send("GET " + path + get).answer().header("Date").orElseThrow())
              .matches("\\w{3}, \\d\\d \\w{3} \\d{4} [0-9:]{8} GMT");
        }
        String signIn = "{\"login\": \"nobody\", \"password\": \"x\", \"cookies\": true}";
        assertThat(client.send(post(signIn, "http://localhost:0")).answer().status())
            .as("a page of no server")
            .isEqualTo(403);
        assertThat(client.send(post(signIn, "http://localhost:" + port)).answer().status())
            .as("a page of the port that was found")
            .isEqualTo(401);
      }
      assertThat(server.terminate()).isZero();
      assertThat(Files.readString(folder.resolve("stderr")))
          .containsSubsequence("Stopping; requests in flight have 20 seconds to end", "Stopped");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theSupervisorIsToldWhenItServesAndWhenItEnds() throws Throwable {
    String name = folder.resolve("notify").toString();
    Map<String, String> settings = Map.of("VESTIBULE_HTTP_PORT", "0", "NOTIFY_SOCKET", name);
    try (NotifySocket socket = new NotifySocket(name);
        ServerProcess server = ServerProcess.start(folder, settings)) {
      assertThat(Waiting.forResult("word", Duration.ofSeconds(20), socket::next))
          .contains("READY=1");
      assertThat(socket.next()).isEmpty();
      assertThat(server.terminate()).isZero();
      assertThat(socket.next()).contains("STOPPING=1");
      assertThat(socket.next()).isEmpty();
    }
  }

  private static String post(String body, String origin) {
    return "POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nOrigin: "
        + origin
        + "\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private static boolean hasIpv6() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("::1"))) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
