package vestibule.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vestibule.core.audit.Refused;
import vestibule.core.model.AuditEvent.Kind;
import vestibule.core.model.AuditEvent.Place;
import vestibule.http.Listener;
import vestibule.http.Proxies;
import vestibule.http.Request;
import vestibule.http.TestWire;
import vestibule.http.Trace;

/** The log as JSON, from a level on, and with the trace of a request. */
class LogStyleTest {

  private static final Instant NOW = Instant.parse("2026-11-28T10:00:00.123Z");
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final LogRing ring = new LogRing(100, out);
  private final Logger ours = new RingLogger("vestibule.x", ring, InstantSource.fixed(NOW));
  private final Logger library = new RingLogger("org.x", ring, InstantSource.fixed(NOW));
  private final AccessLog access = new AccessLog(ring, () -> NOW, new ClientTags(new Random(1)));

  @AfterEach
  void back() {
    Logging.configure(LogStyle.USUAL);
  }

  @Test
  void everyLineIsOneObjectWhateverIsInIt() throws Exception {
    Logging.configure(new LogStyle(true, Level.INFO));
    String hostile = "a\"}\n{\"level\":\"ERROR\"\u2028\r\\";
    ours.warn("who: {}", hostile, new IllegalStateException(hostile));
    access.answered(exchange());
    List<JsonNode> lines = written();
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst().get("message").asString()).isEqualTo("who: " + hostile);
    assertThat(lines.getFirst().get("level").asString()).isEqualTo("WARN");
    assertThat(lines.getFirst().get("logger").asString()).isEqualTo("vestibule.x");
    assertThat(lines.getFirst().get("time").asString()).isEqualTo("2026-11-28T10:00:00.123Z");
    assertThat(lines.getFirst().get("thrown").asString()).contains("IllegalStateException");
    assertThat(lines.getLast().get("status").asInt()).isEqualTo(404);
    assertThat(lines.getLast().get("client").asString()).matches("[0-9a-f]{8}");
    assertThat(lines.getLast().get("trace").asString()).isEqualTo(TRACE);
  }

  @Test
  void aRefusedAttemptIsAnObjectToo() {
    byte[] line = RefusalLog.withAddresses().json(refused());
    JsonNode object = JsonMapper.shared().readTree(line);
    assertThat(object.get("kind").asString()).isEqualTo("sign_in_refused");
    assertThat(object.get("client").asString()).isEqualTo("192.0.2.7");
    assertThat(object.get("account").asInt()).isEqualTo(17);
  }

  @Test
  void belowTheLevelNothingIsWrittenAndLibrariesNeverSayMoreThanWarnings() throws Exception {
    Logging.configure(new LogStyle(false, Level.ERROR));
    ours.warn("no");
    library.warn("no {}", 1);
    access.answered(exchange());
    assertThat(ours.isErrorEnabled()).isTrue();
    Logging.configure(new LogStyle(false, Level.DEBUG));
    library.info("no {}", 1);
    ours.debug("yes");
    ring.writeBatch();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo("2026-11-28T10:00:00.123Z DEBUG vestibule.x yes\n");
  }

  @Test
  void theLinesOfARequestHaveItsTrace() throws Exception {
    String refused =
        Trace.within(
            Optional.of(TRACE),
            () -> {
              ours.info("inside");
              return new String(RefusalLog.withAddresses().line(refused()), StandardCharsets.UTF_8);
            });
    assertThat(refused).contains(" trace=" + TRACE + " client=192.0.2.7\n");
    access.answered(exchange());
    ring.writeBatch();
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .hasSize(2)
        .allMatch(line -> line.endsWith(" trace=" + TRACE));
  }

  private static Refused refused() {
    return new Refused(
        NOW,
        new Refused.What(
            Kind.SIGN_IN_REFUSED, 17, new Place("chat", "192.0.2.7"), "wrong_password"),
        1);
  }

  private static Listener.Exchange exchange() {
    Map<String, List<String>> headers =
        Map.of("traceparent", List.of("00-" + TRACE + "-00f067aa0ba902b7-01"));
    TestWire wire = new TestWire(headers, new byte[0], "192.0.2.1", Proxies.of(List.of()));
    return new Listener.Exchange(new Request(wire, "GET", "/secret", ""), 404, 1);
  }

  private List<JsonNode> written() throws InterruptedException {
    ring.writeBatch();
    return out.toString(StandardCharsets.UTF_8)
        .lines()
        .map(line -> JsonMapper.shared().readTree(line))
        .toList();
  }
}
