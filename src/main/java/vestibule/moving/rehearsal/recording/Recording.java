package vestibule.moving.rehearsal.recording;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** The exchanges of a recording, one at a time in memory. */
public interface Recording extends Closeable {

  /** The most that one exchange may be, in bytes. */
  int LONGEST = 32 << 20;

  /**
   * The next one; empty at the end.
   *
   * @throws BadRecording where the recording is damaged
   */
  Optional<Entry> next() throws IOException;

  /** What stands in a recording. */
  sealed interface Entry {

    /** A request and its answer. */
    record Whole(Exchange exchange) implements Entry {}

    /** Something that is not sent again. */
    record Skipped(Reason reason) implements Entry {}
  }

  /** Why something is not sent again. */
  enum Reason {
    /** It went to another server. */
    OTHER_HOST,
    /** Its path is none that is rehearsed. */
    OTHER_PATH,
    /** A script, a style or a picture. */
    PAGE_PART,
    /** It was never answered, or out of a browser's memory. */
    UNANSWERED
  }

  /** Opens a file in either form, unpacking it where its name ends with {@code .gz}. */
  static Recording open(Path file) throws IOException {
    return isHar(file) ? HarRecording.of(unpacked(file)) : LineRecording.of(unpacked(file));
  }

  private static InputStream unpacked(Path file) throws IOException {
    InputStream raw = Files.newInputStream(file);
    InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
    return new BufferedInputStream(plain, 1 << 16);
  }

  /** A HAR file is one object that holds a log, and no line of the other form does. */
  private static boolean isHar(Path file) throws IOException {
    try (InputStream in = unpacked(file);
        JsonParser parser = JsonMapper.shared().createParser(in)) {
      return parser.nextToken() == JsonToken.START_OBJECT
          && parser.nextToken() == JsonToken.PROPERTY_NAME
          && parser.currentName().equals("log");
    } catch (JacksonException neither) {
      return false;
    }
  }
}
