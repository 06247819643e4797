package vestibule.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vestibule.cli.shown.CommandRefused;
import vestibule.config.StorageConfig;
import vestibule.crypto.MasterKey;
import vestibule.store.engine.Database;
import vestibule.store.sqlite.SqliteLibrary;
import vestibule.store.transfer.Restore;
import vestibule.wiring.DataFolder;
import vestibule.wiring.Databases;

/** {@code vestibule restore FILE}. */
@Command(
    name = "restore",
    description = {
      "Bring a backup into the configured database, which must not exist or be empty.",
      "The master key must be the one that the backed-up database was used with."
    })
final class RestoreCommand extends ProgramCommand {

  private static final SecureRandom RANDOM = new SecureRandom();

  @Parameters(index = "0", paramLabel = "FILE", description = "The backup; it is only read.")
  private Path file;

  @Option(
      names = "--new-keys",
      description = "Without the old master key: sealed keys are given up, and every session ends.")
  private boolean newKeys;

  @Override
  public Integer call() throws Exception {
    StorageConfig storage = program().config().storage();
    Path folder = storage.dataDir();
    DataFolder.prepare(folder);
    SqliteLibrary.load(storage.nativeDir());
    Path work = folder.resolve("restoring-" + ProcessHandle.current().pid() + ".db");
    try (Restore restore = Restore.of(terminal().folder().resolve(file), work, RANDOM)) {
      if (!newKeys) {
        requireKey(restore, storage);
      }
      int ended = newKeys ? restore.endSessions(Instant.now()) : 0;
      bring(restore, storage.database());
      if (newKeys && !Files.exists(storage.masterKeyFile())) {
        MasterKey.create(storage.masterKeyFile(), RANDOM);
        note("made " + storage.masterKeyFile());
      }
      print(
          new Restored(file.toString(), ended),
          "restored " + file + (newKeys ? "; " + ended + " sessions have ended" : ""));
      return 0;
    }
  }

  /** Said on the error stream, beside the outcome. */
  private void note(String text) {
    terminal().err().println(program().isJson() ? Program.json(new Note(text)) : text);
  }

  private void bring(Restore restore, StorageConfig.Database database) {
    switch (database) {
      case StorageConfig.Database.Embedded embedded -> restore.become(embedded.file());
      case StorageConfig.Database.Postgres postgres -> {
        try (Database target = Databases.open(postgres, RANDOM, false)) {
          restore.into(target, program().progress());
        }
      }
    }
  }

  private static void requireKey(Restore restore, StorageConfig storage) throws IOException {
    Optional<String> wanted = restore.keyCheck();
    if (wanted.isEmpty()) {
      return;
    }
    Path key = storage.masterKeyFile();
    if (!Files.exists(key)) {
      throw withoutKey("the master key of the backed-up database is needed in " + key);
    }
    if (!MasterKey.read(key).checkValue().equals(wanted.get())) {
      throw withoutKey("the master key in " + key + " is not the one of the backed-up database");
    }
  }

  private static CommandRefused withoutKey(String why) {
    return new CommandRefused(why + "; --new-keys restores without it and ends all sessions");
  }

  record Restored(String file, int sessionsEnded) {}

  record Note(String note) {}
}
