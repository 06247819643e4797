package vestibule.store.sql;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.Dossier;
import vestibule.core.model.MailedCode;
import vestibule.core.model.Password;
import vestibule.core.store.RecordStore;
import vestibule.store.engine.Columns;

/**
 * The rows of a database as operators look them up. Whether a text has a part is asked by {@code
 * replace}, as the databases' other ways differ.
 */
record SqlRecords(Handle handle) implements RecordStore {

  private static final String USER_NAMES =
      """
      select account
      from identifier
      where kind = 'NAME' and account > :after and replace(key, :folded, '') <> key
      order by account
      limit :most
      """;

  /** The key has small letters; a domain in letters of its own is in the address alone. */
  private static final String ADDRESSES =
      """
      select account
      from email
      where account > :after
        and (replace(key, :folded, '') <> key or replace(key, :small, '') <> key
          or replace(address, :given, '') <> address)
      order by account
      limit :most
      """;

  @Override
  public List<Long> withLogin(Spellings part, long after, int most) {
    Query names = handle.createQuery(USER_NAMES).bind("folded", part.folded());
    Query addresses =
        handle
            .createQuery(ADDRESSES)
            .bind("folded", part.folded())
            .bind("small", part.small())
            .bind("given", part.given());
    return Stream.of(names, addresses)
        .flatMap(query -> accounts(query, after, most).stream())
        .sorted()
        .distinct()
        .limit(most)
        .toList();
  }

  private static List<Long> accounts(Query query, long after, int most) {
    return query.bind("after", after).bind("most", most).mapTo(Long.class).list();
  }

  private static final String NAMES =
      """
      select id
      from (
        select id, coalesce(full_name, '') || ' ' || coalesce(first_name, '') || ' '
          || coalesce(last_name, '') || ' ' || coalesce(patronymic, '') as names
        from account
        where id > :after
      ) n
      where replace(names, :given, '') <> names
        or replace(names, :small, '') <> names
        or replace(names, :capitalised, '') <> names
      order by id
      limit :most
      """;

  @Override
  public List<Long> withName(Spellings part, long after, int most) {
    Query query =
        handle
            .createQuery(NAMES)
            .bind("given", part.given())
            .bind("small", part.small())
            .bind("capitalised", part.capitalised());
    return accounts(query, after, most);
  }

  private static final String PASSWORD =
      "select hash, version, changed_at from password where account = :account";

  @Override
  public Optional<Dossier.KeptPassword> password(long account) {
    return handle
        .createQuery(PASSWORD)
        .bind("account", account)
        .map(
            (row, context) ->
                new Dossier.KeptPassword(
                    kind(row.getString("hash")),
                    row.getLong("version"),
                    Columns.time(row, "changed_at")))
        .findOne();
  }

  /** Of {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash} the first and third parts. */
  private static String kind(String hash) {
    if (Password.isForeign(hash)) {
      return Password.Foreign.of(hash).scheme();
    }
    String[] parts = hash.split("\\$", -1);
    return parts.length == 6 ? parts[1] + " " + parts[3] : "unknown";
  }

  private static final String SIGN_INS =
      """
      select account, id, door, token_life, remembered, idle, created_at, last_used_at, expires_at,
        ended_at, proofs, browser, network_address, language
      from session
      where account = :account
      order by created_at desc, id desc
      limit :most
      """;

  @Override
  public List<Dossier.SignIn> signIns(long account, int most) {
    return handle
        .createQuery(SIGN_INS)
        .bind("account", account)
        .bind("most", most)
        .map(SqlSessions::signIn)
        .list();
  }

  private static final String ACCOUNT_OF = "select account from session where id = :session";

  @Override
  public OptionalLong accountOf(long session) {
    return handle
        .createQuery(ACCOUNT_OF)
        .bind("session", session)
        .mapTo(Long.class)
        .findOne()
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  private static final String CODES =
      SqlCodes.select("where account = :account order by created_at desc, id desc limit :most");

  @Override
  public List<MailedCode> codes(long account, int most) {
    return handle
        .createQuery(CODES)
        .bind("account", account)
        .bind("most", most)
        .map(SqlCodes::code)
        .list();
  }

  private static final String MAILS =
      SqlOutbox.select("where slot = :slot and account = :account order by id limit :most");

  @Override
  public List<Dossier.OwedMail> mails(long account, int most) {
    return handle
        .createQuery(MAILS)
        .bind("slot", Columns.slot(account))
        .bind("account", account)
        .bind("most", most)
        .map(
            (row, context) ->
                new Dossier.OwedMail(
                    SqlOutbox.mail(row),
                    Columns.optionalTime(row, "dead_at"),
                    Columns.optionalText(row, "dead_reason")))
        .list();
  }

  private static final String TRAIL_OF =
      SqlAudit.select(
          """
          where slot = :slot and account = :account and at >= :since and at < :until
            and (:kind = '' or kind = :kind)
          order by at desc, id desc
          limit :most
          """);

  private static final String TRAIL =
      SqlAudit.select(
          """
          where at >= :since and at < :until and (:kind = '' or kind = :kind)
          order by at desc, id desc
          limit :most
          """);

  private static final String PAGE_OF =
      SqlAudit.select(
          """
          where slot = :slot and account = :account and at >= :since and at <= :at
            and (at < :at or id < :id) and (:kind = '' or kind = :kind)
          order by at desc, id desc
          limit :most
          """);

  private static final String PAGE =
      SqlAudit.select(
          """
          where at >= :since and at <= :at and (at < :at or id < :id)
            and (:kind = '' or kind = :kind)
          order by at desc, id desc
          limit :most
          """);

  @Override
  public List<AuditEvent> trail(Trail wanted, After after, int most) {
    Query query = handle.createQuery(wanted.account().isPresent() ? PAGE_OF : PAGE);
    return events(
        query.bind("at", Columns.micros(after.at())).bind("id", after.id()), wanted, most);
  }

  @Override
  public List<AuditEvent> trail(Trail wanted, int most) {
    Query query = handle.createQuery(wanted.account().isPresent() ? TRAIL_OF : TRAIL);
    return events(query.bind("until", Columns.micros(wanted.until())), wanted, most);
  }

  private static List<AuditEvent> events(Query query, Trail wanted, int most) {
    wanted
        .account()
        .ifPresent(account -> query.bind("slot", Columns.slot(account)).bind("account", account));
    return query
        .bind("since", Columns.micros(wanted.since()))
        .bind("kind", wanted.kind().map(Enum::name).orElse(""))
        .bind("most", most)
        .map(SqlAudit::event)
        .list();
  }
}
