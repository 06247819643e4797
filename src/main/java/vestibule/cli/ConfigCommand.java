package vestibule.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;
import vestibule.config.Config;
import vestibule.wiring.Databases;
import vestibule.wiring.Foundation;
import vestibule.wiring.Wiring;

/** {@code vestibule config}. */
@Command(
    name = "config",
    description = "Look at the configuration.",
    mixinStandardHelpOptions = true,
    subcommands = {ConfigCommand.Check.class, ConfigCommand.Page.class},
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
        Config config = Wiring.config(terminal.environment(), terminal.folder());
        Databases.requireKnownOptions(config.storage().database());
        config.warnings().forEach(parent.program::warn);
        output.print(
            terminal.out(),
            new Checked(true, List.of(), config.warnings(), settings(config)),
            summary(config));
        return 0;
      } catch (Config.Invalid invalid) {
        return tell(invalid.problems());
      } catch (Foundation.UnusableException unusable) {
        return tell(List.of(unusable.getMessage()));
      }
    }

    private int tell(List<String> problems) {
      output.print(
          parent.program.terminal().out(),
          new Checked(false, problems, List.of(), Map.of()),
          String.join("\n", problems));
      return Failure.UNUSABLE;
    }
  }

  /** {@code vestibule config reference}. */
  @Command(
      name = "reference",
      description = "Print the page that documents every setting, in Markdown.",
      mixinStandardHelpOptions = true)
  static final class Page implements Program.Body {

    @ParentCommand private ConfigCommand parent;

    @Override
    public Integer call() {
      parent.program.terminal().out().print(Wiring.reference());
      return 0;
    }
  }

  private static Map<String, Value> settings(Config config) {
    Map<String, Value> settings = new LinkedHashMap<>();
    config
        .report()
        .effective()
        .forEach(one -> settings.put(one.key(), new Value(one.value(), one.from())));
    return settings;
  }

  /** Every setting as it is in force, a line each, no secret among them. */
  private static String summary(Config config) {
    return config.report().effective().stream()
            .map(one -> one.key() + ": " + one.value() + "   # " + one.from() + "\n")
            .collect(Collectors.joining())
        + "all settings are good";
  }

  /** The outcome as a program reads it. */
  record Checked(
      boolean good, List<String> problems, List<String> warnings, Map<String, Value> settings) {}

  /** A setting as a program reads it. */
  record Value(String value, String from) {}
}
