package vestibule.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import vestibule.config.Config;
import vestibule.config.StorageConfig;
import vestibule.core.disk.OwnersOnly;
import vestibule.moving.Place;
import vestibule.wiring.ForeignDatabase;
import vestibule.wiring.Wiring;

/** Finds what {@code --from} means. */
final class ImportPlace implements AutoCloseable {

  private static final String STANDARD_INPUT = "-";
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
    Place.Kind kind = kind(written, source);
    if (kind == Place.Kind.DATABASE) {
      Place database = new Place.InDatabase(() -> connection(written, terminal, storage));
      return new ImportPlace(database, Optional.empty());
    }
    if (written.equals(STANDARD_INPUT)) {
      Path kept = keep(terminal);
      return new ImportPlace(new Place.InFile(kept, kind), Optional.of(kept));
    }
    Path file = terminal.folder().resolve(written);
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
      case DATABASE -> "sqlite:FILE or postgresql://…";
    };
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
