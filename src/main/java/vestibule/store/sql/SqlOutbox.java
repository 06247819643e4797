package vestibule.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import vestibule.core.model.Language;
import vestibule.core.model.Mail;
import vestibule.core.store.OutboxStore;
import vestibule.store.engine.Columns;

/** The owed mails of a database. */
record SqlOutbox(Handle handle, Runnable owed) implements OutboxStore {

  /** How often all mails of a look may go to other workers before there is nothing for this one. */
  private static final int MOST_LOOKS = 8;

  private static final String INSERT =
      """
      insert into outbox (slot, id, account, purpose, email, address, language, door, created_at,
        failed, due_at)
      values (:slot, :id, :account, :purpose, :email, :address, :language, :door, :created,
        :failed, :due)
      """;

  @Override
  public void insert(Mail mail) {
    Mail.Recipient recipient = mail.recipient();
    handle
        .createUpdate(INSERT)
        .bind("slot", Columns.slot(mail.account()))
        .bind("id", mail.id())
        .bind("account", mail.account())
        .bind("purpose", mail.purpose().name())
        .bind("email", recipient.email())
        .bind("address", recipient.address())
        .bind("language", recipient.language().tag())
        .bind("door", mail.door())
        .bind("created", Columns.micros(mail.tries().created()))
        .bind("failed", mail.tries().failed())
        .bind("due", Columns.micros(mail.tries().due()))
        .execute();
    owed.run();
  }

  private static final String IS_DUE =
      """
      select 1
      from outbox
      where dead_at is null and due_at <= :now and (lease_until is null or lease_until <= :now)
      limit 1
      """;

