package vestibule.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import vestibule.http.Listener;
import vestibule.http.Proxies;
import vestibule.http.Request;
import vestibule.http.TestWire;

/** The line of each request, whole. */
class AccessLogTest {

  private Instant now = Instant.parse("2026-11-21T09:08:07.006999Z");
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final LogRing ring = new LogRing(100, out);
  private final AccessLog log = new AccessLog(ring, () -> now, new ClientTags(new Random(1)));

  @Test
  void aLineTellsWhatWasAskedAndNothingThatIsSecret() throws Exception {
    log.answered(exchange("192.0.2.1", "GET", 404, 1_234_999));
    now = Instant.parse("2026-11-21T23:59:59.999Z");
    log.answered(exchange("192.0.2.1", "BREW", 500, 999));
    now = now.plusMillis(1);
    log.answered(exchange("192.0.2.2", "POST", 200, 86_400_000_000_000L));
    List<String> lines = written();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0))
        .matches(
            "2026-11-21T09:08:07\\.006Z INFO  vestibule\\.request test-1 GET - 404 1234us"
                + " client=[0-9a-f]{8}");
    assertThat(lines.get(1))
        .matches(
            "2026-11-21T23:59:59\\.999Z INFO  vestibule\\.request test-1 OTHER - 500 0us"
                + " client=[0-9a-f]{8}");
    assertThat(lines.get(2))
        .matches(
            "2026-11-22T00:00:00\\.000Z INFO  vestibule\\.request test-1 POST - 200 86400000000us"
                + " client=[0-9a-f]{8}");
    assertThat(tag(lines.get(0))).isEqualTo(tag(lines.get(1))).isNotEqualTo(tag(lines.get(2)));
    assertThat(lines).noneMatch(line -> line.contains("secret") || line.contains("192.0"));
  }

  @Test
  void linesStandAmongTheEventsInTheOrderInWhichTheyCame() throws Exception {
    Logger logger = new RingLogger("vestibule.request", ring, InstantSource.fixed(now));
    logger.info("before");
    log.answered(exchange("192.0.2.1", "GET", 200, 0));
    logger.info("after");
    assertThat(written())
        .satisfiesExactly(
            line -> assertThat(line).endsWith("Z INFO  vestibule.request before"),
            line -> assertThat(line).contains("Z INFO  vestibule.request test-1 GET - 200 0us"),
            line -> assertThat(line).endsWith("Z INFO  vestibule.request after"));
  }

  @Test
  void aLineThatFindsNoRoomIsCounted() throws Exception {
    for (int number = 0; number < 102; number++) {
      log.answered(exchange("192.0.2.1", "GET", 200, 0));
    }
    assertThat(ring.dropped()).isEqualTo(2);
    assertThat(written())
        .hasSize(101)
        .last()
        .isEqualTo(
            "2026-11-21T09:08:07.006Z WARN  vestibule.ops.Logging 2 events were dropped: the log's"
                + " ring of 100 was full");
  }

  private List<String> written() throws InterruptedException {
    ring.writeBatch();
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static String tag(String line) {
    return line.substring(line.indexOf("client="));
  }

  private static Listener.Exchange exchange(String peer, String method, int status, long nanos) {
    TestWire wire = new TestWire(Map.of(), new byte[0], peer, Proxies.of(List.of()));
    Request request = new Request(wire, method, "/secret", "code=secret");
    return new Listener.Exchange(request, status, nanos);
  }
}
