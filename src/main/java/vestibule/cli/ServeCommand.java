package vestibule.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vestibule.config.Config;
import vestibule.wiring.Server;
import vestibule.wiring.Starter;
import vestibule.wiring.TestMode;
import vestibule.wiring.Wiring;

/** {@code vestibule serve}. */
@Command(
    name = "serve",
    description = "Start the server; brings the schema of the database up to date first.")
final class ServeCommand extends ProgramCommand {

  @Option(
      names = "--test",
      description = {
        "For the tests of a front-end: a throw-away database, cheap hashes, a clock that can be",
        "moved and mails that can be read at /v1/test; for this machine alone."
      })
  private boolean test;

  @Override
  public Integer call() throws Exception {
    Starter starter = Starter.of(terminal().out(), terminal().environment());
    if (test) {
      return TestMode.serve(terminal().environment(), starter);
    }
    Config config = Wiring.servedConfig(terminal().environment(), terminal().folder());
    config.warnings().forEach(program()::warn);
    return Server.serve(config, starter);
  }
}