  @Override
  public boolean isDue(Instant now) {
    return handle
        .createQuery(IS_DUE)
        .bind("now", Columns.micros(now))
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  static String select(String which) {
    return """
    select id, account, purpose, email, address, language, door, created_at, failed, due_at,
      refused_reason, dead_at, dead_reason
    from outbox
    """
        + which;
  }

  private static final String DUE =
      select(
          """
          where dead_at is null and due_at <= :now and (lease_until is null or lease_until <= :now)
          order by due_at, id
          limit 20
          """);

  private static final String LEASE =
      """
      update outbox set lease = :lease, lease_until = :until
      where slot = :slot and id = :id
        and dead_at is null and due_at <= :now and (lease_until is null or lease_until <= :now)
      """;

  @Override
  public Optional<Mail> claim(String lease, Instant now, Instant until) {
    for (int look = 0; look < MOST_LOOKS; look++) {
      List<Mail> due =
          handle
              .createQuery(DUE)
              .bind("now", Columns.micros(now))
              .map((row, context) -> mail(row))
              .list();
      Optional<Mail> leased =
          due.stream().filter(mail -> isLeased(mail, lease, now, until)).findFirst();
      if (leased.isPresent() || due.isEmpty()) {
        return leased;
      }
    }
    return Optional.empty();
  }

  private boolean isLeased(Mail mail, String lease, Instant now, Instant until) {
    return withKey(LEASE, mail, lease)
            .bind("now", Columns.micros(now))
            .bind("until", Columns.micros(until))
            .execute()
        == 1;
  }

  private static final String DELETE =
      "delete from outbox where slot = :slot and id = :id and lease = :lease";

  @Override
  public boolean delete(Mail mail, String lease) {
    return withKey(DELETE, mail, lease).execute() == 1;
  }

  private static final String RELEASE =
      """
      update outbox set lease = null, lease_until = null, failed = :failed, due_at = :due,
        refused_reason = coalesce(:reason, refused_reason)
      where slot = :slot and id = :id and lease = :lease
      """;

  @Override
  public boolean release(Mail mail, String lease, Mail.Tries next, Optional<String> reason) {
    return withKey(RELEASE, mail, lease)
            .bind("failed", next.failed())
            .bind("due", Columns.micros(next.due()))
            .bindByType("reason", reason.orElse(null), String.class)
            .execute()
        == 1;
  }

  private static final String BURY =
      """
      update outbox set lease = null, lease_until = null, dead_at = :now, dead_reason = :reason
      where slot = :slot and id = :id and lease = :lease
      """;

  @Override
  public boolean bury(Mail mail, String lease, String reason, Instant now) {
    return withKey(BURY, mail, lease)
            .bind("reason", reason)
            .bind("now", Columns.micros(now))
            .execute()
        == 1;
  }

  private Update withKey(String sql, Mail mail, String lease) {
    return handle
        .createUpdate(sql)
        .bind("slot", Columns.slot(mail.account()))
        .bind("id", mail.id())
        .bind("lease", lease);
  }

  /** By substr, as LIKE takes case as the same in one database and not in the other. */
  private static final String RELEASE_ALL =
      """
      update outbox set lease = null, lease_until = null
      where lease is not null and substr(lease, 1, :length) = :prefix
      """;

  @Override
  public void releaseAll(String leasePrefix) {
    handle
        .createUpdate(RELEASE_ALL)
        .bind("prefix", leasePrefix)
        .bind("length", leasePrefix.codePointCount(0, leasePrefix.length()))
        .execute();
  }

  private static final String DELETE_PENDING =
      """
      delete from outbox
      where slot = :slot and account = :account and purpose = :purpose and dead_at is null
      """;

  @Override
  public void deletePending(long account, Mail.Purpose purpose) {
    handle
        .createUpdate(DELETE_PENDING)
        .bind("slot", Columns.slot(account))
        .bind("account", account)
        .bind("purpose", purpose.name())
        .execute();
  }

  private static final String DELETE_ALL =
      "delete from outbox where slot = :slot and account = :account";

  @Override
  public void deleteAll(long account) {
    handle
        .createUpdate(DELETE_ALL)
        .bind("slot", Columns.slot(account))
        .bind("account", account)
        .execute();
  }

  private static final String COUNT =
      "select count(*) - count(dead_at) as waiting, count(dead_at) as dead from outbox";

  @Override
  public Count count() {
    return handle
        .createQuery(COUNT)
        .map((row, context) -> new Count(row.getLong("waiting"), row.getLong("dead")))
        .one();
  }

  private static final String OLDEST =
      "select min(created_at) as oldest from outbox where dead_at is null";

  @Override
  public Optional<Instant> oldest() {
    return handle
        .createQuery(OLDEST)
        .map((row, context) -> Columns.optionalTime(row, "oldest"))
        .one();
  }

  private static final String DEAD =
      select("where dead_at is not null order by dead_at desc, id desc limit :most");

  @Override
  public List<Dead> dead(int most) {
    return handle
        .createQuery(DEAD)
        .bind("most", most)
        .map(
            (row, context) ->
                new Dead(mail(row), row.getString("dead_reason"), Columns.time(row, "dead_at")))
        .list();
  }

  private static final String WAITING =
      select("where dead_at is null order by due_at, id limit :most");

  @Override
  public List<Waiting> waiting(int most) {
    return handle
        .createQuery(WAITING)
        .bind("most", most)
        .map(
            (row, context) ->
                new Waiting(mail(row), Optional.ofNullable(row.getString("refused_reason"))))
        .list();
  }

  /** A dead one gets all its time again, which is counted from its beginning. */
  private static final String RETRY =
      """
      update outbox set due_at = :now,
        created_at = case when dead_at is null then created_at else :now end,
        failed = case when dead_at is null then failed else 0 end,
        dead_at = null, dead_reason = null
      where id = :id and (lease_until is null or lease_until <= :now)
      """;

  @Override
  public boolean retry(long id, Instant now) {
    boolean changed =
        handle.createUpdate(RETRY).bind("id", id).bind("now", Columns.micros(now)).execute() > 0;
    if (changed) {
      owed.run();
    }
    return changed;
  }

  private static final String NOT_DUE =
      """
      select id
      from outbox
      where (dead_at is not null or due_at > :now) and (lease_until is null or lease_until <= :now)
      limit :most
      """;

  @Override
  public int retrySome(Instant now, int most) {
    List<Long> some =
        handle
            .createQuery(NOT_DUE)
            .bind("now", Columns.micros(now))
            .bind("most", most)
            .mapTo(Long.class)
            .list();
    some.forEach(id -> retry(id, now));
    return some.size();
  }

  private static final String DROP =
      "delete from outbox where id = :id and (lease_until is null or lease_until <= :now)";

  private static final String DROP_DEAD =
      "delete from outbox where dead_at is not null and dead_at <= :now";

  @Override
  public int drop(OptionalLong id, Instant now) {
    return ofOneOrAll(id, DROP, DROP_DEAD).bind("now", Columns.micros(now)).execute();
  }

  private Update ofOneOrAll(OptionalLong id, String one, String all) {
    return id.isPresent()
        ? handle.createUpdate(one).bind("id", id.getAsLong())
        : handle.createUpdate(all);
  }

  static Mail mail(ResultSet row) throws SQLException {
    return new Mail(
        row.getLong("id"),
        row.getLong("account"),
        Mail.Purpose.valueOf(row.getString("purpose")),
        new Mail.Recipient(
            row.getLong("email"), row.getString("address"), Language.of(row.getString("language"))),
        row.getString("door"),
        new Mail.Tries(
            Columns.time(row, "created_at"), row.getInt("failed"), Columns.time(row, "due_at")));
  }
}
