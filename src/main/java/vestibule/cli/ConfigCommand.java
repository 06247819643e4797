package vestibule.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import vestibule.cli.shown.CommandsPage;
import vestibule.config.Config;
import vestibule.wiring.Databases;
import vestibule.wiring.Foundation;
import vestibule.wiring.Mailing;
import vestibule.wiring.Wiring;

/** {@code vestibule config}. */
@Command(
    name = "config",
    description = "Look at the configuration.",
    subcommands = {
      ConfigCommand.Check.class,
      ConfigCommand.Page.class,
      ConfigCommand.Commands.class
    })
final class ConfigCommand {

  @Command(
      name = "check",
      description =
          "Read every setting, say what is wrong with them, and print them without secrets.")
  static final class Check extends ProgramCommand {

    @Override
    public Integer call() {
      try {
        Config config = Wiring.config(terminal().environment(), terminal().folder());
        Databases.requireKnownOptions(config.storage().database());
        Mailing.Theming.of(config);
        config.warnings().forEach(program()::warn);
        print(new Checked(true, List.of(), config.warnings(), settings(config)), summary(config));
        return 0;
      } catch (Config.Invalid invalid) {
        return tell(invalid.problems());
      } catch (Foundation.UnusableException unusable) {
        return tell(List.of(unusable.getMessage()));
      }
    }

    private int tell(List<String> problems) {
      print(new Checked(false, problems, List.of(), Map.of()), String.join("\n", problems));
      return Failure.UNUSABLE;
    }
  }

  @Command(
      name = "reference",
      description = "Print the page that documents every setting, in Markdown.")
  static final class Page extends ProgramCommand {

    @Override
    public Integer call() {
      terminal().out().print(Wiring.reference());
      return 0;
    }
  }

  @Command(
      name = "commands",
      description = "Print the page that documents every command, in Markdown.")
  static final class Commands extends ProgramCommand {

    @Override
    public Integer call() {
      terminal().out().print(CommandsPage.of(root()));
      return 0;
    }
  }

  @Command(
      name = "preview",
      description = "Write what every mail looks like by the settings, in each language.")
  static final class Preview extends ProgramCommand {

    @Parameters(paramLabel = "FOLDER", description = "Where the files go; it is made.")
    private Path folder;

    @Override
    public Integer call() throws IOException, Config.Invalid {
      Config config = Wiring.config(terminal().environment(), terminal().folder());
      Path into = terminal().folder().resolve(folder);
      Files.createDirectories(into);
      int written = 0;
      for (var mail : Mailing.previews(config, InstantSource.system())) {
        String subject = mail.message().head().subject();
        Files.writeString(into.resolve(mail.name() + ".html"), mail.message().body().html());
        Files.writeString(
            into.resolve(mail.name() + ".txt"), subject + "\n\n" + mail.message().body().text());
        written++;
      }
      print(new Previewed(written), "wrote " + written + " mails to " + into);
      return 0;
    }
  }

  record Previewed(int mails) {}

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

  record Checked(
      boolean good, List<String> problems, List<String> warnings, Map<String, Value> settings) {}

  record Value(String value, String from) {}
}
