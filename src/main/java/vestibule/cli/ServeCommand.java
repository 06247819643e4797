package vestibule.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;
import vestibule.wiring.Server;

/** {@code vestibule serve}. */
@Command(
    name = "serve",
    description = "Start the server; brings the schema of the database up to date first.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Program.Body {

  @ParentCommand private Program program;

  @Override
  public Integer call() throws Exception {
    return Server.serve(program.config(), program.terminal().out());
  }
}
