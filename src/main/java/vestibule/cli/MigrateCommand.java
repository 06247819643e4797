package vestibule.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;
import vestibule.config.Config;
import vestibule.wiring.Foundation;
import vestibule.wiring.Wiring;

/** {@code vestibule migrate}. */
@Command(
    name = "migrate",
    description = "Bring the schema of the database up to date, without starting a server.",
    mixinStandardHelpOptions = true)
final class MigrateCommand implements Program.Body {

  @ParentCommand private Program program;
  @Mixin private Output output;

  @Override
  public Integer call() throws Exception {
    Config config = program.config();
    Foundation.ofServer(config, Wiring.doors(config), Foundation.Surroundings.ofMachine(), () -> {})
        .close();
    output.print(program.terminal().out(), new Migrated("up to date"), "the schema is up to date");
    return 0;
  }

  /** The outcome as a program reads it. */
  record Migrated(String schema) {}
}
