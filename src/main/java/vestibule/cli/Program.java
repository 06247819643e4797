package vestibule.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;
import vestibule.cli.shown.CommandRefused;
import vestibule.cli.shown.ProgressBar;
import vestibule.config.Config;
import vestibule.core.administration.AccountReference;
import vestibule.http.body.Json;
import vestibule.store.engine.Migrations;
import vestibule.store.transfer.Progress;
import vestibule.wiring.Foundation;
import vestibule.wiring.Wiring;

/** The whole command line; each command finds its surroundings here. */
@Command(
    name = "vestibule",
    description = "One account server behind five published REST contracts.",
    versionProvider = Program.Version.class,
    subcommands = {
      ServeCommand.class,
      MigrateCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      MoveCommand.class,
      ImportCommand.class,
      ExportCommand.class,
      RehearseCommand.class,
      AccountCommand.class,
      AdminCommand.class,
      SessionCommand.class,
      FactorCommand.class,
      AuditCommand.class,
      RightCommands.GroupCommand.class,
      RightCommands.RoleCommand.class,
      RightCommands.PermissionCommand.class,
      MailCommand.class,
      WebhookCommand.class,
      PasswordsCommand.class,
      ConfigCommand.class,
      ConfigCommand.Preview.class,
      KeysCommand.class,
      ServiceCommand.class,
      Program.VersionCommand.class
    })
public final class Program implements Runnable {

  /** The longest line that is read from standard input, in bytes. */
  private static final int LONGEST_LINE = 10_000;

  private static final String BYTE_ORDER_MARK = "\ufeff";

  private static final Map<String, String> EXIT_CODES =
      UsageMessageSpec.keyValuesMap(
          "0:done",
          Failure.REFUSED + ":refused, or there is no such thing",
          Failure.USAGE + ":wrong arguments",
          Failure.UNUSABLE + ":the settings, the database or a file are unusable");

  private final Terminal terminal;
  private final Optional<Elsewhere> elsewhere;

