package vestibule.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vestibule.cli.shown.CommandRefused;
import vestibule.cli.source.ImportSource;
import vestibule.config.Config;
import vestibule.config.StorageConfig;
import vestibule.core.arrival.Arrivals;
import vestibule.core.arrival.ImportReports;
import vestibule.core.disk.OwnersOnly;
import vestibule.core.password.ForeignHashes;
import vestibule.core.store.operator.ImportReport;
import vestibule.moving.Addresses;
import vestibule.moving.BadSource;
import vestibule.moving.ImportRun;
import vestibule.moving.Place;
import vestibule.moving.Reading;
import vestibule.moving.Report;
import vestibule.moving.Source;
import vestibule.moving.table.MappedSource;
import vestibule.moving.table.Mapping;
import vestibule.moving.table.Presets;
import vestibule.store.engine.Database;
import vestibule.store.transfer.Backup;
import vestibule.wiring.Databases;
import vestibule.wiring.Foundation;
import vestibule.wiring.Wiring;
import vestibule.wiring.moving.ImportLease;

/** {@code vestibule import SOURCE --from PLACE}. */
@Command(
    name = "import",
    description = {
      "Let people in from another system, with their ids, names, addresses and passwords, while",
      "servers go on. Nobody is mailed. A second run changes nothing; one that was killed goes on",
      "with --resume."
    },
    subcommands = {ImportSubcommands.MapOf.class, ImportSubcommands.IdsOf.class})
final class ImportCommand extends ProgramCommand {

