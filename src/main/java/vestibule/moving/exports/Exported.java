package vestibule.moving.exports;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import vestibule.core.arrival.Outcome.Reason;
import vestibule.moving.Incoming;
import vestibule.moving.JsonRows;
import vestibule.moving.OwnRow;
import vestibule.moving.Reading;
import vestibule.moving.Source;

/** The people of an export. */
final class Exported implements Source {

  private final JsonRows rows;
  private final Reader reader;
  private final Reading reading;
  private final Notices notices;
  private final Map<String, Set<String>> roles;

  /** Tells of a person; nothing for what is there and is none. */
  @FunctionalInterface
  interface Reader {
    Optional<OwnRow> person(JsonNode row) throws IOException;
  }

  /**
   * People whom a reader tells of.
   *
   * @param rows are closed with this
   * @param notices what the reader finds wrong with the whole
   */
  Exported(JsonRows rows, Reader reader, Reading reading, Notices notices) {
    this(rows, reader, reading, notices, Map.of());
  }

  /** The same of a system whose roles permit something. */
  Exported(
      JsonRows rows,
      Reader reader,
      Reading reading,
      Notices notices,
      Map<String, Set<String>> roles) {
    this.rows = rows;
    this.reader = reader;
    this.reading = reading;
    this.notices = notices;
    this.roles = roles;
  }

  @Override
  public Optional<Incoming> next() throws IOException {
    Optional<JsonRows.Row> row = rows.next();
    while (row.isPresent()) {
      Optional<Incoming> incoming = incoming(row.get());
      if (incoming.isPresent()) {
        return incoming;
      }
      row = rows.next();
    }
    return Optional.empty();
  }

  private Optional<Incoming> incoming(JsonRows.Row row) throws IOException {
    Optional<JsonNode> person = row.value().filter(JsonNode::isObject);
    return person.isEmpty()
        ? Optional.of(Incoming.refused("", Reason.ROW_DAMAGED, ""))
        : reader.person(person.get()).map(reading::of);
  }

  @Override
  public Map<String, Set<String>> roles() {
    return roles;
  }

  @Override
  public List<String> notices() {
    return notices.words();
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
