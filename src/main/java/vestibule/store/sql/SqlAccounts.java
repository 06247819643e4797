package vestibule.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import vestibule.core.model.Account;
import vestibule.core.store.AccountStore;
import vestibule.store.engine.Columns;

/** The account rows of a database. */
record SqlAccounts(Handle handle) implements AccountStore {

  static final String INSERT =
      """
      insert into account (id, username, full_name, first_name, last_name, patronymic, phone,
        contacts, description, background_color, birthday, avatar, status, created_at,
        primary_email, version)
      values (:id, :username, :full, :first, :last, :patronymic, :phone, :contacts, :description,
        :color, :birthday, :avatar, :status, :created, :primary, :version)
      """;

  @Override
  public void insert(Account account) {
    bind(handle.createUpdate(INSERT), account).execute();
  }

  /** Binds what {@link #INSERT} takes. */
  static <S extends SqlStatement<S>> S bind(S insert, Account account) {
    Account.Standing standing = account.standing();
    return profiled(insert, account.id(), account.profile())
        .bind("username", account.username().orElse(null))
        .bind("status", standing.status().name())
        .bind("created", Columns.micros(standing.createdAt()))
        .bind("primary", Columns.orNull(standing.primaryEmail()))
        .bind("version", standing.version());
  }

  private static final String SET_PROFILE =
      """
      update account
      set full_name = :full, first_name = :first, last_name = :last, patronymic = :patronymic,
        phone = :phone, contacts = :contacts, description = :description,
        background_color = :color, birthday = :birthday, avatar = :avatar
      where id = :id
      """;

  @Override
  public void setProfile(long id, Account.Profile profile) {
    profiled(handle.createUpdate(SET_PROFILE), id, profile).execute();
  }

  private static <S extends SqlStatement<S>> S profiled(
      S statement, long id, Account.Profile profile) {
    Account.Names names = profile.names();
    Account.Contact contact = profile.contact();
    Account.Appearance appearance = profile.appearance();
    return statement
        .bind("id", id)
        .bind("full", names.full().orElse(null))
        .bind("first", names.first().orElse(null))
        .bind("last", names.last().orElse(null))
        .bind("patronymic", names.patronymic().orElse(null))
        .bind("phone", contact.phone().orElse(null))
        .bind("contacts", contact.contacts().orElse(null))
        .bind("description", appearance.description().orElse(null))
        .bind("color", appearance.backgroundColor().orElse(null))
        .bind("birthday", appearance.birthday().orElse(null))
        .bind("avatar", appearance.avatar().orElse(null));
  }

  private static String select(String which) {
    return """
    select id, username, full_name, first_name, last_name, patronymic, phone, contacts,
      description, background_color, birthday, avatar, status, created_at, primary_email,
      version
    from account
    """
        + which;
  }

  private static final String FIND = select("where id = :id");

  @Override
  public Optional<Account> find(long id) {
    return handle.createQuery(FIND).bind("id", id).map(SqlAccounts::account).findOne();
  }

  private static final String LOCK = "update account set version = version + 1 where id = :id";

  @Override
  public boolean lock(long id) {
    return handle.createUpdate(LOCK).bind("id", id).execute() == 1;
  }

  private static final String RENAME =
      """
      update account
      set full_name = :full, first_name = :first, last_name = :last, patronymic = :patronymic
      where id = :id
      """;

  @Override
  public void rename(long id, Account.Names names) {
    handle
        .createUpdate(RENAME)
        .bind("id", id)
        .bind("full", names.full().orElse(null))
        .bind("first", names.first().orElse(null))
        .bind("last", names.last().orElse(null))
        .bind("patronymic", names.patronymic().orElse(null))
        .execute();
  }

  private static final String SET_USERNAME =
      "update account set username = :username where id = :id";

  @Override
  public void setUsername(long id, String username) {
    handle.createUpdate(SET_USERNAME).bind("id", id).bind("username", username).execute();
  }

  private static final String SET_PRIMARY =
      "update account set primary_email = :email where id = :id";

  @Override
  public void setPrimary(long id, OptionalLong email) {
    handle.createUpdate(SET_PRIMARY).bind("id", id).bind("email", Columns.orNull(email)).execute();
  }

  private static final String SET_STATUS = "update account set status = :status where id = :id";

  @Override
  public void setStatus(long id, Account.Status status) {
    handle.createUpdate(SET_STATUS).bind("id", id).bind("status", status.name()).execute();
  }

  private static final String BEGIN_TRIAL =
      "update account set trial_ends_at = :end where id = :id";

