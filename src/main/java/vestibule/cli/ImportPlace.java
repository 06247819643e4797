package vestibule.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vestibule.cli.shown.CommandRefused;
import vestibule.cli.source.ImportSource;
import vestibule.config.Config;
import vestibule.config.StorageConfig;
import vestibule.core.disk.OwnersOnly;
import vestibule.moving.Place;
import vestibule.wiring.Wiring;
import vestibule.wiring.moving.ForeignDatabase;

/** Finds what {@code --from} means. */
final class ImportPlace implements AutoCloseable {

  private static final String STANDARD_INPUT = "-";
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");
  private static final int DIGITS = 20;
  private static final String DATABASE = "VESTIBULE_DATABASE_URL";

  private final Place place;
  private final Optional<Path> kept;

  private ImportPlace(Place place, Optional<Path> kept) {
    this.place = place;
    this.kept = kept;
  }

  /** No place for this source; the message is for the operator. */
  static final class Unfit extends Exception {
    private static final long serialVersionUID = 1L;

    Unfit(String message) {
      super(message);
    }
  }

  /**
   * The place of that name.
   *
   * @param source whose rows lie there
   * @throws Unfit where this source's rows lie in no such place
   */
  static ImportPlace of(
      String written, ImportSource source, Program.Terminal terminal, StorageConfig storage)
      throws Unfit, IOException {
    Place.Kind kind =
        Files.isDirectory(terminal.folder().resolve(written))
            ? required(Optional.of(Place.Kind.FOLDER), source)
            : kind(written, source);
    if (kind == Place.Kind.DATABASE) {
      Place database = new Place.InDatabase(() -> connection(written, terminal, storage));
      return new ImportPlace(database, Optional.empty());
    }
    if (written.equals(STANDARD_INPUT)) {
      Path kept = keep(terminal);
      return new ImportPlace(new Place.InFile(kept, kind), Optional.of(kept));
    }
    Path file = terminal.folder().resolve(written);
    if (kind == Place.Kind.FOLDER) {
      return new ImportPlace(folder(file, source), Optional.empty());
    }
    if (!Files.isRegularFile(file)) {
      throw new CommandRefused("there is no file " + written);
    }
    return new ImportPlace(new Place.InFile(file, kind), Optional.empty());
  }

  private static Place.Kind kind(String written, ImportSource source) throws Unfit {
    Optional<Place.Kind> told =
        ForeignDatabase.isNamedBy(written)
            ? Optional.of(Place.Kind.DATABASE)
            : Place.Kind.ofFile(written)
                .or(
                    () ->
                        source.places().stream()
                            .filter(kind -> kind != Place.Kind.DATABASE)
                            .findFirst());
    return required(told, source);
  }

  private static Place.Kind required(Optional<Place.Kind> told, ImportSource source) throws Unfit {
    return told.filter(source.places()::contains)
        .orElseThrow(
            () ->
                new Unfit(
                    source.name()
                        + " is read from "
                        + source.places().stream()
                            .map(ImportPlace::words)
                            .collect(Collectors.joining(", or "))));
  }

  private static String words(Place.Kind kind) {
    return switch (kind) {
      case LINES -> "a .jsonl or .ndjson file";
      case JSON -> "a .json file";
      case CSV -> "a .csv file";
      case FOLDER -> "a folder of such files";
      case DATABASE -> "sqlite:FILE or postgresql://…";
    };
  }

  /** Programs number the parts of an export, and 10 comes behind 9. */
  private static Place folder(Path folder, ImportSource source) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      List<Place.InFile> files =
          all.filter(Files::isRegularFile)
              .sorted(Comparator.comparing(ImportPlace::inOrder))
              .flatMap(file -> inFile(file, source).stream())
              .toList();
      if (files.isEmpty()) {
        throw new CommandRefused("no file in " + folder + " can be one of " + source.name());
      }
      return new Place.InFolder(files);
    }
  }

  private static String inOrder(Path file) {
    return NUMBER
        .matcher(file.getFileName().toString())
        .replaceAll(
            number -> "0".repeat(Math.max(0, DIGITS - number.group().length())) + number.group());
  }

  private static Optional<Place.InFile> inFile(Path file, ImportSource source) {
    return Place.Kind.ofFile(file.getFileName().toString())
        .filter(source.places()::contains)
        .map(kind -> new Place.InFile(file, kind));
  }

  private static Connection connection(
      String written, Program.Terminal terminal, StorageConfig storage) {
    if (ForeignDatabase.isSqlite(written)) {
      return ForeignDatabase.sqlite(written, terminal.folder(), storage.nativeDir());
    }
    Map<String, String> environment = new HashMap<>(terminal.environment());
    environment.put(DATABASE, written);
    try {
      return ForeignDatabase.postgres(
          (StorageConfig.Database.Postgres)
              Wiring.config(environment, terminal.folder()).storage().database());
    } catch (Config.Invalid invalid) {
      throw new CommandRefused(String.join("\n", invalid.problems()).replace(DATABASE, "--from"));
    }
  }

  /** Standard input is read more than once too, and so kept in a file meanwhile. */
  private static Path keep(Program.Terminal terminal) throws IOException {
    Path kept = Files.createTempFile("vestibule-import", "", OwnersOnly.FILE);
    try (var out = Files.newOutputStream(kept)) {
      terminal.in().transferTo(out);
    }
    return kept;
  }

  Place place() {
    return place;
  }

  @Override
  public void close() throws IOException {
    if (kept.isPresent()) {
      Files.deleteIfExists(kept.get());
    }
  }
}
