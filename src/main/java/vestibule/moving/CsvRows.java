package vestibule.moving;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.QuoteMode;

/**
 * The rows of a file of values between commas, whose first line names the columns. A value that is
 * empty, or the bare {@code NULL} or {@code \N} of MySQL's tools, is none.
 */
public final class CsvRows implements Closeable {

  /** Bare nulls are told from texts in quotes. */
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setIgnoreEmptyLines(true)
          .setQuoteMode(QuoteMode.ALL_NON_NULL)
          .setNullString("NULL")
          .get();

  private static final String NULL = "\\N";
  private static final int BYTE_ORDER_MARK = '\ufeff';

  private final BoundedInput in;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private final List<String> columns;

  private CsvRows(BoundedInput in, CSVParser parser) {
    this.in = in;
    this.parser = parser;
    this.records = parser.iterator();
    this.columns = record().stream().flatMap(CSVRecord::stream).map(CsvRows::orEmpty).toList();
  }

  private static String orEmpty(String value) {
    return value == null ? "" : value;
  }

  /**
   * A row.
   *
   * @param values by the names of the columns; empty where it has more values or less
   */
  public record Row(Optional<Map<String, String>> values) {

    /** Hides the person. */
    @Override
    public String toString() {
      return "Row[]";
    }
  }

  /**
   * Opens a file.
   *
   * @throws BadSource where it names no columns, or one twice
   */
  public static CsvRows of(Place.InFile file) throws IOException {
    BoundedInput in = new BoundedInput(file.open());
    try {
      CsvRows rows = new CsvRows(in, FORMAT.parse(withoutMark(in)));
      if (rows.columns.isEmpty() || new HashSet<>(rows.columns).size() < rows.columns.size()) {
        throw new BadSource("the first line of the file names no columns, or one of them twice");
      }
      return rows;
    } catch (BadSource bad) {
      in.close();
      throw bad;
    } catch (CharacterCodingException noText) {
      in.close();
      throw damaged(1);
    }
  }

  private static BadSource damaged(long line) {
    return new BadSource("the file is no good CSV of UTF-8 about line " + line);
  }

  private static BufferedReader withoutMark(BoundedInput in) throws IOException {
    BufferedReader reader = new BufferedReader(new InputStreamReader(in, UTF_8.newDecoder()));
    reader.mark(1);
    if (reader.read() != BYTE_ORDER_MARK) {
      reader.reset();
    }
    return reader;
  }

  /** What the first line names. */
  public List<String> columns() {
    return columns;
  }

  /**
   * The next row; empty at the end.
   *
   * @throws BadSource where the file is damaged
   */
  public Optional<Row> next() {
    return record().map(this::row);
  }

  private Row row(CSVRecord record) {
    if (record.size() != columns.size()) {
      return new Row(Optional.empty());
    }
    Map<String, String> values = new HashMap<>();
    for (int at = 0; at < columns.size(); at++) {
      String value = record.get(at);
      if (value != null && !value.isEmpty() && !value.equals(NULL)) {
        values.put(columns.get(at), value);
      }
    }
    return new Row(Optional.of(values));
  }

  private Optional<CSVRecord> record() {
    in.begin();
    try {
      return records.hasNext() ? Optional.of(records.next()) : Optional.empty();
    } catch (UncheckedIOException damaged) {
      throw damaged(parser.getCurrentLineNumber());
    }
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
