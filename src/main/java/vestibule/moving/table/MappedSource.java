package vestibule.moving.table;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import vestibule.core.arrival.Outcome.Reason;
import vestibule.moving.Incoming;
import vestibule.moving.Place;
import vestibule.moving.Reading;
import vestibule.moving.Source;

/** The people of a table, by a map. */
public final class MappedSource implements Source {

  private final Rows rows;
  private final Mapping mapping;
  private final Reading reading;
  private final Instant now;

  private MappedSource(Rows rows, Mapping mapping, Reading reading, Instant now) {
    this.rows = rows;
    this.mapping = mapping;
    this.reading = reading;
    this.now = now;
  }

  /**
   * Begins to read.
   *
   * @param now when the import began
   * @throws BadMap when the map cannot be used there
   */
  public static MappedSource of(Place place, Mapping mapping, Reading reading, Instant now)
      throws IOException {
    return switch (place) {
      case Place.InDatabase database ->
          new MappedSource(DatabaseRows.of(database.connect(), mapping), mapping, reading, now);
      case Place.InFile file -> {
        Mapping ofFile = mapping.ofFile();
        yield new MappedSource(FileRows.of(file, ofFile), ofFile, reading, now);
      }
      case Place.InFolder _ -> throw new IllegalStateException("no table");
    };
  }

  @Override
  public Optional<Incoming> next() throws IOException {
    return rows.next()
        .map(
            row ->
                row.cells()
                    .map(this::incoming)
                    .orElseGet(() -> Incoming.refused("", Reason.ROW_DAMAGED, "")));
  }

  private Incoming incoming(Cells cells) {
    Optional<Object> id = cells.find(mapping.rows().id());
    return reading.of(new MappedRow(mapping, cells, query -> rows.asked(query, id), now).row());
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
