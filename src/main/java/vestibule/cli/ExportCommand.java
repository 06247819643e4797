package vestibule.cli;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vestibule.cli.shown.CommandRefused;
import vestibule.core.disk.OwnersOnly;
import vestibule.moving.export.Export;
import vestibule.store.engine.Database;
import vestibule.store.engine.Migrations;
import vestibule.store.sql.SqlPeople;
import vestibule.wiring.Databases;

/** {@code vestibule export FILE}. */
@Command(
    name = "export",
    description = {
      "Write all people in our own form, as they are at one moment, a line of JSON each, by their",
      "ids; servers go on meanwhile. vestibule import jsonl reads it."
    })
final class ExportCommand extends ProgramCommand {

  private static final int BUFFER = 1 << 16;
  private static final String STANDARD_OUTPUT = "-";

  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = {
        "The file to make, of mode 0600, packed with gzip where its name ends with .gz; \"-\" is",
        "standard output."
      })
  private Path file;

  @Option(
      names = "--hashes",
      description = {
        "With the hashes of passwords: ours, and those of other systems as they are kept. Whoever",
        "has the file can try passwords on them."
      })
  private boolean hashes;

  @Override
  public Integer call() throws Exception {
    try (Database database =
        Databases.open(program().config().storage().database(), new SecureRandom(), false)) {
      Migrations.check(database);
      try (SqlPeople people = SqlPeople.of(database, hashes)) {
        Export export = new Export(people, program().progress());
        if (file.toString().equals(STANDARD_OUTPUT)) {
          tell(printed(export));
        } else {
          Export.Summary summary = written(export, terminal().folder().resolve(file));
          print(new Made(file.toString(), summary), text(summary) + " to " + file);
        }
        return 0;
      }
    }
  }

  /** The people are what a program reads there, so how many they were is told on the other. */
  private void tell(Export.Summary summary) {
    terminal().err().println(program().isJson() ? Program.json(summary) : text(summary));
  }

  private Export.Summary printed(Export export) throws IOException {
    Export.Summary summary = export.write(new BufferedOutputStream(terminal().out(), BUFFER));
    if (terminal().out().checkError()) {
      throw new CommandRefused("standard output has not taken all of it");
    }
    return summary;
  }

  /** Whole and synced under another name first. */
  private Export.Summary written(Export export, Path whole) throws IOException {
    if (Files.exists(whole)) {
      throw new CommandRefused(file + " exists; an export is never overwritten");
    }
    Path partial = whole.resolveSibling(whole.getFileName() + ".partial");
    Files.deleteIfExists(partial);
    Files.createFile(partial, OwnersOnly.FILE);
    try (FileOutputStream raw = new FileOutputStream(partial.toFile())) {
      Export.Summary summary =
          file.toString().endsWith(".gz")
              ? packed(export, raw)
              : export.write(new BufferedOutputStream(raw, BUFFER));
      raw.getFD().sync();
      Files.move(partial, whole, StandardCopyOption.ATOMIC_MOVE);
      return summary;
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  private static Export.Summary packed(Export export, OutputStream raw) throws IOException {
    GZIPOutputStream packed = new GZIPOutputStream(raw, BUFFER);
    Export.Summary summary = export.write(new BufferedOutputStream(packed, BUFFER));
    packed.finish();
    return summary;
  }

  private String text(Export.Summary summary) {
    return String.format(
        Locale.ROOT,
        "wrote %,d people%s%s",
        summary.people(),
        hashes ? String.format(Locale.ROOT, ", %,d hashes", summary.hashes()) : "",
        summary.withoutLogin() == 0
            ? ""
            : String.format(
                Locale.ROOT, "; left out %,d whom nothing names", summary.withoutLogin()));
  }

  record Made(String file, @JsonUnwrapped Export.Summary summary) {}
}
