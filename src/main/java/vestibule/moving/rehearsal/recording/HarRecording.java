package vestibule.moving.rehearsal.recording;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vestibule.moving.BoundedInput;

/** A recording of a browser or a proxy, as HAR 1.2, of which one entry at a time is in memory. */
final class HarRecording implements Recording {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Set<String> PAGE_PARTS =
      Set.of("script", "stylesheet", "image", "font", "media", "manifest", "texttrack");

  private final BoundedInput in;
  private final JsonParser parser;
  private boolean inEntries;

  private HarRecording(BoundedInput in) {
    this.in = in;
    this.parser = JSON.createParser(in);
  }

  static HarRecording of(InputStream in) {
    try {
      return new HarRecording(
          new BoundedInput(
              in, LONGEST, () -> new BadRecording("has an entry of more than 32 MiB")));
    } catch (JacksonException noEncoding) {
      throw new BadRecording("is no JSON");
    }
  }

  @Override
  public Optional<Entry> next() throws IOException {
    try {
      if (!inEntries) {
        findEntries();
      }
      in.begin();
      JsonToken token = parser.nextToken();
      if (token == JsonToken.END_ARRAY) {
        requireEnd();
        return Optional.empty();
      }
      long line = parser.currentTokenLocation().getLineNr();
      if (token != JsonToken.START_OBJECT) {
        throw new BadRecording(line, "has an entry that is no object");
      }
      return Optional.of(entry(parser.readValueAsTree(), line));
    } catch (JacksonException damaged) {
      throw new BadRecording(lineOf(damaged), "is no JSON");
    }
  }

  private long lineOf(JacksonException damaged) {
    return damaged.getLocation() == null
        ? parser.currentLocation().getLineNr()
        : damaged.getLocation().getLineNr();
  }

  /** Goes to {@code log.entries}; what lies before is passed over, and kept nowhere. */
  private void findEntries() {
    parser.nextToken();
    enter("log", JsonToken.START_OBJECT);
    enter("entries", JsonToken.START_ARRAY);
    inEntries = true;
  }

  /** Goes into the property of that name of the object whose beginning was read. */
  private void enter(String name, JsonToken beginning) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean wanted = parser.currentName().equals(name);
      boolean fits = parser.nextToken() == beginning;
      if (wanted && fits) {
        return;
      }
      in.passOver();
      parser.skipChildren();
    }
    throw new BadRecording("has no " + name);
  }

  /** A file that was cut off is damaged, also where it was cut between two entries. */
  private void requireEnd() {
    in.passOver();
    int open = 2;
    while (open > 0) {
      JsonToken token = parser.nextToken();
      if (token == null) {
        throw new BadRecording(parser.currentLocation().getLineNr(), "ends too early");
      }
      if (token == JsonToken.END_OBJECT) {
        open--;
      } else {
        parser.skipChildren();
      }
    }
  }

  private static Entry entry(JsonNode entry, long line) {
    JsonNode response = entry.path("response");
    String url = entry.path("request").path("url").asString("");
    if (!url.regionMatches(true, 0, "http", 0, 4)
        || response.path("status").asInt(0) < 200
        || entry.hasNonNull("_fromCache")) {
      return new Entry.Skipped(Reason.UNANSWERED);
    }
    if (PAGE_PARTS.contains(entry.path("_resourceType").asString(""))) {
      return new Entry.Skipped(Reason.PAGE_PART);
    }
    try {
      return new Entry.Whole(HarEntry.exchange(entry));
    } catch (Recorded.Wrong wrong) {
      throw new BadRecording(line, wrong.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    parser.close();
    in.close();
  }
}
