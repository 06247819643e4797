package vestibule.moving;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;
import vestibule.core.arrival.Outcome;
import vestibule.core.arrival.Outcome.Warning;
import vestibule.core.disk.OwnersOnly;

/**
 * What has become of each row, as JSON lines, and how many of each there were: {@code {"row",
 * "source", "id", "outcome": "imported|updated|unchanged|refused", "account", "login", "reason",
 * "field", "hash", "warnings": […]}}, last {@code {"summary": {…}}}. Never a hash.
 */
public final class Report implements Closeable {

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY).build();

  private final String source;
  private final BufferedWriter file;
  private final boolean rehearsed;
  private final SortedMap<String, Long> outcomes = new TreeMap<>();
  private final SortedMap<String, Long> reasons = new TreeMap<>();
  private final SortedMap<String, Long> warned = new TreeMap<>();

  private Report(String source, BufferedWriter file, boolean rehearsed) {
    this.source = source;
    this.file = file;
    this.rehearsed = rehearsed;
  }

  /**
   * How many there were.
   *
   * @param rows that the source had
   * @param refused by reason
   * @param warnings by what they warn of
   */
  public record Summary(
      long rows,
      @JsonUnwrapped Outcomes outcomes,
      SortedMap<String, Long> reasons,
      SortedMap<String, Long> warnings) {}

  /** How many of each outcome. */
  public record Outcomes(long imported, long updated, long unchanged, long refused) {}

  record Last(Summary summary) {}

  /**
   * Begins a report in a file of mode 0600, or goes on with one.
   *
   * @param kept the rows that stay of a report that was there; 0 for a new one
   * @param rehearsed whether no account is told, as none is there after this
   */
  public static Report into(Path path, String source, long kept, boolean rehearsed)
      throws IOException {
    Path partial = path.resolveSibling(path.getFileName() + ".partial");
    Files.deleteIfExists(partial);
    Files.createFile(partial, OwnersOnly.FILE);
    BufferedWriter writer =
        Files.newBufferedWriter(partial, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    Report report = new Report(source, writer, rehearsed);
    if (kept > 0 && Files.exists(path)) {
      report.keep(path, kept);
    }
    writer.flush();
    Files.move(partial, path, StandardCopyOption.ATOMIC_MOVE);
    return report;
  }

  /** A report of which only the summary is told. */
  public static Report unwritten(String source, boolean rehearsed) {
    return new Report(source, new BufferedWriter(Writer.nullWriter()), rehearsed);
  }

  private void keep(Path path, long rows) throws IOException {
    try (Stream<String> lines = Files.lines(path)) {
      for (String line : (Iterable<String>) lines::iterator) {
        JsonNode there = JSON.readTree(line);
        if (there.path("row").asLong(Long.MAX_VALUE) <= rows) {
          file.write(line + "\n");
          outcomes.merge(there.path("outcome").asString(), 1L, Long::sum);
          Optional.of(there.path("reason").asString(""))
              .filter(reason -> !reason.isEmpty())
              .ifPresent(reason -> reasons.merge(reason, 1L, Long::sum));
          there.path("warnings").forEach(one -> warned.merge(one.asString(), 1L, Long::sum));
        }
      }
    }
  }

  /** Tells of a row. */
  public void tell(long row, Incoming incoming, Outcome outcome) throws IOException {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("row", row);
    line.put("source", source);
    line.put("id", orNull(incoming.oldId()));
    switch (outcome) {
      case Outcome.Imported(OptionalLong account, String login, SortedSet<Warning> warnings) ->
          in(line, "imported", account, login, all(incoming, warnings));
      case Outcome.Updated(OptionalLong account, String login, SortedSet<Warning> warnings) ->
          in(line, "updated", account, login, all(incoming, warnings));
      case Outcome.Unchanged(OptionalLong account, String login) ->
          in(line, "unchanged", account, login, List.of());
      case Outcome.Refused(Outcome.Reason reason, String field) -> {
        in(line, "refused", OptionalLong.empty(), null, List.of());
        line.put("reason", word(reason));
        line.put("field", orNull(field));
        reasons.merge(word(reason), 1L, Long::sum);
      }
    }
    line.put("hash", orNull(incoming.hash()));
    write(line);
  }

  private void in(
      Map<String, Object> line,
      String outcome,
      OptionalLong account,
      String login,
      List<String> warnings) {
    line.put("outcome", outcome);
    line.put("account", rehearsed || account.isEmpty() ? null : account.getAsLong());
    line.put("login", login);
    line.put("reason", null);
    line.put("field", null);
    line.put("hash", null);
    line.put("warnings", warnings);
    outcomes.merge(outcome, 1L, Long::sum);
    warnings.forEach(one -> warned.merge(one, 1L, Long::sum));
  }

  private static List<String> all(Incoming incoming, SortedSet<Warning> warnings) {
    SortedSet<Warning> all = new TreeSet<>(warnings);
    all.addAll(incoming.warnings());
    return all.stream().map(Report::word).toList();
  }

  private static String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private void write(Object line) throws IOException {
    file.write(JSON.writeValueAsString(line));
    file.write('\n');
  }

  /** What was told goes to the disk's care, so that it is there should this program end. */
  public void flush() throws IOException {
    file.flush();
  }

  /** Ends the report. */
  public Summary end() throws IOException {
    Summary summary =
        new Summary(
            outcomes.values().stream().mapToLong(Long::longValue).sum(),
            new Outcomes(
                outcomes.getOrDefault("imported", 0L),
                outcomes.getOrDefault("updated", 0L),
                outcomes.getOrDefault("unchanged", 0L),
                outcomes.getOrDefault("refused", 0L)),
            reasons,
            warned);
    write(new Last(summary));
    file.flush();
    return summary;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
