package vestibule.cli.source;

import static vestibule.moving.Place.Kind.CSV;
import static vestibule.moving.Place.Kind.FOLDER;
import static vestibule.moving.Place.Kind.JSON;
import static vestibule.moving.Place.Kind.LINES;

import java.io.IOException;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import vestibule.moving.JsonSource;
import vestibule.moving.Place;
import vestibule.moving.Reading;
import vestibule.moving.Source;
import vestibule.moving.exports.Exports;

/** What people can come from: a system whose exports are known, or any tables by a map. */
public sealed interface ImportSource {

  /** All that there are. */
  List<ImportSource> ALL =
      List.of(
          ofFile("jsonl", List.of(Place.Kind.LINES, Place.Kind.JSON), JsonSource::own),
          new Read(ofDatabase("django", Exports::django)),
          ofFiles("keycloak", List.of(JSON, LINES), Exports::keycloak),
          ofFiles("kratos", List.of(JSON, LINES), Exports::kratos),
          ofBoth("supertokens", List.of(JSON, LINES), Exports::superTokens, Exports::superTokens),
          ofFiles("auth0", List.of(LINES, JSON, CSV), Exports::auth0),
          ofFiles("firebase", List.of(JSON, LINES, CSV), Exports::firebase),
          ofFiles("cognito", List.of(JSON, LINES, CSV), Exports::cognito),
          new Mapped("table", false),
          new Mapped("supabase", true),
          new Mapped("wordpress", true),
          new Mapped("laravel", true),
          new Mapped("devise", true),
          new Mapped("aspnet", true),
          new Mapped("better-auth", true),
          new Mapped("lucia", true),
          new Mapped("pocketbase", true));

  /** As the command line calls it. */
  String name();

  /** Where it can be; a file whose name does not tell, and standard input, is the first kind. */
  List<Place.Kind> places();

  /** Whether there is a map of it to be adapted. */
  boolean hasMap();

  /** The one of this name. */
  static Optional<ImportSource> named(String name) {
    return ALL.stream().filter(one -> one.name().equals(name)).findFirst();
  }

  /** A system whose exports have a reader. */
  record Known(String name, List<Place.Kind> places, Opening opening) implements ImportSource {

    @Override
    public boolean hasMap() {
      return false;
    }
  }

  /** A system whose tables have a reader; a map that is given takes its place. */
  record Read(Known reader) implements ImportSource {

    @Override
    public String name() {
      return reader.name();
    }

    @Override
    public List<Place.Kind> places() {
      return reader.places();
    }

    @Override
    public boolean hasMap() {
      return true;
    }
  }

  /**
   * Tables by a map.
   *
   * @param complete whether its own map will do, or is an example
   */
  record Mapped(String name, boolean complete) implements ImportSource {

    @Override
    public List<Place.Kind> places() {
      return List.of(Place.Kind.DATABASE, Place.Kind.CSV, Place.Kind.JSON, Place.Kind.LINES);
    }

    @Override
    public boolean hasMap() {
      return true;
    }
  }

  /** Begins to read. */
  @FunctionalInterface
  interface Opening {
    Source open(Place place, Reading reading) throws IOException;
  }

  /** Begins to read a file. */
  @FunctionalInterface
  interface FileOpening {
    Source open(Place.InFile file, Reading reading) throws IOException;
  }

  /** Begins to read files, one after the other. */
  @FunctionalInterface
  interface FilesOpening {
    Source open(List<Place.InFile> files, Reading reading) throws IOException;
  }

  /** Begins to read a database, whose connection is closed with the source. */
  @FunctionalInterface
  interface DatabaseOpening {
    Source open(Connection connection, Reading reading) throws IOException;
  }

  /** A system that exports files. */
  static Known ofFile(String name, List<Place.Kind> kinds, FileOpening opening) {
    return new Known(
        name,
        kinds,
        (place, reading) ->
            switch (place) {
              case Place.InFile file -> opening.open(file, reading);
              case Place.InFolder _, Place.InDatabase _ ->
                  throw new IllegalStateException("no file");
            });
  }

  /** A system that exports one file or several. */
  static Known ofFiles(String name, List<Place.Kind> kinds, FilesOpening opening) {
    return new Known(
        name,
        Stream.concat(kinds.stream(), Stream.of(FOLDER)).toList(),
        (place, reading) -> opening.open(files(place), reading));
  }

  private static List<Place.InFile> files(Place place) {
    return switch (place) {
      case Place.InFile file -> List.of(file);
      case Place.InFolder(List<Place.InFile> files) -> files;
      case Place.InDatabase _ -> throw new IllegalStateException("no file");
    };
  }

  /** A system whose database is read. */
  static Known ofDatabase(String name, DatabaseOpening opening) {
    return new Known(
        name,
        List.of(Place.Kind.DATABASE),
        (place, reading) ->
            switch (place) {
              case Place.InDatabase database -> opening.open(database.connect(), reading);
              case Place.InFile _, Place.InFolder _ ->
                  throw new IllegalStateException("no database");
            });
  }

  /** A system that exports files, and whose database can be read too. */
  static Known ofBoth(
      String name, List<Place.Kind> kinds, FilesOpening files, DatabaseOpening database) {
    Known exports = ofFiles(name, kinds, files);
    Known tables = ofDatabase(name, database);
    return new Known(
        name,
        Stream.concat(exports.places().stream(), tables.places().stream()).toList(),
        (place, reading) ->
            (place.kind() == Place.Kind.DATABASE ? tables : exports)
                .opening()
                .open(place, reading));
  }
}
