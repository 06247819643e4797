package vestibule.cli;

import picocli.CommandLine.Command;
import vestibule.wiring.Foundation;

/** {@code vestibule migrate}. */
@Command(
    name = "migrate",
    description = "Bring the schema of the database up to date, without starting a server.")
final class MigrateCommand extends ProgramCommand {

  @Override
  public Integer call() throws Exception {
    Foundation.ofServer(program().config(), program().surroundings(), () -> {}).close();
    print(new Migrated("up to date"), "the schema is up to date");
    return 0;
  }

  record Migrated(String schema) {}
}
