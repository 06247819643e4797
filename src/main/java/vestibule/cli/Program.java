package vestibule.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import vestibule.Foundation;
import vestibule.Wiring;
import vestibule.config.Config;
import vestibule.core.Visit;
import vestibule.store.transfer.Progress;

/** The whole command line; each command finds its surroundings here. */
@Command(
    name = "vestibule",
    description = "One account server behind five published REST contracts.",
    mixinStandardHelpOptions = true,
    versionProvider = Program.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ServeCommand.class,
      MigrateCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      MoveCommand.class,
      AccountCommand.class,
      RightCommands.GroupCommand.class,
      RightCommands.RoleCommand.class,
      RightCommands.PermissionCommand.class,
      ConfigCommand.class,
      KeysCommand.class
    })
public final class Program implements Runnable {

  static final int REFUSED = Failure.REFUSED;

  private final Terminal terminal;

  @Spec private CommandSpec spec;

  private Program(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * What a command reads and writes.
   *
   * @param environment the variables, of which {@code VESTIBULE_*} are settings
   */
  public record Terminal(
      BufferedReader in,
      PrintStream out,
      PrintStream err,
      Map<String, String> environment,
      Path folder) {}

  /**
   * Runs one command and returns the exit code: 0 done, 1 refused, 2 wrong usage, 3 unusable
   * configuration or database.
   */
  public static int run(Terminal terminal, String... arguments) {
    CommandLine line = new CommandLine(new Program(terminal));
    line.setOut(new PrintWriter(terminal.out(), true));
    line.setErr(new PrintWriter(terminal.err(), true));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(
        (thrown, command, parsed) -> Failure.of(thrown).tell(terminal.err()));
    return line.execute(arguments);
  }

  @Override
  public void run() {
    spec.commandLine().usage(terminal.out());
  }

  Terminal terminal() {
    return terminal;
  }

  Config config() throws Config.Invalid {
    Config config = Config.read(terminal.environment(), terminal.folder());
    config.warnings().forEach(warning -> terminal.err().println("warning: " + warning));
    return config;
  }

  /** Shows on the error stream how far a long command has come. */
  Progress progress() {
    return new ProgressBar(
        terminal.err(), System.console() != null && System.console().isTerminal());
  }

  /**
   * Runs work on the core of the configured database, at the door whose links an operator's mails
   * carry.
   */
  int with(BiFunction<Foundation, Visit, Integer> work) throws Config.Invalid, IOException {
    Config config = config();
    Visit visit = Wiring.operatorVisit(config);
    try (Foundation foundation =
        Foundation.open(
            config,
            Wiring.doors(config),
            Foundation.Surroundings.ofMachine(),
            Foundation.Use.COMMAND)) {
      return work.apply(foundation, visit);
    }
  }

  /** A command with a body. */
  interface Body extends Callable<Integer> {}

  /** The version of the jar. */
  static final class Version implements CommandLine.IVersionProvider {

    @Override
    public String[] getVersion() {
      String version = Program.class.getPackage().getImplementationVersion();
      return List.of("vestibule " + (version == null ? "(unpackaged)" : version))
          .toArray(String[]::new);
    }
  }
}
