package vestibule.cli;

import picocli.CommandLine.Command;
import vestibule.wiring.Server;

/** {@code vestibule serve}. */
@Command(
    name = "serve",
    description = "Start the server; brings the schema of the database up to date first.")
final class ServeCommand extends ProgramCommand {

  @Override
  public Integer call() throws Exception {
    return Server.serve(program().config(), terminal().out());
  }
}
