package vestibule.http.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole answers, as they go over the wire. */
class AnswerBytesTest {

  private static final String DATE =
      "Date: [A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} [0-9:]{8} GMT"
          + "\r\nX-Content-Type-Options: nosniff";

  @Test
  void headAndBodyAreOneArray() {
    AnswerBytes answer = new AnswerBytes(200, 5);
    answer.add(AnswerBytes.line("Content-Type", "application/json"));
    answer.endHead(5);
    answer.add("hello".getBytes(ISO_8859_1));
    assertThat(text(answer))
        .matches(
            "HTTP/1\\.1 200 OK\r\n"
                + DATE
                + "\r\nContent-Type: application/json\r\nContent-Length: 5\r\n\r\nhello");
  }

  @ParameterizedTest
  @CsvSource({
    "401, Unauthorized",
    "404, Not Found",
    "409, Conflict",
    "422, Unprocessable Content",
    "414, Request-URI Too Long",
    "429, Too Many Requests",
    "431, Request Header Fields Too Large",
    "500, Internal Server Error",
    "503, Service Unavailable",
    "505, HTTP Version Not Supported"
  })
  void aStatusHasItsUsualWords(int status, String reason) {
    AnswerBytes answer = new AnswerBytes(status, 0);
    answer.close();
    answer.endHead(0);
    assertThat(text(answer))
        .matches(
            "HTTP/1\\.1 "
                + status
                + " "
                + reason
                + "\r\n"
                + DATE
                + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
  }

  @ParameterizedTest
  @CsvSource({"204, No Content", "304, Not Modified"})
  void whatHasNoBodyHasNoLength(int status, String reason) {
    AnswerBytes answer = new AnswerBytes(status, 0);
    answer.endHead(0);
    assertThat(text(answer))
        .matches("HTTP/1\\.1 " + status + " " + reason + "\r\n" + DATE + "\r\n\r\n");
  }

  @Test
  void itGrowsWithWhatIsAdded() {
    AnswerBytes answer = new AnswerBytes(200, 0);
    StringBuilder expected = new StringBuilder();
    for (int size = 0; size < 3_000; size += 97) {
      String value = "v".repeat(size);
      answer.add(AnswerBytes.line("X", value));
      expected.append("X: ").append(value).append("\r\n");
    }
    answer.endHead(0);
    assertThat(text(answer)).endsWith("nosniff\r\n" + expected + "Content-Length: 0\r\n\r\n");
  }

  private static String text(AnswerBytes answer) {
    return new String(answer.array(), 0, answer.length(), ISO_8859_1);
  }
}
