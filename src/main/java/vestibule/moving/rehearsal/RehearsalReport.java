package vestibule.moving.rehearsal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;
import vestibule.moving.rehearsal.recording.Recording;

/**
 * What was the same and what was not, by route: {@code {"route", "same", "different": [{"where",
 * "old", "new"}], "count"}}, last {@code {"summary": {…}}}. Of {@code count} requests {@code same}
 * were answered the same. The report holds no secrets.
 */
public final class RehearsalReport {

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY).build();

  private static final int MOST_ROUTES = 2_000;
  private static final int MOST_PLACES = 100;
  private static final int MOST_OF_PLACE = 5;
  private static final String OTHER = "other";

  private final SortedMap<String, Route> routes = new TreeMap<>();
  private final SortedMap<String, Long> skipped = new TreeMap<>();
  private long untold;
  private long unread;

  /**
   * How it went.
   *
   * @param requests that were sent again
   * @param skipped entries of the recording that were not, by the reason
   * @param bodiesNotCompared answers whose body the recording does not hold, or which are pages
   * @param untold differences beyond those that are told of each route
   */
  @JsonInclude(Include.NON_DEFAULT)
  public record Summary(
      @JsonInclude(Include.ALWAYS) long requests,
      @JsonInclude(Include.ALWAYS) long same,
      @JsonInclude(Include.ALWAYS) long different,
      @JsonInclude(Include.ALWAYS) SortedMap<String, Long> skipped,
      @JsonProperty("bodies_not_compared") long bodiesNotCompared,
      long untold) {}

  /** All of one route. */
  public record Line(String route, long same, List<Told> different, long count) {

    /** Where it was not the same. */
    public List<String> places() {
      return different.stream().map(Told::where).distinct().toList();
    }
  }

  /** A difference as it is told. */
  record Told(
      String where, @JsonProperty("old") JsonNode there, @JsonProperty("new") JsonNode here) {}

  record Last(Summary summary) {}

  private static final class Route {
    private long same;
    private long count;
    private final Map<String, List<Difference>> places = new LinkedHashMap<>();
  }

  /** Notes that an entry of the recording was not sent. */
  void skip(Recording.Reason reason) {
    skipped.merge(reason.name().toLowerCase(Locale.ROOT), 1L, Long::sum);
  }

  /** Notes that a body was not compared. */
  void leaveBody() {
    unread++;
  }

  /** Tells of one request. */
  void tell(String name, List<Difference> differences) {
    boolean known = routes.containsKey(name) || routes.size() < MOST_ROUTES;
    Route route = routes.computeIfAbsent(known ? name : OTHER, _ -> new Route());
    route.count++;
    route.same += differences.isEmpty() ? 1 : 0;
    for (Difference one : differences) {
      boolean room = route.places.containsKey(one.where()) || route.places.size() < MOST_PLACES;
      List<Difference> same =
          room
              ? route.places.computeIfAbsent(one.where(), _ -> new ArrayList<>())
              : new ArrayList<>();
      if (!same.contains(one)) {
        boolean told = room && same.size() < MOST_OF_PLACE;
        untold += told ? 0 : 1;
        if (told) {
          same.add(one);
        }
      }
    }
  }

  /** What is told of each route, by its name. */
  public List<Line> lines() {
    return routes.entrySet().stream()
        .map(
            one ->
                new Line(
                    one.getKey(),
                    one.getValue().same,
                    one.getValue().places.values().stream()
                        .flatMap(List::stream)
                        .map(each -> new Told(each.where(), each.there(), each.here()))
                        .toList(),
                    one.getValue().count))
        .toList();
  }

  /** How it went. */
  public Summary summary() {
    long count = routes.values().stream().mapToLong(route -> route.count).sum();
    long same = routes.values().stream().mapToLong(route -> route.same).sum();
    return new Summary(count, same, count - same, skipped, unread, untold);
  }

  /** Writes it all. */
  public void write(Writer out) throws IOException {
    for (Line line : lines()) {
      out.write(JSON.writeValueAsString(line));
      out.write('\n');
    }
    out.write(JSON.writeValueAsString(new Last(summary())));
    out.write('\n');
    out.flush();
  }
}
