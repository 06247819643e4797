package vestibule.moving;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
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
import vestibule.core.store.operator.ImportReport;

/**
 * What has become of each row, as JSON lines, and how many of each there were: {@code {"row",
 * "source", "id", "outcome": "imported|updated|unchanged|refused", "account", "login", "reason",
 * "field", "hash", "warnings": […]}}, last {@code {"summary": {…}}}. Never a hash.
 *
 * <p>A batch is told before it is committed, in whatever unit of work may run again, and stays once
 * it is kept. So a run that is killed leaves a report of all that is done, and maybe of a batch
 * more, which the next run cuts off.
 */
public final class Report implements Closeable {

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY).build();

  /** Characters that are written together of a report that goes on. */
  private static final int AT_ONCE = 1 << 16;

  private final String source;
  private final Optional<FileChannel> file;
  private final boolean rehearsed;
  private Counts kept = new Counts();
  private Counts told = new Counts();
  private long end;
  private long written;

  private Report(String source, Optional<FileChannel> file, boolean rehearsed) {
    this.source = source;
    this.file = file;
    this.rehearsed = rehearsed;
  }

  /** How often there was each outcome, reason and warning. */
  private static final class Counts {
    private final SortedMap<String, Long> outcomes = new TreeMap<>();
    private final SortedMap<String, Long> reasons = new TreeMap<>();
    private final SortedMap<String, Long> warned = new TreeMap<>();

    private void add(Counts others) {
      others.outcomes.forEach((name, count) -> outcomes.merge(name, count, Long::sum));
      others.reasons.forEach((name, count) -> reasons.merge(name, count, Long::sum));
      others.warned.forEach((name, count) -> warned.merge(name, count, Long::sum));
    }

    private long of(String outcome) {
      return outcomes.getOrDefault(outcome, 0L);
    }
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
      SortedMap<String, Long> warnings) {

    /** The same as it is kept for operators. */
    public ImportReport.Counts counts() {
      return new ImportReport.Counts(
          new ImportReport.Outcomes(
              outcomes.imported, outcomes.updated, outcomes.unchanged, outcomes.refused),
          reasons,
          warnings);
    }
  }

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
    FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE);
    Report report = new Report(source, Optional.of(channel), rehearsed);
    if (kept > 0 && Files.exists(path)) {
      report.copy(path, kept);
    }
    Files.move(partial, path, StandardCopyOption.ATOMIC_MOVE);
    return report;
  }

  /** A report of which only the summary is told. */
  public static Report unwritten(String source, boolean rehearsed) {
    return new Report(source, Optional.empty(), rehearsed);
  }

  private void copy(Path path, long rows) throws IOException {
    StringBuilder copied = new StringBuilder();
    try (Stream<String> lines = Files.lines(path)) {
      for (String line : (Iterable<String>) lines.limit(rows)::iterator) {
        count(JSON.readTree(line));
        copied.append(line).append('\n');
        if (copied.length() > AT_ONCE) {
          write(copied.toString());
          keep();
          copied.setLength(0);
        }
      }
    }
    write(copied.toString());
    keep();
  }

  private void count(JsonNode line) {
    told.outcomes.merge(line.path("outcome").asString(), 1L, Long::sum);
    Optional.of(line.path("reason").asString(""))
        .filter(reason -> !reason.isEmpty())
        .ifPresent(reason -> told.reasons.merge(reason, 1L, Long::sum));
    line.path("warnings").forEach(one -> told.warned.merge(one.asString(), 1L, Long::sum));
  }

  /**
   * Tells of a batch, in place of one that was told and not kept.
   *
   * @param before how many rows there were before it
   * @param outcomes of those that came as people, in their order
   */
  void tell(long before, List<Incoming> batch, List<Outcome> outcomes) {
    told = new Counts();
    StringBuilder lines = new StringBuilder();
    Iterator<Outcome> next = outcomes.iterator();
    long row = before;
    for (Incoming incoming : batch) {
      row++;
      Outcome outcome = incoming.refused().<Outcome>map(refused -> refused).orElseGet(next::next);
      lines.append(JSON.writeValueAsString(line(row, incoming, outcome))).append('\n');
    }
    write(lines.toString());
  }

  /** What was told last has happened. */
  void keep() {
    kept.add(told);
    told = new Counts();
    end += written;
    written = 0;
  }

  private Map<String, Object> line(long row, Incoming incoming, Outcome outcome) {
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
        told.reasons.merge(word(reason), 1L, Long::sum);
      }
    }
    line.put("hash", orNull(incoming.hash()));
    return line;
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
    told.outcomes.merge(outcome, 1L, Long::sum);
    warnings.forEach(one -> told.warned.merge(one, 1L, Long::sum));
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

  /** Behind what is kept. */
  private void write(String lines) {
    file.ifPresent(
        channel -> {
          try {
            ByteBuffer bytes = ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8));
            written = bytes.remaining();
            channel.truncate(end).position(end);
            while (bytes.hasRemaining()) {
              channel.write(bytes);
            }
          } catch (IOException failed) {
            throw new UncheckedIOException(failed);
          }
        });
  }

  /** What is kept by now. */
  public Summary soFar() {
    return new Summary(
        kept.outcomes.values().stream().mapToLong(Long::longValue).sum(),
        new Outcomes(
            kept.of("imported"), kept.of("updated"), kept.of("unchanged"), kept.of("refused")),
        kept.reasons,
        kept.warned);
  }

  /** Ends the report. */
  public Summary end() {
    Summary summary = soFar();
    write(JSON.writeValueAsString(new Last(summary)) + "\n");
    return summary;
  }

  @Override
  public void close() throws IOException {
    if (file.isPresent()) {
      file.get().close();
    }
  }
}
