package vestibule.cli;

import java.util.List;
import java.util.Locale;
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
            terminal.out(), new Checked(true, List.of(), config.warnings()), summary(config));
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

  /** The settings that an operator looks for first, a line each, no secret among them. */
  private static String summary(Config config) {
    String mails =
        config.mail().smtp().map(smtp -> smtp.host() + ":" + smtp.port()).orElse("files");
    return String.join(
        "\n",
        "listens on       " + config.http().host() + ":" + config.http().port(),
        "public URL       " + config.http().publicUrl(),
        "data folder      " + config.storage().dataDir(),
        "master key       " + config.storage().masterKeyFile(),
        "database         " + config.storage().database(),
        "mails            " + mails + ", from " + config.mail().from(),
        "privacy          " + config.accounts().privacy().name().toLowerCase(Locale.ROOT),
        "origins          " + String.join(", ", config.http().corsAllowedOrigins()),
        "trusted proxies  " + String.join(", ", config.http().trustedProxies()),
        "token lifetime   " + config.contracts().userAccount().tokenLifetime(),
        "all settings are good");
  }

  /** The outcome as a program reads it. */
  record Checked(boolean good, List<String> problems, List<String> warnings) {}
}
