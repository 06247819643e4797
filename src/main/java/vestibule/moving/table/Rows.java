package vestibule.moving.table;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The rows of a table, wherever it lies. */
interface Rows extends Closeable {

  /**
   * A row.
   *
   * @param cells empty where it is damaged
   */
  record Row(Optional<Cells> cells) {}

  /** The next one; empty at the end. */
  Optional<Row> next() throws IOException;

  /** What a query gives of a row with this id. */
  List<Cells> asked(Field.Query query, Optional<Object> id);
}
