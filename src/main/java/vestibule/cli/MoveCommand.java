package vestibule.cli;

import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vestibule.cli.shown.CommandRefused;
import vestibule.config.Config;
import vestibule.config.StorageConfig;
import vestibule.store.engine.Database;
import vestibule.store.sqlite.ServerLock;
import vestibule.store.transfer.Checksum;
import vestibule.store.transfer.Move;
import vestibule.wiring.Databases;
import vestibule.wiring.Wiring;

/** {@code vestibule move --to URL}. */
@Command(
    name = "move",
    description = {
      "Copy all data from the embedded database into an empty PostgreSQL database, and compare.",
      "Stop the server first. What is interrupted goes on when it is run again.",
      "The embedded database is left as it is."
    })
final class MoveCommand extends ProgramCommand {

  private static final String SETTING = "VESTIBULE_DATABASE_URL";

  @Option(
      names = "--to",
      required = true,
      paramLabel = "URL",
      description = "postgresql://user:password@host[:port]/name; \"-\" reads it from the input.")
  private String target;

  @Override
  public Integer call() throws Exception {
    if (!(program().config().storage().database() instanceof StorageConfig.Database.Embedded source)
        || !Files.exists(source.file())) {
      throw new CommandRefused("there is no embedded database to move");
    }
    StorageConfig.Database wanted = target();
    if (!(wanted instanceof StorageConfig.Database.Postgres)) {
      throw new CommandRefused("--to must be a postgresql:// URL");
    }
    SecureRandom random = new SecureRandom();
    try (ServerLock _ = alone(source);
        Database from = Databases.open(source, random, false);
        Database to = Databases.open(wanted, random, false)) {
      print(Move.run(from, to, program().progress()));
      return 0;
    }
  }

  private static ServerLock alone(StorageConfig.Database.Embedded source) {
    return ServerLock.alone(source.file())
        .orElseThrow(() -> new CommandRefused("a server works on the database; stop it first"));
  }

  /** Checked and hidden as the setting is that the server will have from now on. */
  private StorageConfig.Database target() throws Exception {
    Map<String, String> environment = new HashMap<>(terminal().environment());
    environment.put(SETTING, target.equals("-") ? terminal().line() : target);
    try {
      return Wiring.config(environment, terminal().folder()).storage().database();
    } catch (Config.Invalid invalid) {
      throw new CommandRefused(String.join("\n", invalid.problems()).replace(SETTING, "--to"));
    }
  }

  private void print(Map<String, Checksum> sums) {
    sums.forEach(
        (table, sum) ->
            print(
                new Compared(table, sum.rows(), sum.hex()),
                String.format(
                    Locale.ROOT, "%-16s %12d rows  %s  equal", table, sum.rows(), sum.hex())));
    print(
        new Moved(true),
        "moved; start the servers with this VESTIBULE_DATABASE_URL and the same master key");
  }

  record Compared(String table, long rows, String checksum) {}

  record Moved(boolean moved) {}
}
