package vestibule.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import vestibule.core.model.Dossier;
import vestibule.core.model.Language;
import vestibule.core.model.Session;
import vestibule.core.model.UserAgent;
import vestibule.core.store.SessionStore;
import vestibule.store.engine.Columns;

/** The sessions of a database. */
record SqlSessions(Handle handle) implements SessionStore {

  private static final int MOST_TERMS = 100;

  /** Doors have a few terms each: all the sessions in memory share them. */
  private static final Map<Session.Terms, Session.Terms> TERMS = new ConcurrentHashMap<>();

  private static final String INSERT =
      """
      insert into session (account, id, door, token_life, remembered, idle, created_at,
        last_used_at, expires_at, ended_at, proofs, secret, browser, network_address, language)
      values (:account, :id, :door, :tokenLife, :remembered, :idle, :created, :lastUsed, :expires,
        :ended, :proofs, :secret, :browser, :networkAddress, :language)
      """;

  @Override
  public void insert(Session session, Optional<String> secret, UserAgent client) {
    Session.Terms terms = session.terms();
    Session.Life life = session.life();
    handle
        .createUpdate(INSERT)
        .bind("account", session.account())
        .bind("id", session.id())
        .bind("door", session.door())
        .bind("tokenLife", Columns.orNull(terms.tokenLife()))
        .bind("remembered", Columns.truth(terms.remembered()))
        .bind("idle", micros(terms.idle()))
        .bind("created", Columns.micros(life.created()))
        .bind("lastUsed", Columns.micros(life.lastUsed()))
        .bind("expires", Columns.micros(life.expires()))
        .bind("ended", Columns.micros(life.ended()))
        .bind("proofs", proofs(session))
        .bind("secret", secret.orElse(null))
        .bind("browser", client.browser())
        .bind("networkAddress", client.networkAddress())
        .bind("language", client.language().tag())
        .execute();
  }

  private static final String FIND =
      """
      select account, id, door, token_life, remembered, idle, created_at, last_used_at, expires_at,
        ended_at, proofs
      from session
      where account = :account and id = :id
      """;

  @Override
  public Optional<Session> find(long account, long id) {
    return handle
        .createQuery(FIND)
        .bind("account", account)
        .bind("id", id)
        .map(SqlSessions::session)
        .findOne();
  }

  private static final String LIVE =
      """
      select account, id, door, token_life, remembered, idle, created_at, last_used_at, expires_at,
        ended_at, proofs, browser, network_address, language
      from session
      where account = :account and id < :before and ended_at is null and expires_at > :now
      order by id desc
      limit :most
      """;

  @Override
  public List<Dossier.SignIn> live(long account, Instant now, long before, int most) {
    return handle
        .createQuery(LIVE)
        .bind("account", account)
        .bind("before", before)
        .bind("now", Columns.micros(now))
        .bind("most", most)
        .map(SqlSessions::signIn)
        .list();
  }

  private static final String END =
      """
      update session set ended_at = :now where account = :account and id = :id and ended_at is null
      """;

  @Override
  public boolean end(long account, long id, Instant now) {
    return handle
            .createUpdate(END)
            .bind("account", account)
            .bind("id", id)
            .bind("now", Columns.micros(now))
            .execute()
        == 1;
  }

  private static final String END_ALL =
      """
      update session set ended_at = :now
      where account = :account and id <> :spared and ended_at is null
      """;

  @Override
  public int endAll(long account, long spared, Instant now) {
    return handle
        .createUpdate(END_ALL)
        .bind("account", account)
        .bind("spared", spared)
        .bind("now", Columns.micros(now))
        .execute();
  }

  private static final String NEWEST_TO_END =
      """
      select created_at, id
      from session
      where account = :account and ended_at is null and expires_at > :now
      order by created_at desc, id desc
      limit 1 offset :kept
      """;

  private static final String END_FROM =
      """
      update session set ended_at = :now
      where account = :account and ended_at is null and expires_at > :now
        and (created_at < :created or created_at = :created and id <= :id)
      """;

