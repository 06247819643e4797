package vestibule.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A route's body may be as long as its route says. */
class RouteBodyTest {

  private static final TestServer SERVER =
      new TestServer(Duration.ofSeconds(10), Duration.ofSeconds(20));

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/a/small, 16, 200",
    "/a/small, 17, 413",
    "/a/large, 65537, 200",
    "/a/large, 200000, 200",
    "/a/large, 200001, 413",
    "/a/echo, 65536, 200",
    "/a/echo, 65537, 413",
    "/a/hello, 65537, 413",
    "/a/nothing, 65537, 404"
  })
  void aBodyOfAToldLength(String path, int length, int status) throws IOException {
    try (RawClient client = SERVER.client()) {
      client.send(head(path, "Content-Length: " + length) + "y".repeat(length));
      assertThat(client.answer().status()).isEqualTo(status);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/a/small, 16, 200",
    "/a/small, 17, 413",
    "/a/large, 200000, 200",
    "/a/large, 200001, 413",
    "/a/echo, 65536, 200",
    "/a/echo, 65537, 413"
  })
  void aBodyInChunks(String path, int length, int status) throws IOException {
    try (RawClient client = SERVER.client()) {
      client.send(head(path, "Transfer-Encoding: chunked"));
      for (int left = length; left > 0; left -= 32_768) {
        int size = Math.min(left, 32_768);
        client.send(String.format(Locale.ROOT, "%x\r\n%s\r\n", size, "y".repeat(size)));
      }
      client.send("0\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(status);
    }
  }

  @Test
  void aBodyThatIsTooLongByItsHeadIsNotWaitedFor() throws IOException {
    try (RawClient client = SERVER.client()) {
      client.send(head("/a/large", "Content-Length: 9999999999999"));
      assertThat(client.answer().status()).isEqualTo(413);
    }
  }

  private static String head(String path, String framing) {
    return "POST " + path + " HTTP/1.1\r\nHost: x\r\n" + framing + "\r\n\r\n";
  }
}
