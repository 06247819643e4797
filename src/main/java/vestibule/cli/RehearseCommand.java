package vestibule.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Stack;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import vestibule.cli.shown.CommandRefused;
import vestibule.config.Config;
import vestibule.core.disk.OwnersOnly;
import vestibule.moving.rehearsal.Rehearsal;
import vestibule.moving.rehearsal.RehearsalReport;
import vestibule.moving.rehearsal.recording.BadRecording;
import vestibule.ops.LogStyle;
import vestibule.ops.Logging;
import vestibule.wiring.RehearsalServer;

/** {@code vestibule rehearse --from RECORDING}. */
@Command(
    name = "rehearse",
    description = {
      "Ask a server of its own what the old server was asked, at the times of the recording, and",
      "report each answer that differs. The server has the settings, sends no mail, and goes with",
      "its people when the rehearsal ends. It ends with 0 when all answers were the same, and 4",
      "when some were not."
    })
final class RehearseCommand extends ProgramCommand {

  private static final int DIFFERENCES = 4;
  private static final int SOME_REFUSED = 4;
  private static final String STANDARD_INPUT = "-";
  private static final String JSON = "--json";

  @Option(
      names = "--from",
      required = true,
      paramLabel = "RECORDING",
      description = {
        "A HAR file or JSON lines (docs/moving-in.md), packed with gzip or not; \"-\" is standard",
        "input."
      })
  private String place;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = {
        "Where the report goes: a line of JSON for each route, without secrets, mode 0600. Without",
        "it the report is what is printed."
      })
  private Path report;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = {
        "Whose entries of a HAR file are meant, with the port where it has one; if not given, the",
        "host's that answered with JSON most often."
      })
  private String host;

  @Option(
      names = "--path",
      paramLabel = "BEGINNING",
      description = "Rehearse only paths that begin so; may be given several times.")
  private List<String> paths = List.of();

  @Option(
      names = "--import",
      arity = "1..*",
      paramLabel = "SOURCE …",
      parameterConsumer = Rest.class,
      description = {
        "Whom to bring in first: everything behind it is what vestibule import takes, so it comes",
        "last."
      })
  private List<String> importing;

  /** Takes all arguments that are left, those that look like options of this command too. */
  static final class Rest implements IParameterConsumer {

    @Override
    public void consumeParameters(Stack<String> left, ArgSpec option, CommandSpec command) {
      List<String> rest = new ArrayList<>();
      while (!left.isEmpty()) {
        rest.add(left.pop());
      }
      option.setValue(rest);
    }
  }

  @Override
  public Integer call() throws Exception {
    if (importing != null && importing.isEmpty()) {
      throw wrongUsage("--import takes a SOURCE and what follows it");
    }
    Path recording = recording();
    LogStyle before = Logging.configure(new LogStyle(program().isJson(), Level.WARN));
    try {
      Rehearsal rehearsal =
          new Rehearsal(recording, new Rehearsal.Wanted(Optional.ofNullable(host), paths));
      return rehearsed(program().config(), rehearsal);
    } catch (BadRecording damaged) {
      throw new CommandRefused(damaged.getMessage());
    } finally {
      Logging.configure(before);
      if (place.equals(STANDARD_INPUT)) {
        Files.deleteIfExists(recording);
      }
    }
  }

  /** It is read twice, and so kept in a file where it is standard input. */
  private Path recording() throws IOException {
    if (!place.equals(STANDARD_INPUT)) {
      Path file = terminal().folder().resolve(place);
      if (!Files.isRegularFile(file)) {
        throw new CommandRefused("there is no file " + place);
      }
      return file;
    }
    Path kept = Files.createTempFile("vestibule-recording", "", OwnersOnly.FILE);
    // Should the process be told to end meanwhile.
    kept.toFile().deleteOnExit();
    try (var out = Files.newOutputStream(kept)) {
      terminal().in().transferTo(out);
    }
    return kept;
  }

  private int rehearsed(Config config, Rehearsal rehearsal) throws Exception {
    Rehearsal.Survey survey = rehearsal.survey();
    try (RehearsalServer server = RehearsalServer.start(config, survey.first())) {
      int imported = importing == null ? 0 : brought(server);
      if (imported != 0 && imported != SOME_REFUSED) {
        return imported;
      }
      RehearsalReport told = rehearsal.play(survey, server, program().progress());
      write(told);
      return told.summary().different() == 0 ? 0 : DIFFERENCES;
    }
  }

  /** Runs the other command; what it says goes where this one says how far it is. */
  private int brought(RehearsalServer server) {
    List<String> arguments = new ArrayList<>(List.of("import"));
    importing.stream().filter(one -> !one.equals(JSON)).forEach(arguments::add);
    if (program().isJson()) {
      arguments.add(JSON);
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Program.Terminal there =
        new Program.Terminal(
            terminal().in(),
            new PrintStream(said, true, UTF_8),
            terminal().err(),
            terminal().environment(),
            terminal().folder());
    int ended =
        Program.run(
            there,
            new Program.Elsewhere(server.config(), server.surroundings()),
            arguments.toArray(String[]::new));
    terminal().err().print(said.toString(UTF_8));
    return ended;
  }

  private void write(RehearsalReport told) throws IOException {
    if (report == null) {
      told.write(new OutputStreamWriter(terminal().out(), UTF_8));
      terminal().err().println(program().isJson() ? Program.json(told.summary()) : text(told));
      return;
    }
    Path whole = terminal().folder().resolve(report);
    Path partial = whole.resolveSibling(whole.getFileName() + ".partial");
    Files.deleteIfExists(partial);
    Files.createFile(partial, OwnersOnly.FILE);
    try {
      try (var out = Files.newBufferedWriter(partial)) {
        told.write(out);
      }
      Files.move(partial, whole, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(partial);
    }
    print(told.summary(), text(told));
  }

  private static String text(RehearsalReport told) {
    RehearsalReport.Summary summary = told.summary();
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%,d requests: %,d answered the same, %,d not",
                summary.requests(),
                summary.same(),
                summary.different()));
    summary
        .skipped()
        .forEach((why, count) -> text.append(String.format(Locale.ROOT, ", %s %,d", why, count)));
    for (RehearsalReport.Line line : told.lines()) {
      if (line.same() < line.count()) {
        text.append(
            String.format(
                Locale.ROOT,
                "%n%s: %,d of %,d: %s",
                line.route(),
                line.count() - line.same(),
                line.count(),
                String.join(", ", line.places())));
      }
    }
    return text.toString();
  }
}
