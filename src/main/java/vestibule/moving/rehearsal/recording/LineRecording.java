package vestibule.moving.rehearsal.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A recording as JSON lines. */
final class LineRecording implements Recording {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final String BYTE_ORDER_MARK = "\ufeff";

  private final InputStream in;
  private long line;

  private LineRecording(InputStream in) {
    this.in = in;
  }

  static LineRecording of(InputStream in) {
    return new LineRecording(in);
  }

  @Override
  public Optional<Entry> next() throws IOException {
    Optional<String> text = text();
    while (text.filter(String::isBlank).isPresent()) {
      text = text();
    }
    return text.map(this::exchange).map(Entry.Whole::new);
  }

  private Exchange exchange(String text) {
    try {
      JsonNode node = JSON.readTree(text);
      if (!node.isObject()) {
        throw new BadRecording(line, "is no object");
      }
      return Recorded.exchange(node);
    } catch (JacksonException damaged) {
      throw new BadRecording(line, "is no JSON");
    } catch (Recorded.Wrong wrong) {
      throw new BadRecording(line, wrong.getMessage());
    }
  }

  /** The next line; empty at the end. */
  private Optional<String> text() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int next = in.read();
    if (next < 0) {
      return Optional.empty();
    }
    line++;
    for (; next >= 0 && next != '\n'; next = in.read()) {
      if (bytes.size() >= LONGEST) {
        throw new BadRecording(line, "is longer than 32 MiB");
      }
      bytes.write(next);
    }
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
      boolean marked = line == 1 && text.startsWith(BYTE_ORDER_MARK);
      return Optional.of(marked ? text.substring(1) : text);
    } catch (CharacterCodingException damaged) {
      throw new BadRecording(line, "is no UTF-8");
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
