package vestibule.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import vestibule.config.StorageConfig;
import vestibule.core.audit.Verification;
import vestibule.store.engine.Database;
import vestibule.store.transfer.Backup;
import vestibule.wiring.BackupDrill;
import vestibule.wiring.DataFolder;
import vestibule.wiring.Databases;

/** {@code vestibule backup FILE}. */
@Command(
    name = "backup",
    description = {
      "Write all data, as it is at one moment, into one new file; servers go on meanwhile.",
      "The master key is not in it: keep that apart, as the backup is of little use without."
    },
    subcommands = BackupCommand.Verify.class)
final class BackupCommand extends ProgramCommand {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FILE",
      description = "The file to make, of mode 0600.")
  private Path file;

  @Override
  public Integer call() throws Exception {
    if (file == null) {
      throw wrongUsage("name the file to make, or verify and one that was made");
    }
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

  /** {@code vestibule backup verify FILE}. */
  @Command(
      name = "verify",
      description = {
        "Restore a backup into a database that is thrown away, and look through it: whether it is",
        "whole, how many rows came out, whether the master key opens all that is sealed, and",
        "whether the audit trail is what was sealed. Servers and their database are left alone."
      })
  static final class Verify extends ProgramCommand {

    @Parameters(index = "0", paramLabel = "FILE", description = "The backup; it is only read.")
    private Path file;

    @Override
    public Integer call() throws Exception {
      StorageConfig storage = program().config().storage();
      DataFolder.prepare(storage.dataDir());
      Path work = storage.dataDir().resolve("verifying-" + ProcessHandle.current().pid() + ".db");
      Path whole = terminal().folder().resolve(file);
      BackupDrill.Report report = new BackupDrill(storage, new SecureRandom()).of(whole, work);
      print(
          new Verified(
              file.toString(),
              Files.size(whole),
              report.isGood(),
              Drilled.of(report),
              report.findings()),
          text(report));
      return report.isGood() ? 0 : Failure.REFUSED;
    }

    private String text(BackupDrill.Report report) {
      Drilled drilled = Drilled.of(report);
      String found =
          String.format(
              Locale.ROOT,
              "%d accounts, %d sessions; %d sealed secrets open; %d seals over %d events",
              report.rows().getOrDefault("account", 0L),
              report.rows().getOrDefault("session", 0L),
              drilled.secrets(),
              drilled.seals(),
              drilled.events());
      return found
          + "\n"
          + (report.isGood()
              ? file + " is good: it was restored, and thrown away again."
              : String.join("\n", report.findings()));
    }
  }

  record Verified(String file, long bytes, boolean good, Drilled restored, List<String> findings) {}

  /** What came out of a backup. */
  record Drilled(SortedMap<String, Long> rows, int secrets, long seals, long events) {

    static Drilled of(BackupDrill.Report report) {
      return new Drilled(
          report.rows(),
          report.secrets(),
          report.trail().map(Verification.Report::seals).orElse(0L),
          report.trail().map(Verification.Report::events).orElse(0L));
    }
  }
}
