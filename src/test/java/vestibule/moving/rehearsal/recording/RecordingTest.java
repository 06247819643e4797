package vestibule.moving.rehearsal.recording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.moving.rehearsal.recording.HeaderLines.HeaderLine;
import vestibule.moving.rehearsal.recording.Recording.Entry;
import vestibule.moving.rehearsal.recording.Recording.Reason;

/** What recordings hold, in both forms, and how damage in them is told. */
class RecordingTest {

  private static final String LINE =
      """
      {"at": "2026-03-01T10:00:00.5+01:00", "method": "POST", "path": "/login?x=1#top",\
       "headers": {"Content-Type": "application/json", "X-Two": ["1", "2"], "X-None": null},\
       "body": "{}", "answer": {"status": 200, "headers": [["Set-Cookie", "a=1"],\
       {"name": "Set-Cookie", "value": "b=2"}], "body": {"ok": true}}}
      """;

  @TempDir private Path folder;

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("recording"), bytes);
  }

  private List<Entry> read(String text) throws IOException {
    return read(text.getBytes(UTF_8));
  }

  private List<Entry> read(byte[] bytes) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (Recording recording = Recording.open(file(bytes))) {
      for (var next = recording.next(); next.isPresent(); next = recording.next()) {
        entries.add(next.get());
      }
    }
    return entries;
  }

  private Exchange exchange(String text) throws IOException {
    return ((Entry.Whole) read(text).getFirst()).exchange();
  }

  private static String text(Optional<byte[]> body) {
    return new String(body.orElseThrow(), UTF_8);
  }

  @Test
  void aLineIsARequestAndItsAnswer() throws IOException {
    Exchange exchange = exchange("\ufeff" + LINE + "\n\r\n");
    assertThat(exchange.at()).isEqualTo(Instant.parse("2026-03-01T09:00:00.5Z"));
    assertThat(exchange.asked().method()).isEqualTo("POST");
    assertThat(exchange.asked().target()).isEqualTo("/login?x=1");
    assertThat(exchange.asked().path()).isEqualTo("/login");
    assertThat(exchange.asked().query()).isEqualTo("x=1");
    assertThat(exchange.asked().origin()).isEmpty();
    assertThat(exchange.asked().headers().all("x-two")).containsExactly("1", "2");
    assertThat(exchange.asked().headers().names()).containsExactly("content-type", "x-two");
    assertThat(text(exchange.asked().body())).isEqualTo("{}");
    assertThat(exchange.answered().status()).isEqualTo(200);
    assertThat(exchange.answered().headers().lines())
        .containsExactly(new HeaderLine("Set-Cookie", "a=1"), new HeaderLine("Set-Cookie", "b=2"));
    assertThat(text(exchange.answered().body())).isEqualTo("{\"ok\":true}");
  }

  @Test
  void aBodyMayBeBytesAndATimeANumberAndAPathAnAddress() throws IOException {
    byte[] bytes = {0, -1, 13, 10};
    String encoded = Base64.getEncoder().encodeToString(bytes);
    Exchange exchange =
        exchange(
            """
            {"at": 1772359200.25, "method": "put", "path": "https://old.example.org:8443?a",
             "body": "%s", "encoding": "base64",
             "answer": {"status": 204, "body": "%s", "encoding": "base64"}}\
            """
                .formatted(encoded, encoded)
                .replace("\n", ""));
    assertThat(exchange.at()).isEqualTo(Instant.parse("2026-03-01T10:00:00.25Z"));
    assertThat(exchange.asked().origin()).contains("https://old.example.org:8443");
    assertThat(exchange.asked().target()).isEqualTo("/?a");
    assertThat(exchange.asked().body()).contains(bytes);
    assertThat(exchange.answered().body()).contains(bytes);
  }

  /** What is not recorded is not the same as nothing. */
  @Test
  void anAnswersBodyThatIsMissingIsToldFromOneThatIsEmpty() throws IOException {
    String missing = LINE.replace(", \"body\": {\"ok\": true}", "");
    assertThat(exchange(missing).answered().body()).isEmpty();
    String empty = LINE.replace("{\"ok\": true}", "\"\"");
    assertThat(text(exchange(empty).answered().body())).isEmpty();
    assertThat(exchange(LINE.replace("\"{}\"", "\"\"")).asked().body()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"answer\":      | \"reply\":       | has no answer",
        "\"status\": 200  | \"status\": 99   | has no status of an answer",
        "\"status\": 200  | \"status\": \"ok\" | has no status of an answer",
        "2026-03-01       | yesterday        | has no time that can be read",
        "\"at\":          | \"when\":        | has no time",
        "\"POST\"         | \"\"             | has no method",
        "\"POST\"         | \"PO ST\"        | has no method that could be sent",
        "\"/login?x=1#top\" | \"login\"      | has a path that begins with no slash",
        "\"/login?x=1#top\" | 7              | has no path",
        "\"body\": \"{}\" | \"body\": \"%\", \"encoding\": \"rot13\" | has a body in an encoding",
        "[\"1\", \"2\"]   | {\"a\": 1}       | has a header that is no text",
        "[\"Set-Cookie\", \"a=1\"] | [1]     | has a header that is no pair",
        "}}               | }                | is no JSON",
        "{\"at\":         | {\"at\": 1, \"at\": | is no JSON"
      })
  void aDamagedLineIsToldByItsNumberAndNothingOfIt(String part, String damage, String told) {
    String damaged = LINE.replace(part, damage);
    assertThat(damaged).isNotEqualTo(LINE);
    assertThatThrownBy(() -> read(LINE + "\n" + damaged))
        .isInstanceOf(BadRecording.class)
        .hasMessageStartingWith("line 3 of the recording " + told)
        .hasMessageNotContaining("login");
  }

  @Test
  void aLineThatIsNoTextOrNoObjectIsDamaged() {
    assertThatThrownBy(() -> read(new byte[] {'{', -1, '}'}))
        .isInstanceOf(BadRecording.class)
        .hasMessage("line 1 of the recording is no UTF-8");
    assertThatThrownBy(() -> read("[1]\n"))
        .isInstanceOf(BadRecording.class)
        .hasMessage("line 1 of the recording is no object");
  }

  private static final String HAR =
      """
      {"log": {"version": "1.2", "pages": [{"id": {"entries": [1]}}], "entries": [
        {"startedDateTime": "2026-03-01T10:00:00.000Z", "time": 12,
         "request": {"method": "POST", "url": "https://api.example.org/login?a=b#c",
           "headers": [{"name": ":path", "value": "/login"}, {"name": "accept", "value": "*/*"}],
           "postData": {"mimeType": "application/x-www-form-urlencoded",
             "params": [{"name": "user name", "value": "a&b"},
               {"name": "pwd", "value": "x%%20y"}]}},
         "response": {"status": 200,
           "headers": [{"name": "set-cookie", "value": "a=1; Path=/\\nb=2"}],
           "content": {"size": 2, "mimeType": "text/plain", "text": "b2s=", "encoding": "base64"}}}
        %s
      ], "comment": {"entries": []}}}
      """;

  private static String har(String more) {
    return HAR.formatted(more);
  }

  @Test
  void anEntryOfHarIsARequestAndItsAnswer() throws IOException {
    Exchange exchange = exchange(har(""));
    assertThat(exchange.at()).isEqualTo(Instant.parse("2026-03-01T10:00:00Z"));
    assertThat(exchange.asked().origin()).contains("https://api.example.org");
    assertThat(exchange.asked().target()).isEqualTo("/login?a=b");
    assertThat(exchange.asked().headers().names()).containsExactly("accept");
    assertThat(text(exchange.asked().body())).isEqualTo("user+name=a%26b&pwd=x%20y");
    assertThat(exchange.answered().headers().all("Set-Cookie"))
        .containsExactly("a=1; Path=/", "b=2");
    assertThat(text(exchange.answered().body())).isEqualTo("ok");
  }

  @Test
  void whatABrowserWroteDownButNobodyAnsweredIsPassedOver() throws IOException {
    String one =
        """
        ,{"startedDateTime": "2026-03-01T10:00:00Z", "%s": "%s",
          "request": {"method": "GET", "url": "%s"}, "response": {"status": %d}}
        """;
    List<Entry> entries =
        read(
            har(
                one.formatted("_a", "", "https://a.example.org", 0)
                    + one.formatted("_a", "", "wss://a.example.org", 101)
                    + one.formatted("_a", "", "blob:https://a.example.org/1", 200)
                    + one.formatted("_fromCache", "memory", "https://a.example.org/", 200)
                    + one.formatted("_resourceType", "image", "https://a.example.org/a.png", 200)));
    assertThat(entries.subList(1, entries.size()))
        .containsExactly(
            new Entry.Skipped(Reason.UNANSWERED),
            new Entry.Skipped(Reason.UNANSWERED),
            new Entry.Skipped(Reason.UNANSWERED),
            new Entry.Skipped(Reason.UNANSWERED),
            new Entry.Skipped(Reason.PAGE_PART));
  }

  @Test
  void aMultipartFormIsPutTogetherFromItsParts() throws IOException {
    String one =
        """
        {"log": {"entries": [{"startedDateTime": "2026-03-01T10:00:00Z",
          "request": {"method": "POST", "url": "http://a/upload", "headers": [
              {"name": "Content-Type", "value": "multipart/form-data; boundary=----x"}],
            "postData": {"mimeType": "multipart/form-data", "params": [
              {"name": "note", "value": "hi"},
              {"name": "file", "fileName": "a.png", "contentType": "image/png"}]}},
          "response": {"status": 413, "content": {"size": 20}}}]}}
        """;
    Exchange exchange = exchange(one);
    assertThat(text(exchange.asked().body()))
        .isEqualTo(
            """
            ------x
            Content-Disposition: form-data; name="note"

            hi
            ------x
            Content-Disposition: form-data; name="file"; filename="a.png"
            Content-Type: image/png


            ------x--
            """
                .replace("\n", "\r\n"));
    assertThat(exchange.answered().body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"log\": {\"entries\": [{\"startedDateTime\"",
        "{\"log\": {\"entries\": [{}",
        "{\"log\": {\"entries\": [{}]}",
        "{\"log\": {\"entries\": [{}]",
        "{\"log\": {\"entries\": [1]}}",
        "{\"log\": {\"entries\": {}}}",
        "{\"log\": {}}",
        "{\"log\": []}",
        "{\"log\""
      })
  void aHarFileThatWasCutOrIsNoneIsDamaged(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(BadRecording.class)
        .hasMessageContaining("the recording ");
  }

  @Test
  void aDamagedEntryIsToldByItsLine() {
    String damaged = har("").replace("\"status\": 200", "\"status\": 1000");
    assertThatThrownBy(() -> read(damaged))
        .isInstanceOf(BadRecording.class)
        .hasMessage("line 2 of the recording has no status of an answer");
  }

  /** The library throws where it looks for the encoding, before anything is read. */
  @Test
  void bytesOfNoEncodingAreNoRecording() {
    byte[] odd = {0, 0, (byte) 0xd0, 0};
    assertThatThrownBy(() -> HarRecording.of(new ByteArrayInputStream(odd)))
        .isInstanceOf(BadRecording.class)
        .hasMessageContaining("is no JSON");
    assertThatThrownBy(() -> read(odd)).isInstanceOf(BadRecording.class);
  }
}
