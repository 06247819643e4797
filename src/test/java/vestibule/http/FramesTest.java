package vestibule.http;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.http.TestServer.GOOD;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.http.RawClient.Answer;

/** What RFC 9112 lets clients send beside the plainest requests, and where each request ends. */
@Timeout(60)
class FramesTest {
  private static final String CHUNKED =
      "POST /a/both HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";

  private static final TestServer SERVER =
      new TestServer(Duration.ofSeconds(10), Duration.ofSeconds(20));

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ";a",
        ";a=b",
        ";a=b;c=d",
        " ; a = b ",
        "\t;\ta\t=\tb",
        ";a=\"b\"",
        ";a=\"b;c\\\"d\\\\\"",
        ";a=\"0\";b=\"GET /a/hello HTTP/1.1\"",
        ";"
      })
  void chunkExtensionsAreIgnored(String extension) throws IOException {
    try (RawClient client = SERVER.client()) {
      client.send(CHUNKED + "2" + extension + "\r\nhe\r\n3" + extension + "\r\nllo\r\n");
      client.send("0" + extension + "\r\n\r\n" + GOOD);
      assertThat(client.answer().body()).isEqualTo("hello[]");
      assertThat(client.answer().body()).isEqualTo("hello");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-One: 1",
        "x-one:1\r\nX-ONE:\t2",
        "X-One:",
        "Content-Length: 34\r\nX-One: 1",
        "Transfer-Encoding: chunked",
        "Transfer-Encoding: identity\r\nContent-Length: 0",
        "Host: y\r\nHost: a b",
        "Connection: close",
        "Expect: 100-continue",
        "Content-Encoding: gzip",
        "Authorization: Token t\r\nCookie: a=b"
      })
  void trailersAreReadAndDropped(String trailers) throws IOException {
    try (RawClient client = SERVER.client()) {
      client.send(CHUNKED + "5\r\nhello\r\n0\r\n" + trailers + "\r\n\r\n" + GOOD);
      assertThat(client.answer().body()).isEqualTo("hello[]");
      Answer next = client.answer();
      assertThat(next.body()).isEqualTo("hello");
      assertThat(next.header("Connection")).isEmpty();
    }
  }

  @Test
  void whatExtensionsAndTrailersMayHaveBeginsAnewWithEachRequest() throws IOException {
    try (RawClient client = SERVER.client()) {
      for (int times = 0; times < 3; times++) {
        client.send(CHUNKED + "5;a=" + "b".repeat(9_000) + "\r\nhello\r\n0\r\n");
        client.send("X: " + "y".repeat(7_000) + "\r\n\r\n");
        assertThat(client.answer().body()).isEqualTo("hello[]");
      }
    }
  }

  @Test
  void aBodyOfManySmallChunksNeedsNothingOfTheHeadsBytes() throws IOException {
    try (RawClient client = SERVER.client()) {
      client.send(CHUNKED.replace("both", "echo") + "1\r\nx\r\n".repeat(60_000) + "0\r\n\r\n");
      assertThat(client.answer().body()).isEqualTo("60000");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /a/hello HTTP/1.0\r\n\r\n",
        "GET /a/hello HTTP/1.0\r\nHost: x\r\n\r\n",
        "GET /a/hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
        "GET /a/hello HTTP/1.0\r\nConnection: Keep-Alive\r\nKeep-Alive: 300\r\n\r\n",
        "GET /a/hello HTTP/1.0\r\nProxy-Connection: keep-alive\r\n\r\n",
        "GET /a/hello HTTP/1.0\r\nUser-Agent: probe\r\nAccept: */*\r\n\r\n",
        "GET http://y/a/hello HTTP/1.0\r\n\r\n",
        "\r\nGET /a/hello HTTP/1.0\r\n\r\n"
      })
  void http10IsServedOncePerConnection(String request) throws IOException {
    SERVER.exchanges.clear();
    try (RawClient client = SERVER.client()) {
      Answer answer = client.send(request + GOOD).answer();
      assertThat(answer.statusLine()).isEqualTo("HTTP/1.1 200 OK");
      assertThat(answer.body()).isEqualTo("hello");
      assertThat(answer.headers()).contains("Connection: close", "Content-Length: 5");
      assertThat(client.rest()).isEmpty();
    }
    assertThat(SERVER.exchanges).hasSize(1);
  }

  @Test
  void http10MayHaveABodyAndExpectsNothing() throws IOException {
    String post = "POST /a/echo HTTP/1.0\r\nContent-Length: 2\r\n";
    try (RawClient client = SERVER.client()) {
      assertThat(client.send(post + "\r\nhi" + GOOD).answer().body()).isEqualTo("hi");
      assertThat(client.rest()).isEmpty();
    }
    try (RawClient client = SERVER.client()) {
      // "MUST ignore that expectation" (RFC 9110 10.1.1): no 100 comes before the answer.
      client.send(post + "Expect: 100-continue\r\n\r\nhi");
      assertThat(client.answer().status()).isEqualTo(200);
      assertThat(client.rest()).isEmpty();
    }
    try (RawClient client = SERVER.client()) {
      assertThat(client.send("POST /a/echo HTTP/1.0\r\n\r\nhi").answer().body()).isEmpty();
      assertThat(client.rest()).isEmpty();
    }
    try (RawClient client = SERVER.client()) {
      assertThat(client.send("HEAD /a/hello HTTP/1.0\r\n\r\n").head().status()).isEqualTo(200);
      assertThat(client.rest()).isEmpty();
    }
  }

  @Test
  void twoEmptyLinesMayStandBeforeARequest() throws IOException {
    try (RawClient client = SERVER.client()) {
      for (String before : List.of("", "\r\n", "\r\n\r\n")) {
        assertThat(client.send(before + GOOD + before + GOOD).answer().body()).isEqualTo("hello");
        assertThat(client.answer().body()).isEqualTo("hello");
      }
      String old = "POST /a/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi\r\n";
      assertThat(client.send(old).answer().body()).isEqualTo("hi");
      for (char c : ("\r\n" + GOOD).toCharArray()) {
        client.send(String.valueOf(c));
      }
      assertThat(client.answer().body()).isEqualTo("hello");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "identity, 200, hello",
    "Identity, 200, hello",
    "'identity, identity', 200, hello",
    "'', 200, hello",
    "gzip, 415, a:UnsupportedContentCoding",
    "'identity, gzip', 415, a:UnsupportedContentCoding",
    "'gzip, identity', 415, a:UnsupportedContentCoding",
    "br, 415, a:UnsupportedContentCoding",
    "nonsense, 415, a:UnsupportedContentCoding"
  })
  void aBodyIsReadAsItIsOrNotAtAll(String coding, int status, String body) throws IOException {
    String post = "POST /a/echo HTTP/1.1\r\nHost: x\r\nContent-Encoding: " + coding + "\r\n";
    try (RawClient client = SERVER.client()) {
      Answer told = client.send(post + "Content-Length: 5\r\n\r\nhello" + GOOD).answer();
      assertThat(told.status()).isEqualTo(status);
      assertThat(told.body()).isEqualTo(body);
      assertThat(told.header("Access-Control-Allow-Origin")).contains("*");
      assertThat(told.header("Accept-Encoding").isPresent()).isEqualTo(status == 415);
      assertThat(client.answer().body()).isEqualTo("hello");
      String chunks = "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
      assertThat(client.send(post + chunks).answer().body()).isEqualTo(body);
    }
    try (RawClient client = SERVER.client()) {
      String nothing = post.replace("/a/echo", "/a/unknown") + "Content-Length: 5\r\n\r\nhello";
      assertThat(client.send(nothing).answer().status()).isEqualTo(404);
      String none = post + "Content-Length: 0\r\n\r\n";
      assertThat(client.send(none).answer().status()).isEqualTo(200);
    }
  }

  @Test
  void everyAnswerIsReadAsItsTypeShownInNoFrameAndKeptByNobodyUnlessItSaysSo() throws IOException {
    try (RawClient client = SERVER.client()) {
      for (String path : List.of("/a/hello", "/unknown", "/a/cookies", "/a/echo")) {
        Answer answer = client.send("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").answer();
        assertThat(answer.headers())
            .containsOnlyOnce(
                "X-Content-Type-Options: nosniff",
                "Cache-Control: no-store",
                "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'");
      }
      Answer kept = client.send("GET /a/kept HTTP/1.1\r\nHost: x\r\n\r\n").answer();
      assertThat(kept.headers())
          .containsOnlyOnce("X-Content-Type-Options: nosniff", "Cache-Control: public")
          .noneMatch(line -> line.endsWith("no-store"));
    }
  }
}
