package vestibule.store.sql;

import java.util.List;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** One statement for many rows, which takes one round trip to a database elsewhere. */
record SqlBatch(Handle handle) {

  /** How many rows each one changed, in their order; less than 0 where PostgreSQL does not tell. */
  <T> int[] run(String sql, List<T> rows, BiConsumer<PreparedBatch, T> bind) {
    if (rows.isEmpty()) {
      return new int[0];
    }
    try (PreparedBatch batch = handle.prepareBatch(sql)) {
      for (T row : rows) {
        bind.accept(batch, row);
        batch.add();
      }
      return batch.execute();
    }
  }
}
