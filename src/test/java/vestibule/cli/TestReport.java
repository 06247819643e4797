package vestibule.cli;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vestibule.cli.Commands.Ended;

/** The report of a rehearsal, as it was printed. */
final class TestReport {

  private TestReport() {}

  static List<JsonNode> lines(String text) {
    return text.lines().map(JsonMapper.shared()::readTree).toList();
  }

  static JsonNode summary(Ended ended) {
    return lines(ended.out()).getLast().path("summary");
  }

  /** Each with its route, its place and both values. */
  static List<String> differences(Ended ended) {
    List<String> different = new ArrayList<>();
    for (JsonNode line : lines(ended.out())) {
      for (JsonNode one : line.path("different")) {
        different.add(
            "%s %s %s %s"
                .formatted(
                    line.path("route").asString(),
                    one.path("where").asString(),
                    one.path("old"),
                    one.path("new")));
      }
    }
    return different;
  }
}
