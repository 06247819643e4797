package vestibule.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.Language;
import vestibule.core.model.MailRequest;
import vestibule.core.store.MailRequestStore;
import vestibule.store.engine.Columns;

/** The mails that were asked for in a database. */
record SqlMailRequests(Handle handle, Runnable owed) implements MailRequestStore {

  private static final String INSERT =
      """
      insert into mail_request (slot, id, kind, login, door, network_address, language)
      values (:slot, :id, :kind, :login, :door, :networkAddress, :language)
      """;

  @Override
  public void insert(MailRequest request) {
    handle
        .createUpdate(INSERT)
        .bind("slot", Columns.slot(request.id()))
        .bind("id", request.id())
        .bind("kind", request.kind().name())
        .bind("login", request.login())
        .bind("door", request.place().door())
        .bind("networkAddress", request.place().networkAddress())
        .bind("language", request.language().map(Language::tag).orElse(null))
        .execute();
    owed.run();
  }

  private static final String OLDEST =
      """
      select id, kind, login, door, network_address, language
      from mail_request
      order by id
      limit :most
      """;

  @Override
  public List<MailRequest> oldest(int most) {
    return handle.createQuery(OLDEST).bind("most", most).map(SqlMailRequests::request).list();
  }

  private static final String DELETE = "delete from mail_request where slot = :slot and id = :id";

  @Override
  public boolean delete(MailRequest request) {
    return handle
            .createUpdate(DELETE)
            .bind("slot", Columns.slot(request.id()))
            .bind("id", request.id())
            .execute()
        == 1;
  }

  private static final String COUNT = "select count(*) from mail_request";

  @Override
  public long count() {
    return handle.createQuery(COUNT).mapTo(Long.class).one();
  }

  private static MailRequest request(ResultSet row, StatementContext context) throws SQLException {
    return new MailRequest(
        row.getLong("id"),
        MailRequest.Kind.valueOf(row.getString("kind")),
        row.getString("login"),
        new AuditEvent.Place(Columns.door(row), row.getString("network_address")),
        Optional.ofNullable(row.getString("language")).map(Language::of));
  }
}
