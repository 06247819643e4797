package vestibule.moving.exports;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import vestibule.moving.JsonRows;
import vestibule.moving.Place;

/** The rows of several files, one file after the other. */
final class InTurn implements JsonRows {

  private final Iterator<Place.InFile> files;
  private final Opening opening;
  private Optional<JsonRows> current = Optional.empty();

  private InTurn(List<Place.InFile> files, Opening opening) {
    this.files = files.iterator();
    this.opening = opening;
  }

  /** Opens one of them. */
  @FunctionalInterface
  interface Opening {
    JsonRows of(Place.InFile file) throws IOException;
  }

  /** Begins with the first file. */
  static InTurn of(List<Place.InFile> files, Opening opening) {
    return new InTurn(files, opening);
  }

  @Override
  public Optional<Row> next() throws IOException {
    Optional<Row> row = current.isPresent() ? current.get().next() : Optional.empty();
    while (row.isEmpty() && files.hasNext()) {
      close();
      current = Optional.of(opening.of(files.next()));
      row = current.get().next();
    }
    return row;
  }

  @Override
  public void close() throws IOException {
    if (current.isPresent()) {
      current.get().close();
      current = Optional.empty();
    }
  }
}