  @Override
  public void beginTrial(long id, Instant end) {
    handle.createUpdate(BEGIN_TRIAL).bind("id", id).bind("end", Columns.micros(end)).execute();
  }

  private static final String END_TRIAL = "update account set trial_ends_at = null where id = :id";

  @Override
  public void endTrial(long id) {
    handle.createUpdate(END_TRIAL).bind("id", id).execute();
  }

  private static final String ON_TRIAL =
      """
      select id from account
      where trial_ends_at is not null and trial_ends_at <= :now
      order by trial_ends_at
      limit :most
      """;

  @Override
  public List<Long> onTrial(Instant now, int most) {
    return handle
        .createQuery(ON_TRIAL)
        .bind("now", Columns.micros(now))
        .bind("most", most)
        .mapTo(Long.class)
        .list();
  }

  private static final String BEGIN_ERASURE =
      "update account set erased_at = :at, erasure_sealed = null where id = :id";

  @Override
  public void beginErasure(long id, Instant at) {
    handle.createUpdate(BEGIN_ERASURE).bind("id", id).bind("at", Columns.micros(at)).execute();
  }

  private static final String END_ERASURE =
      "update account set erased_at = null, erasure_sealed = null where id = :id";

  @Override
  public void endErasure(long id) {
    handle.createUpdate(END_ERASURE).bind("id", id).execute();
  }

  private static final String SEAL_ERASURE =
      "update account set erasure_sealed = 1 where id = :id and erased_at is not null";

  @Override
  public void sealErasure(long id) {
    handle.createUpdate(SEAL_ERASURE).bind("id", id).execute();
  }

  private static final String IS_SEALED =
      """
      select id from account
      where id = :id and erased_at is not null and erasure_sealed = 1
      """;

  @Override
  public boolean isErasureSealed(long id) {
    return handle.createQuery(IS_SEALED).bind("id", id).mapTo(Long.class).findOne().isPresent();
  }

  private static final String ERASURE =
      "select erased_at from account where id = :id and erased_at is not null";

  @Override
  public Optional<Instant> erasure(long id) {
    return handle
        .createQuery(ERASURE)
        .bind("id", id)
        .map((row, _) -> Columns.time(row, "erased_at"))
        .findOne();
  }

  private static final String TO_ERASE =
      """
      select id from account
      where erased_at is not null and erased_at <= :now
      order by erased_at
      limit :most
      """;

  @Override
  public List<Long> toErase(Instant now, int most) {
    return handle
        .createQuery(TO_ERASE)
        .bind("now", Columns.micros(now))
        .bind("most", most)
        .mapTo(Long.class)
        .list();
  }

  private static final String DELETE = "delete from account where id = :id";

  @Override
  public void delete(long id) {
    handle.createUpdate(DELETE).bind("id", id).execute();
  }

  private static final String LIST = select("where id > :after order by id limit :most");

  @Override
  public List<Account> list(long after, int most) {
    return handle
        .createQuery(LIST)
        .bind("after", after)
        .bind("most", most)
        .map(SqlAccounts::account)
        .list();
  }

  private static final String COUNT = "select count(*) from account";

  /** How many there are; it looks through all of them. */
  long count() {
    return handle.createQuery(COUNT).mapTo(Long.class).one();
  }

  private static Account account(ResultSet row, StatementContext context) throws SQLException {
    return new Account(
        row.getLong("id"),
        Columns.optionalText(row, "username"),
        profile(row),
        new Account.Standing(
            Account.Status.valueOf(row.getString("status")),
            Columns.time(row, "created_at"),
            Columns.optionalLong(row, "primary_email"),
            row.getLong("version")));
  }

  private static Account.Profile profile(ResultSet row) throws SQLException {
    return new Account.Profile(
        new Account.Names(
            Columns.optionalText(row, "full_name"),
            Columns.optionalText(row, "first_name"),
            Columns.optionalText(row, "last_name"),
            Columns.optionalText(row, "patronymic")),
        new Account.Contact(
            Columns.optionalText(row, "phone"), Columns.optionalText(row, "contacts")),
        appearance(row));
  }

  /** Most people choose nothing, and share that. */
  private static Account.Appearance appearance(ResultSet row) throws SQLException {
    Account.Appearance appearance =
        new Account.Appearance(
            Columns.optionalText(row, "description"),
            Columns.optionalText(row, "background_color"),
            Columns.optionalText(row, "birthday"),
            Columns.optionalText(row, "avatar"));
    return appearance.equals(Account.Appearance.EMPTY) ? Account.Appearance.EMPTY : appearance;
  }
}