  @Spec private CommandSpec spec;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = {
        "Print JSON: one value, or one a line where there are many.",
        "An error is {\"error\": …, \"exit\": …} on the error stream."
      })
  private boolean json;

  private Program(Terminal terminal, Optional<Elsewhere> elsewhere) {
    this.terminal = terminal;
    this.elsewhere = elsewhere;
  }

  /**
   * Where a command works that another command runs, in place of what the settings name.
   *
   * @param surroundings what comes from outside of the program there
   */
  record Elsewhere(Config config, Foundation.Surroundings surroundings) {}

  /**
   * What a command reads and writes.
   *
   * @param in bytes: a mail may be in any encoding, and mixed
   * @param environment the variables, of which {@code VESTIBULE_*} are settings
   */
  public record Terminal(
      InputStream in,
      PrintStream out,
      PrintStream err,
      Map<String, String> environment,
      Path folder) {

    /**
     * One line of UTF-8 from the input, "" at its end; without the byte order mark that some
     * programs put before what they write.
     *
     * @throws java.nio.charset.CharacterCodingException when it is no UTF-8: it is never changed
     * @throws CommandRefused when the line is longer than any that is asked for
     */
    public String line() throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
        line.write(next);
        if (line.size() > LONGEST_LINE) {
          throw new CommandRefused("the line on standard input is too long");
        }
      }
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(line.toByteArray())).toString();
      String whole = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
      return whole.startsWith(BYTE_ORDER_MARK) ? whole.substring(1) : whole;
    }
  }

  /**
   * Runs one command and returns the exit code: 0 done, 1 refused, 2 wrong usage, 3 unusable
   * configuration or database.
   */
  public static int run(Terminal terminal, String... arguments) {
    return run(terminal, Optional.empty(), arguments);
  }

  /** The same for another command, which knows better where this one works. */
  static int run(Terminal terminal, Elsewhere elsewhere, String... arguments) {
    return run(terminal, Optional.of(elsewhere), arguments);
  }

  private static int run(Terminal terminal, Optional<Elsewhere> elsewhere, String... arguments) {
    boolean json = isJson(arguments);
    CommandLine line = line(new Program(terminal, elsewhere));
    line.setParameterExceptionHandler(
        (wrong, given) -> tell(terminal, json, Failure.usage(usage(wrong))));
    line.setExecutionExceptionHandler(
        (thrown, command, parsed) ->
            ((ProgramCommand) command.getCommand())
                .exitCode(tell(terminal, json, Failure.of(thrown))));
    return line.execute(arguments);
  }

  /** Tells why no command can be run, in the form that the arguments ask for. */
  public static int refuse(Terminal terminal, String why, String... arguments) {
    return tell(terminal, isJson(arguments), Failure.unusable(why));
  }

  private static CommandLine line(Program program) {
    CommandLine line = new CommandLine(program);
    line.setOut(new PrintWriter(program.terminal.out(), true));
    line.setErr(new PrintWriter(program.terminal.err(), true));
    // A name may begin with @, and is no file of arguments then.
    line.setExpandAtFiles(false);
    line.registerConverter(Path.class, Program::path);
    line.registerConverter(AccountReference.class, AccountArgument::reference);
    line.registerConverter(int.class, text -> Math.clamp(wholeNumber(text), 0, Integer.MAX_VALUE));
    line.registerConverter(long.class, Program::wholeNumber);
    giveHelp(line.getCommandSpec());
    return line;
  }

  /** Known before anything is parsed, so that a wrong usage can be told in the wanted form. */
  private static boolean isJson(String... arguments) {
    return Stream.of(arguments)
        .takeWhile(argument -> !argument.equals("--"))
        .anyMatch("--json"::equals);
  }

  private static int tell(Terminal terminal, boolean json, Failure failure) {
    return json ? failure.tellJson(terminal.err()) : failure.tell(terminal.err());
  }

  private static String usage(ParameterException wrong) {
    String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
    StringWriter suggestions = new StringWriter();
    UnmatchedArgumentException.printSuggestions(wrong, new PrintWriter(suggestions, true));
    // Which argument it is, its text tells better than a number.
    String message = wrong.getMessage().replaceAll(" at index [0-9.+*]+", "");
    return Stream.of(message, suggestions.toString(), command + " --help tells more")
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("; "));
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException wrong) {
      throw new TypeConversionException("no file can have this name here");
    }
  }

  private static long wholeNumber(String text) {
    if (!text.matches("[0-9]{1,16}")) {
      throw new TypeConversionException("expected a whole number");
    }
    return Long.parseLong(text);
  }

  private static void giveHelp(CommandSpec command) {
    command
        .mixinStandardHelpOptions(true)
        .usageMessage()
        .description(paragraphs(command.usageMessage().description()))
        .synopsisSubcommandLabel("COMMAND")
        .exitCodeListHeading("Exit codes:%n")
        .exitCodeList(EXIT_CODES);
    command.subcommands().values().forEach(line -> giveHelp(line.getCommandSpec()));
  }

  /**
   * The first sentence, which alone stands in the list of commands, and the others. The help breaks
   * lines where they are full.
   */
  private static String[] paragraphs(String... lines) {
    return String.join(" ", lines).split("(?<=\\.) ", 2);
  }

  @Override
  public void run() {
    spec.commandLine().usage(terminal.out());
  }

  Terminal terminal() {
    return terminal;
  }

  boolean isJson() {
    return json;
  }

  /** A value in one line. */
  static String json(Object value) {
    return new String(Json.compact(value), UTF_8);
  }

  Config config() throws Config.Invalid {
    if (elsewhere.isPresent()) {
      return elsewhere.get().config();
    }
    Config config = Wiring.config(terminal.environment(), terminal.folder());
    config.warnings().forEach(this::warn);
    return config;
  }

  /** What comes from outside: the machine's own clock and randomness. */
  Foundation.Surroundings surroundings() {
    return elsewhere.map(Elsewhere::surroundings).orElseGet(Foundation.Surroundings::ofMachine);
  }

  void warn(String warning) {
    terminal.err().println(json ? json(new Warning(warning)) : "warning: " + warning);
  }

  /** Shows on the error stream how far a long command has come; programs need not know. */
  Progress progress() {
    return new ProgressBar(
        json ? new PrintStream(OutputStream.nullOutputStream()) : terminal.err(),
        System.console() != null && System.console().isTerminal());
  }

  /** The version that the jar says it has; compiled classes that are in none have none. */
  static String version() {
    return Objects.requireNonNullElse(
        Program.class.getPackage().getImplementationVersion(), "(unpackaged)");
  }

  record Warning(String warning) {}

  static final class Version implements CommandLine.IVersionProvider {

    @Override
    public String[] getVersion() {
      return new String[] {"vestibule " + version()};
    }
  }

  @Command(
      name = "version",
      description =
          "Say which version this is, what Java it runs on, and the newest schema it has.")
  static final class VersionCommand extends ProgramCommand {

    @Override
    public Integer call() {
      Build build = new Build(version(), Runtime.version().toString(), Migrations.newest());
      print(
          build,
          "vestibule " + build.version + ", Java " + build.java + ", schema " + build.schema);
      return 0;
    }
  }

  /**
   * What runs here.
   *
   * @param schema the number of the newest script of the schema that it has
   */
  record Build(String version, String java, int schema) {}
}
