package vestibule.moving.exports;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import vestibule.moving.BadSource;

/**
 * Which tables of a Django project have its people: a project may have a user model of its own.
 *
 * @param users the table of that model
 * @param key the column of its ids
 */
record DjangoLayout(Tables tables, String users, String key) {

  private static final String USUAL = "auth_user";
  private static final String EMAILS = "account_emailaddress";
  private static final String KEYS = "authtoken_token";

  /** Tables of Django and of much used apps whose {@code user_id} says which model it is. */
  private static final List<String> REFERRING =
      List.of("django_admin_log", EMAILS, KEYS, "socialaccount_socialaccount", "mfa_authenticator");

  /** Second factors of allauth, and of django-otp with what stands on it. */
  private static final List<String> FACTORS =
      List.of(
          "mfa_authenticator",
          "otp_totp_totpdevice",
          "otp_hotp_hotpdevice",
          "otp_static_staticdevice",
          "otp_email_emaildevice",
          "otp_webauthn_webauthncredential",
          "two_factor_phonedevice",
          "two_factor_webauthn_webauthndevice");

  /** Accounts elsewhere, of allauth and of Python Social Auth. */
  private static final List<String> SOCIAL =
      List.of("socialaccount_socialaccount", "social_auth_usersocialauth");

  /**
   * Looks for the tables.
   *
   * @throws BadSource where it is unclear which they are
   */
  static DjangoLayout of(Connection connection) throws SQLException {
    Tables tables = Tables.of(connection);
    String users = referred(connection, tables).orElseGet(() -> guessed(tables));
    return new DjangoLayout(tables, users, key(connection, users));
  }

  private static Optional<String> referred(Connection connection, Tables tables)
      throws SQLException {
    for (String table : REFERRING) {
      if (tables.has(table)) {
        Optional<String> users = referred(connection, table);
        if (users.filter(name -> isOfPeople(tables.of(name))).isPresent()) {
          return users;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> referred(Connection connection, String table)
      throws SQLException {
    try (ResultSet keys =
        connection.getMetaData().getImportedKeys(null, connection.getSchema(), table)) {
      while (keys.next()) {
        if (keys.getString("FKCOLUMN_NAME").equals("user_id")) {
          return Optional.of(keys.getString("PKTABLE_NAME"));
        }
      }
    }
    return Optional.empty();
  }

  private static String guessed(Tables tables) {
    if (tables.has(USUAL)) {
      return USUAL;
    }
    List<String> all =
        tables.columns().entrySet().stream()
            .filter(table -> isOfPeople(table.getValue()))
            .map(java.util.Map.Entry::getKey)
            .toList();
    if (all.size() != 1) {
      throw new BadSource(
          all.isEmpty()
              ? "no table of users of Django is in the database"
              : "several tables may be that of users: "
                  + String.join(", ", all)
                  + "; name one in a map, see vestibule import map django");
    }
    return all.getFirst();
  }

  /** What {@code AbstractBaseUser} gives each user model. */
  private static boolean isOfPeople(Set<String> columns) {
    return columns.contains("password") && columns.contains("last_login");
  }

  private static String key(Connection connection, String table) throws SQLException {
    DatabaseMetaData data = connection.getMetaData();
    try (ResultSet keys = data.getPrimaryKeys(null, connection.getSchema(), table)) {
      return keys.next() ? keys.getString("COLUMN_NAME") : "id";
    }
  }

  String people() {
    return "select u.*, u.\""
        + key
        + "\" as person from \""
        + users
        + "\" u order by u.\""
        + key
        + "\"";
  }

  /** The addresses that allauth keeps. */
  Optional<String> emails() {
    return tables.has(EMAILS)
        ? Optional.of(
            "select user_id as person, email, verified, \"primary\" as main from "
                + EMAILS
                + " where user_id in (:ids) order by id")
        : Optional.empty();
  }

  Optional<String> groups() {
    return ofUsers(
        "_groups", "group_id", "g.name", " join auth_group g on g.id = x.group_id", "g.id");
  }

  Optional<String> permissions() {
    return ofUsers(
        "_user_permissions",
        "permission_id",
        "t.app_label, p.codename",
        " join auth_permission p on p.id = x.permission_id"
            + " join django_content_type t on t.id = p.content_type_id",
        "p.id");
  }

  /**
   * What a table between users and others has.
   *
   * @param name what is behind the name of the users' table
   * @param other its column that is not the user's
   */
  private Optional<String> ofUsers(
      String name, String other, String columns, String joined, String order) {
    String table = users + name;
    return tables.of(table).stream()
        .filter(column -> !column.equals("id") && !column.equals(other))
        .map(column -> "x.\"" + column + "\"")
        .findFirst()
        .map(
            user ->
                "select "
                    + user
                    + " as person, "
                    + columns
                    + " from \""
                    + table
                    + "\" x"
                    + joined
                    + " where "
                    + user
                    + " in (:ids) order by "
                    + order);
  }

  /** What groups permit. */
  Optional<String> groupPermissions() {
    return tables.has("auth_group_permissions")
        ? Optional.of(
            """
            select g.name, t.app_label, p.codename
            from auth_group g
            join auth_group_permissions x on x.group_id = g.id
            join auth_permission p on p.id = x.permission_id
            join django_content_type t on t.id = p.content_type_id
            order by g.id, p.id
            """)
        : Optional.empty();
  }

  /** The keys of its REST framework. */
  Optional<String> keys() {
    return tables.has(KEYS, "key")
        ? Optional.of(
            "select user_id as person, \"key\" as secret from " + KEYS + " where user_id in (:ids)")
        : Optional.empty();
  }

  List<String> factors() {
    return whoseUsers(FACTORS);
  }

  List<String> social() {
    return whoseUsers(SOCIAL);
  }

  /** A device that was never confirmed asks for nothing there. */
  private List<String> whoseUsers(List<String> known) {
    return known.stream()
        .filter(table -> tables.has(table, "user_id"))
        .map(
            table ->
                "select distinct user_id as person from "
                    + table
                    + " where user_id in (:ids)"
                    + (tables.has(table, "confirmed") ? " and confirmed" : ""))
        .toList();
  }
}
