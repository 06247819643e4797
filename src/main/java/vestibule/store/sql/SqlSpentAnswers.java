package vestibule.store.sql;

import java.time.Instant;
import org.jdbi.v3.core.Handle;
import vestibule.core.store.once.SpentAnswerStore;
import vestibule.store.engine.Columns;

/** The spent solutions of a database. */
record SqlSpentAnswers(Handle handle) implements SpentAnswerStore {

  private static final String SPEND =
      """
      insert into spent_answer (answer, expires_at) values (:answer, :end)
      on conflict (answer) do nothing
      """;

  @Override
  public boolean spend(String answer, Instant end) {
    return handle
            .createUpdate(SPEND)
            .bind("answer", answer)
            .bind("end", Columns.micros(end))
            .execute()
        == 1;
  }
}