  /** Some rows were refused; all others are in. */
  private static final int SOME_REFUSED = 4;

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "SOURCE",
      description = {
        "What the people come from: jsonl, our own form; table, by a map; a system whose export",
        "is known: django, keycloak, kratos, supertokens, auth0, firebase, cognito; or whose map"
            + " is:",
        "supabase, wordpress, laravel, devise, aspnet, better-auth, lucia, pocketbase."
      })
  private String kind;

  @Option(
      names = "--from",
      paramLabel = "PLACE",
      description = {
        "A .json, .jsonl, .ndjson or .csv file, or one with .gz; \"-\" is standard input.",
        "Of an export, a folder of such files too; of a database, sqlite:FILE or"
            + " postgresql://user:password@host/name."
      })
  private String place;

  @Option(
      names = "--map",
      paramLabel = "FILE",
      description = "YAML: which columns of a table are what, in place of the map that SOURCE has.")
  private Path map;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      defaultValue = "UTC",
      description = "The time zone of times that have none.")
  private String zone;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description =
          "Under which name the old ids are remembered, if not under the map's or SOURCE.")
  private String source;

  @Option(names = "--dry-run", description = "Try it on a copy of the database, and report.")
  private boolean dryRun;

  @Option(names = "--report", paramLabel = "FILE", description = "A line of JSON for each row.")
  private Path report;

  @Option(names = "--resume", description = "Go on behind what an earlier run has done.")
  private boolean resume;

  @Option(
      names = "--ids",
      paramLabel = "keep|new",
      defaultValue = "keep",
      description = "Whether whole numbers stay the ids that they are.")
  private String ids;

  @Option(
      names = "--addresses",
      paramLabel = "verified|unverified|source",
      defaultValue = "source",
      description = "Which addresses count as confirmed; source: those that were it there.")
  private String addresses;

  @Option(
      names = "--existing",
      paramLabel = "keep|update",
      defaultValue = "keep",
      description = {
        "What becomes of people who have come before: update brings them up to date, but never",
        "puts a password over one that was chosen here."
      })
  private String existing;

  @Option(
      names = "--with",
      paramLabel = "KEYNAME",
      description = {
        "The key of the setting foreign-hashes by which hashes are read that need one and name",
        "none."
      })
  private String key;

  @Override
  public Integer call() throws Exception {
    if (kind == null) {
      throw wrongUsage("SOURCE is missing");
    }
    ImportSource known =
        ImportSource.named(kind).orElseThrow(() -> wrongUsage("there is no source " + kind));
    if (place == null) {
      throw wrongUsage("--from is missing");
    }
    Config config = program().config();
    try (ImportPlace from = ImportPlace.of(place, known, terminal(), config.storage())) {
      Rows rows = rows(known, from.place());
      return dryRun ? tried(config, rows) : done(config, rows);
    } catch (ImportPlace.Unfit unfit) {
      throw wrongUsage(unfit.getMessage());
    } catch (BadSource | ImportRun.IdsTaken refused) {
      throw new CommandRefused(refused.getMessage());
    }
  }

  /** How the rows of a source are read, with what judges their hashes. */
  @FunctionalInterface
  private interface Opened {
    Source.Opener with(ForeignHashes passwords);
  }

  private record Rows(String source, Opened opened) {}

  private Rows rows(ImportSource known, Place from) throws IOException {
    return switch (known) {
      case ImportSource.Known reader when map != null ->
          throw wrongUsage(reader.name() + " takes no --map");
      case ImportSource.Known reader -> rows(reader.name(), reader.opening(), from);
      case ImportSource.Read(ImportSource.Known reader) when map == null ->
          rows(reader.name(), reader.opening(), from);
      case ImportSource.Read read -> rows(mapping(read.name()), from);
      case ImportSource.Mapped mapped when map == null && !mapped.complete() ->
          throw wrongUsage(mapped.name() + " needs --map");
      case ImportSource.Mapped mapped -> rows(mapping(mapped.name()), from);
    };
  }

  private Rows rows(Mapping mapping, Place from) {
    Instant began = Instant.now();
    return rows(
        mapping.source(),
        (place, reading) -> MappedSource.of(place, mapping, reading, began),
        from);
  }

  private Rows rows(String usual, ImportSource.Opening opening, Place from) {
    String name = source == null ? usual : source;
    if (!name.matches("[a-z0-9][a-z0-9._-]{0,63}")) {
      throw wrongUsage("a source takes small letters, digits, dots, dashes and underscores");
    }
    Addresses counted =
        Addresses.valueOf(
            chosen("--addresses", addresses, "verified", "unverified", "source")
                .toUpperCase(Locale.ROOT));
    ZoneId there = zone();
    return new Rows(
        name,
        passwords ->
            () ->
                opening.open(
                    from, new Reading(counted, passwords, Optional.ofNullable(key), there)));
  }

  private Mapping mapping(String system) throws IOException {
    String yaml =
        map == null ? Presets.map(system) : Files.readString(terminal().folder().resolve(map));
    Mapping mapping = Mapping.read(yaml, zone());
    return key == null ? mapping : mapping.with(key);
  }

  private ZoneId zone() {
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException unknown) {
      throw wrongUsage("--zone takes a name as Europe/Berlin");
    }
  }

  /** On a copy, so that its report says what the true run's will. */
  private int tried(Config config, Rows rows) throws Exception {
    Path folder = Files.createTempDirectory("vestibule-dry-run", OwnersOnly.FOLDER);
    Path copy = folder.resolve("copy.db");
    try {
      SecureRandom random = new SecureRandom();
      StorageConfig storage = config.storage();
      try (Database database = Databases.open(storage.database(), random, false)) {
        new Backup(database, copy, program().progress(), random).write();
      }
      StorageConfig.Database there = new StorageConfig.Database.Embedded(copy, storage.nativeDir());
      return done(config.with(storage.with(there)), rows);
    } finally {
      for (String left : List.of("copy.db", "copy.db-wal", "copy.db-shm")) {
        Files.deleteIfExists(folder.resolve(left));
      }
      Files.deleteIfExists(folder);
    }
  }

  private int done(Config config, Rows rows) throws Exception {
    try (Foundation foundation = Foundation.ofImport(config, program().surroundings());
        ImportLease lease = ImportLease.take(foundation)) {
      Arrivals arrivals = foundation.core().arrivals();
      Arrivals.Terms terms =
          new Arrivals.Terms(
              rows.source(),
              chosen("--ids", ids, "keep", "new").equals("keep"),
              List.of(),
              chosen("--existing", existing, "keep", "update").equals("update"),
              Wiring.operatorVisit(config));
      Source.Opener opener = rows.opened().with(foundation.hashing().foreign());
      long from = resume ? arrivals.done(rows.source()) : 0;
      try (Report told = report(rows.source(), from)) {
        ImportRun run = new ImportRun(arrivals, terms, opener, program().progress());
        ImportReports reports = new ImportReports(foundation.core().changes());
        ImportReport.Run noted = reports.begin(rows.source(), from);
        Report.Summary summary =
            run.run(
                from,
                told,
                () -> {
                  lease.keep();
                  reports.note(noted, told.soFar().counts());
                });
        reports.end(noted, summary.counts());
        run.notices().forEach(program()::warn);
        print(summary, text(summary));
        return summary.outcomes().refused() > 0 ? SOME_REFUSED : 0;
      }
    }
  }

  private Report report(String name, long from) throws IOException {
    return report == null
        ? Report.unwritten(name, dryRun)
        : Report.into(terminal().folder().resolve(report), name, from, dryRun);
  }

  private String chosen(String option, String given, String... known) {
    if (!List.of(known).contains(given)) {
      throw wrongUsage(option + " is one of " + String.join(", ", known));
    }
    return given;
  }

  private String text(Report.Summary summary) {
    String counted =
        String.format(
            Locale.ROOT,
            "%s%,d rows: %,d imported, %,d updated, %,d unchanged, %,d refused",
            dryRun ? "dry run: " : "",
            summary.rows(),
            summary.outcomes().imported(),
            summary.outcomes().updated(),
            summary.outcomes().unchanged(),
            summary.outcomes().refused());
    String why =
        summary.reasons().entrySet().stream()
            .map(one -> one.getKey() + " " + one.getValue())
            .collect(Collectors.joining(", "));
    String warned =
        summary.warnings().entrySet().stream()
            .map(one -> one.getKey() + " " + one.getValue())
            .collect(Collectors.joining(", "));
    return counted
        + (why.isEmpty() ? "" : "\nrefused: " + why)
        + (warned.isEmpty() ? "" : "\nwarnings: " + warned);
  }
}
