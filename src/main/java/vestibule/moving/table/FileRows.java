package vestibule.moving.table;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import vestibule.moving.CsvRows;
import vestibule.moving.JsonRows;
import vestibule.moving.Place;

/** The rows of a table in a file: of CSV, or of objects of JSON whose keys are the columns. */
sealed interface FileRows extends Rows {

  /** Begins to read. */
  static FileRows of(Place.InFile file, Mapping mapping) throws IOException {
    return switch (file.kind()) {
      case CSV -> OfCsv.of(CsvRows.of(file), mapping);
      case LINES, JSON -> new OfJson(JsonRows.of(file, List.of()));
      case FOLDER, DATABASE -> throw new IllegalStateException("no file");
    };
  }

  @Override
  default List<Cells> asked(Field.Query query, Optional<Object> id) {
    return List.of();
  }

  /** Values between commas. */
  record OfCsv(CsvRows csv) implements FileRows {

    static OfCsv of(CsvRows csv, Mapping mapping) throws IOException {
      try {
        Set<String> columns = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        columns.addAll(csv.columns());
        BadMap.requireColumns(mapping.columns(), columns);
        return new OfCsv(csv);
      } catch (BadMap bad) {
        csv.close();
        throw bad;
      }
    }

    @Override
    public Optional<Row> next() throws IOException {
      return csv.next().map(row -> new Row(row.values().map(OfCsv::cells)));
    }

    private static Cells cells(Map<String, String> values) {
      Cells cells = new Cells();
      values.forEach(cells::put);
      return cells;
    }

    @Override
    public void close() throws IOException {
      csv.close();
    }
  }

  /** Objects. */
  record OfJson(JsonRows json) implements FileRows {

    @Override
    public Optional<Row> next() throws IOException {
      return json.next()
          .map(row -> new Row(row.value().filter(JsonNode::isObject).map(OfJson::cells)));
    }

    private static Cells cells(JsonNode object) {
      Cells cells = new Cells();
      object
          .properties()
          .forEach(
              one -> {
                if (!one.getValue().isNull()) {
                  cells.put(one.getKey(), value(one.getValue()));
                }
              });
      return cells;
    }

    private static Object value(JsonNode value) {
      if (value.isArray()) {
        return value.valueStream().filter(one -> !one.isNull()).map(OfJson::text).toList();
      }
      return text(value);
    }

    private static String text(JsonNode value) {
      return value.isContainer() ? value.toString() : value.asString();
    }

    @Override
    public void close() throws IOException {
      json.close();
    }
  }
}
