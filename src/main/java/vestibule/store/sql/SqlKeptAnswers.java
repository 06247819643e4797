package vestibule.store.sql;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import vestibule.core.store.once.KeptAnswerStore;
import vestibule.store.engine.Columns;

/** The requests of a database that may be sent once more. */
record SqlKeptAnswers(Handle handle) implements KeptAnswerStore {

  private static final String INSERT =
      """
      insert into kept_answer (request, content, holder, answer, expires_at)
      values (:request, :content, :holder, :answer, :expires)
      on conflict (request) do nothing
      """;

  @Override
  public boolean insert(String request, Row row) {
    return handle
            .createUpdate(INSERT)
            .bind("request", request)
            .bind("content", row.content())
            .bind("holder", row.holder())
            .bind("answer", row.answer().orElse(null))
            .bind("expires", Columns.micros(row.expires()))
            .execute()
        == 1;
  }

  private static final String FIND =
      "select content, holder, answer, expires_at from kept_answer where request = :request";

  @Override
  public Optional<Row> find(String request) {
    return handle
        .createQuery(FIND)
        .bind("request", request)
        .map(
            (row, context) ->
                new Row(
                    row.getString("content"),
                    row.getString("holder"),
                    Columns.optionalText(row, "answer"),
                    Columns.time(row, "expires_at")))
        .findOne();
  }

  private static final String REPLACE =
      """
      update kept_answer
      set content = :content, holder = :holder, answer = :answer, expires_at = :expires
      where request = :request and holder = :former
      """;

  @Override
  public boolean replace(String request, String holder, Row row) {
    return handle
            .createUpdate(REPLACE)
            .bind("request", request)
            .bind("former", holder)
            .bind("content", row.content())
            .bind("holder", row.holder())
            .bind("answer", row.answer().orElse(null))
            .bind("expires", Columns.micros(row.expires()))
            .execute()
        == 1;
  }

  private static final String KEEP =
      """
      update kept_answer set answer = :answer, expires_at = :expires
      where request = :request and holder = :holder
      """;

  @Override
  public boolean keep(String request, String holder, String answer, Instant expires) {
    return handle
            .createUpdate(KEEP)
            .bind("request", request)
            .bind("holder", holder)
            .bind("answer", answer)
            .bind("expires", Columns.micros(expires))
            .execute()
        == 1;
  }

  private static final String DELETE =
      "delete from kept_answer where request = :request and holder = :holder";

  @Override
  public boolean delete(String request, String holder) {
    return handle.createUpdate(DELETE).bind("request", request).bind("holder", holder).execute()
        == 1;
  }
}
