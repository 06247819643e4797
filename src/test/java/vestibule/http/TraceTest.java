package vestibule.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The trace of a request by W3C Trace Context, and the answers of those who send another thing. */
class TraceTest {

  private static final String ID = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String GOOD = "00-" + ID + "-00f067aa0ba902b7-01";

  @Test
  void aGoodHeaderNamesItsTrace() {
    assertThat(Trace.of(List.of(GOOD))).contains(ID);
    assertThat(Trace.of(List.of("cc" + GOOD.substring(2) + "-what-comes-later"))).contains(ID);
    assertThat(Trace.of(List.of())).isEmpty();
    assertThat(Trace.of(List.of(GOOD, GOOD))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
        "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473\u2028-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473\n-00f067aa0ba902b7-01"
      })
  void whatIsNoTraceIsNone(String header) {
    assertThat(Trace.of(List.of(header))).isEmpty();
  }

  @Test
  void aRequestIsAnsweredWithinItsTraceAndNoOtherIs() throws IOException {
    try (TestServer server = new TestServer(Duration.ofSeconds(10), Duration.ofSeconds(20));
        RawClient client = server.client()) {
      client.send("GET /a/trace HTTP/1.1\r\nHost: x\r\ntraceparent: " + GOOD + "\r\n\r\n");
      assertThat(client.answer().body()).isEqualTo(ID);
      client.send("GET /a/trace HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(client.answer().body()).isEqualTo("-");
    }
    assertThat(Trace.current()).isEqualTo(Optional.empty());
  }
}