  @Override
  public int endOldest(long account, int kept, Instant now) {
    Optional<Begin> newest =
        handle
            .createQuery(NEWEST_TO_END)
            .bind("account", account)
            .bind("kept", kept)
            .bind("now", Columns.micros(now))
            .map((row, context) -> new Begin(row.getLong("created_at"), row.getLong("id")))
            .findOne();
    return newest.map(begin -> endFrom(account, begin, now)).orElse(0);
  }

  private int endFrom(long account, Begin newest, Instant now) {
    return handle
        .createUpdate(END_FROM)
        .bind("account", account)
        .bind("created", newest.created())
        .bind("id", newest.id())
        .bind("now", Columns.micros(now))
        .execute();
  }

  private static final String PROVE =
      "update session set proofs = :proofs where account = :account and id = :id";

  @Override
  public void prove(Session session) {
    handle
        .createUpdate(PROVE)
        .bind("account", session.account())
        .bind("id", session.id())
        .bind("proofs", proofs(session))
        .execute();
  }

  private static final String TOUCH =
      """
      update session set last_used_at = :used, expires_at = :expires
      where account = :account and id = :id and last_used_at < :used
      """;

  /** Uses are written late and by several nodes: an older one never takes a newer one back. */
  @Override
  public void touch(long account, long id, Instant lastUsed, Instant expires) {
    handle
        .createUpdate(TOUCH)
        .bind("account", account)
        .bind("id", id)
        .bind("used", Columns.micros(lastUsed))
        .bind("expires", Columns.micros(expires))
        .execute();
  }

  private static final String HASHES =
      "select secret from session where account = :account and secret is not null";
  private static final String DELETE_ALL = "delete from session where account = :account";

  @Override
  public void deleteAll(long account) {
    List<String> hashes =
        handle.createQuery(HASHES).bind("account", account).mapTo(String.class).list();
    new SqlSecrets(handle).delete(hashes);
    handle.createUpdate(DELETE_ALL).bind("account", account).execute();
  }

  static long micros(Duration idle) {
    return idle.dividedBy(ChronoUnit.MICROS.getDuration());
  }

  /** Null, as rows of before have it, for a password that was proved when the session began. */
  private static String proofs(Session session) {
    List<Session.Proof> usual =
        List.of(new Session.Proof(Session.PASSWORD, session.life().created()));
    return session.proofs().equals(usual)
        ? null
        : session.proofs().stream()
            .map(proof -> proof.factor() + ":" + Columns.micros(proof.at()))
            .collect(Collectors.joining(" "));
  }

  private static Session.Proof proof(String kept) {
    int colon = kept.indexOf(':');
    return new Session.Proof(
        kept.substring(0, colon), Columns.time(Long.parseLong(kept.substring(colon + 1))));
  }

  static Dossier.SignIn signIn(ResultSet row, StatementContext context) throws SQLException {
    return new Dossier.SignIn(
        session(row, context),
        new UserAgent(
            row.getString("browser"),
            row.getString("network_address"),
            Language.of(row.getString("language"))));
  }

  static Session session(ResultSet row, StatementContext context) throws SQLException {
    Session session = usual(row);
    Optional<String> proofs = Columns.optionalText(row, "proofs");
    return proofs.isEmpty()
        ? session
        : session.proved(
            Stream.of(proofs.get().split(" "))
                .filter(kept -> !kept.isEmpty())
                .map(SqlSessions::proof)
                .toList());
  }

  private static Session usual(ResultSet row) throws SQLException {
    return new Session(
        row.getLong("account"),
        row.getLong("id"),
        Columns.door(row),
        terms(row),
        new Session.Life(
            Columns.time(row, "created_at"),
            Columns.time(row, "last_used_at"),
            Columns.time(row, "expires_at"),
            Columns.optionalTime(row, "ended_at")));
  }

  static Session.Terms terms(ResultSet row) throws SQLException {
    Session.Terms terms =
        new Session.Terms(
            Columns.optionalInt(row, "token_life"),
            Columns.truth(row, "remembered"),
            Duration.of(row.getLong("idle"), ChronoUnit.MICROS));
    if (TERMS.size() < MOST_TERMS) {
      TERMS.putIfAbsent(terms, terms);
    }
    return TERMS.getOrDefault(terms, terms);
  }

  private record Begin(long created, long id) {}
}
