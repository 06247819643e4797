import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to do, read from a file of lines, a word and its value each:
 *
 * <pre>
 *   port 8080            on 127.0.0.1
 *   warm 5               seconds that are not counted
 *   seconds 20           seconds that are, after these
 *   every 0              a line of figures each so many counted seconds; 0: only at the end
 *   stream NAME          begins a stream, to which all lines up to the next one belong
 *   rate 200             see {@link Stream.Kind} for this and those below
 *   connections 16
 *   waiting 1000
 *   requests FILE
 *   repeats true
 *   expected 200
 *   answers FILE         may be left out
 *   refusals FILE        may be left out
 * </pre>
 */
record Plan(int port, double warm, double seconds, double every, List<Stream> streams) {

  static Plan read(Path file) throws IOException {
    List<Map<String, String>> parts = new ArrayList<>(List.of(new HashMap<>()));
    for (String line : Files.readAllLines(file)) {
      String[] words = line.split(" ", 2);
      if (words[0].equals("stream")) {
        parts.add(new HashMap<>());
      }
      parts.getLast().put(words[0], words[1]);
    }
    Map<String, String> all = parts.removeFirst();
    List<Stream> streams = new ArrayList<>();
    for (Map<String, String> part : parts) {
      streams.add(new Stream(kind(part)));
    }
    return new Plan(
        Integer.parseInt(all.get("port")),
        Double.parseDouble(all.get("warm")),
        Double.parseDouble(all.get("seconds")),
        Double.parseDouble(all.get("every")),
        streams);
  }

  private static Stream.Kind kind(Map<String, String> part) {
    return new Stream.Kind(
        part.get("stream"),
        Double.parseDouble(part.get("rate")),
        Integer.parseInt(part.get("connections")),
        Integer.parseInt(part.get("waiting")),
        Path.of(part.get("requests")),
        Boolean.parseBoolean(part.get("repeats")),
        Integer.parseInt(part.get("expected")),
        Optional.ofNullable(part.get("answers")).map(Path::of),
        Optional.ofNullable(part.get("refusals")).map(Path::of));
  }
}
