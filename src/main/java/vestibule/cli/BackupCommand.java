package vestibule.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import vestibule.store.engine.Database;
import vestibule.store.transfer.Backup;
import vestibule.wiring.Databases;

/** {@code vestibule backup FILE}. */
@Command(
    name = "backup",
    description = {
      "Write all data, as it is at one moment, into one new file; servers go on meanwhile.",
      "The master key is not in it: keep that apart, as the backup is of little use without."
    })
final class BackupCommand extends ProgramCommand {

  @Parameters(index = "0", paramLabel = "FILE", description = "The file to make, of mode 0600.")
  private Path file;

  @Override
  public Integer call() throws Exception {
    SecureRandom random = new SecureRandom();
    try (Database database =
        Databases.open(program().config().storage().database(), random, false)) {
      Path whole = terminal().folder().resolve(file);
      long bytes = new Backup(database, whole, program().progress(), random).write();
      print(
          new Made(file.toString(), bytes),
          String.format(
              Locale.ROOT, "made %s, %,d bytes; the master key is not in it", file, bytes));
      return 0;
    }
  }

  record Made(String file, long bytes) {}
}
