package vestibule.cli.shown;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code docs/commands.md}: every command with all that it takes, as its help has it. */
public final class CommandsPage {

  private static final String HEAD =
      """
      # Commands

      Every command of Vestibule. `./vestibule config commands` prints this page from the
      declarations that read the arguments; a test holds the two equal. What the commands are
      for, how an account is named, and what they exit with: [operations](operations.md#commands).

      All take `--help`, and `--json`, which prints one JSON value, or one a line where there are
      many.
      """;

  private CommandsPage() {}

  /** The page of a whole command line. */
  public static String of(CommandSpec root) {
    StringBuilder page = new StringBuilder(HEAD);
    subcommands(root).forEach(command -> write(command, 2, page));
    return page.toString();
  }

  /** Without further names of the same. */
  private static Set<CommandSpec> subcommands(CommandSpec command) {
    Set<CommandSpec> found = new LinkedHashSet<>();
    command.subcommands().values().forEach(line -> found.add(line.getCommandSpec()));
    return found;
  }

  private static void write(CommandSpec command, int level, StringBuilder page) {
    String name = command.qualifiedName().replaceFirst("^vestibule ", "");
    page.append("\n").append("#".repeat(level)).append(" ").append(name).append("\n\n");
    page.append(cell(command.usageMessage().description())).append("\n");
    Set<CommandSpec> below = subcommands(command);
    if (below.isEmpty() || !command.positionalParameters().isEmpty()) {
      page.append("\n```text\n").append(synopsis(command)).append("\n```\n");
    }
    List<String> rows = new ArrayList<>();
    command.positionalParameters().forEach(one -> rows.add(row(one.paramLabel(), one)));
    command.options().stream()
        .filter(CommandsPage::isItsOwn)
        .forEach(one -> rows.add(row(String.join(", ", one.names()) + value(one), one)));
    if (!rows.isEmpty()) {
      page.append("\n| | |\n|---|---|\n").append(String.join("", rows));
    }
    below.forEach(one -> write(one, level + 1, page));
  }

  private static boolean isItsOwn(OptionSpec option) {
    return Stream.of("--help", "--version", "--json").noneMatch(List.of(option.names())::contains);
  }

  private static String synopsis(CommandSpec command) {
    Help help = new Help(command, Help.defaultColorScheme(Help.Ansi.OFF));
    return help.synopsis(0)
        .replaceAll("\\s+", " ")
        .replace(" [-hV]", "")
        .replace(" [--json]", "")
        .strip();
  }

  private static String value(OptionSpec option) {
    return option.arity().max() == 0 ? "" : "=" + option.paramLabel();
  }

  private static String row(String name, ArgSpec argument) {
    return "| `" + name.replace("|", "\\|") + "` | " + cell(argument.description()) + " |\n";
  }

  private static String cell(String... lines) {
    return String.join(" ", lines).replace("%%", "%").replace("|", "\\|").strip();
  }
}
