package vestibule.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;
import vestibule.Config;

/** {@code vestibule config}. */
@Command(
    name = "config",
    description = "Look at the configuration.",
    mixinStandardHelpOptions = true,
    subcommands = ConfigCommand.Check.class,
    synopsisSubcommandLabel = "COMMAND")
final class ConfigCommand {

  @ParentCommand private Program program;

  /** {@code vestibule config check}. */
  @Command(
      name = "check",
      description =
          "Read every setting, say what is wrong with them, and print them without secrets.",
      mixinStandardHelpOptions = true)
  static final class Check implements Program.Body {

    @ParentCommand private ConfigCommand parent;
    @Mixin private Output output;

    @Override
    public Integer call() {
      Program.Terminal terminal = parent.program.terminal();
      try {
        Config config = Config.read(terminal.environment(), terminal.folder());
        config.warnings().forEach(warning -> terminal.err().println("warning: " + warning));
        output.print(
            terminal.out(), new Checked(true, List.of(), config.warnings()), config.toString());
        return 0;
      } catch (Config.Invalid invalid) {
        output.print(
            terminal.out(),
            new Checked(false, invalid.problems(), List.of()),
            String.join("\n", invalid.problems()));
        return Failure.UNUSABLE;
      }
    }
  }

  /** The outcome as a program reads it. */
  record Checked(boolean good, List<String> problems, List<String> warnings) {}
}
