package vestibule.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import vestibule.Server;

/** {@code vestibule serve}. */
@Command(
    name = "serve",
    description = "Start the server; brings the schema of the database up to date first.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Program.Body {

  @ParentCommand private Program program;

  @Option(
      names = "--json",
      description = "Accepted by every command; the log is lines of text either way.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    return Server.serve(program.config(), program.terminal().out());
  }
}
