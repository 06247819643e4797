package vestibule.moving.exports;

import static vestibule.moving.exports.ImportTrial.imported;
import static vestibule.moving.exports.ImportTrial.refused;

import java.util.List;
import java.util.stream.Stream;

/** The tables of a project of Django 5.2 with allauth and django-otp, as migrations make them. */
final class DjangoShop {

  private static final String BIG_ID = "\"id\" bigint primary key";

  private DjangoShop() {}

  private static final List<String> TABLES =
      List.of(
          """
          CREATE TABLE "django_content_type" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
            "app_label" varchar(100) NOT NULL, "model" varchar(100) NOT NULL)\
          """,
          """
          CREATE TABLE "auth_permission" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
            "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id"),
            "codename" varchar(100) NOT NULL, "name" varchar(255) NOT NULL)\
          """,
          """
          CREATE TABLE "auth_group" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
            "name" varchar(150) NOT NULL UNIQUE)\
          """,
          """
          CREATE TABLE "auth_group_permissions" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
            "group_id" integer NOT NULL REFERENCES "auth_group" ("id"),
            "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id"))\
          """,
          """
          CREATE TABLE "auth_user" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
            "password" varchar(128) NOT NULL, "last_login" datetime NULL,
            "is_superuser" bool NOT NULL, "username" varchar(150) NOT NULL,
            "last_name" varchar(150) NOT NULL, "email" varchar(254) NOT NULL,
            "is_staff" bool NOT NULL, "is_active" bool NOT NULL, "date_joined" datetime NOT NULL,
            "first_name" varchar(150) NOT NULL)\
          """,
          """
          CREATE TABLE "auth_user_groups" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
            "user_id" integer NOT NULL REFERENCES "auth_user" ("id"),
            "group_id" integer NOT NULL REFERENCES "auth_group" ("id"))\
          """,
          """
          CREATE TABLE "auth_user_user_permissions" (
            "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
            "user_id" integer NOT NULL REFERENCES "auth_user" ("id"),
            "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id"))\
          """,
          """
          CREATE TABLE "django_admin_log" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
            "content_type_id" integer NULL REFERENCES "django_content_type" ("id"),
            "user_id" integer NOT NULL REFERENCES "auth_user" ("id"),
            "action_time" datetime NOT NULL)\
          """);

  /** Ada's, of Django's REST framework. */
  static final String KEY = "9054f7aa9305e012b3c2300408c3dfdf390fcddf";

  private static final List<String> ALLAUTH =
      List.of(
          """
          CREATE TABLE "account_emailaddress" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
            "verified" bool NOT NULL, "primary" bool NOT NULL,
            "user_id" integer NOT NULL REFERENCES "auth_user" ("id"),
            "email" varchar(254) NOT NULL)\
          """,
          """
          CREATE TABLE "mfa_authenticator" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
            "type" varchar(20) NOT NULL, "data" text NOT NULL,
            "user_id" integer NOT NULL REFERENCES "auth_user" ("id"))\
          """,
          """
          CREATE TABLE "socialaccount_socialaccount" (
            "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "provider" varchar(200) NOT NULL,
            "uid" varchar(191) NOT NULL,
            "user_id" integer NOT NULL REFERENCES "auth_user" ("id"))\
          """,
          """
          CREATE TABLE "otp_totp_totpdevice" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
            "name" varchar(64) NOT NULL, "confirmed" bool NOT NULL,
            "user_id" integer NOT NULL REFERENCES "auth_user" ("id"))\
          """);

  private static final List<String> KEYS =
      List.of(
          """
          CREATE TABLE "authtoken_token" ("key" varchar(40) NOT NULL PRIMARY KEY,
            "created" datetime NOT NULL,
            "user_id" integer NOT NULL UNIQUE REFERENCES "auth_user" ("id"))\
          """,
          "insert into authtoken_token values ('%s', '2020-07-01 10:00:00', 1), ('%s', '2020-07-01"
                  .formatted(KEY, KEY.replace('0', '1'))
              + " 10:00:00', 3)");

  /** A name of a group that is longer than ours may be. */
  private static final String LONG = "Group ".repeat(12).strip();

  private static final List<String> RIGHTS =
      List.of(
          "insert into django_content_type values (1, 'blog', 'post')",
          "insert into auth_permission values (1, 1, 'add_post', ''), (2, 1, 'view_post', ''),"
              + " (3, 1, 'delete_post', '')",
          "insert into auth_group values (1, 'Editors'), (2, '%s'), (3, 'Idle')".formatted(LONG),
          "insert into auth_group_permissions values (1, 1, 1), (2, 1, 2), (3, 3, 3)",
          "insert into auth_user_groups values (1, 1, 1), (2, 13, 2)",
          "insert into auth_user_user_permissions values (1, 1, 3)");

  private static final List<String> OF_ALLAUTH =
      List.of(
          "insert into account_emailaddress values (1, true, true, 1, 'ada@example.org'),"
              + " (2, true, false, 1, 'ada@example.com'), (3, false, true, 5, 'ADA@example.org'),"
              + " (4, true, true, 4, 'dora@example.org')",
          "insert into mfa_authenticator values (1, 'totp', '{}', 1)",
          "insert into socialaccount_socialaccount values (1, 'google', '1', 4)",
          "insert into otp_totp_totpdevice values (1, 'x', false, 12), (2, 'x', true, 3)");

  static final String PBKDF2 =
      "pbkdf2_sha256$1000$abcdefghijklmnopqrstuv$7g09gCC/g1P5ACeEb8xx77VaL+guiGRutJE6Ai8cR90=";

  private static String user(int id, String name, String email, String password, String flags) {
    return "insert into auth_user (id, username, email, password, first_name, last_name,"
        + " date_joined, is_active, is_staff, is_superuser)"
        + " values (%d, '%s', '%s', '%s', 'F%d', '',".formatted(id, name, email, password, id)
        + " '2020-07-01 10:00:00.123456', "
        + flags
        + ")";
  }

  private static final String PLAIN = "true, false, false";

  private static final List<String> PEOPLE =
      List.of(
          user(1, "ada", "ada@example.org", PBKDF2, PLAIN),
          user(
              2,
              "bob@example.org",
              "bob@example.org",
              "md5$9PxoDOX20s23$4aff769afd9d7f5988af9402d226f579",
              PLAIN),
          user(
              3,
              "carl",
              "carl@example.org",
              "bcrypt_sha256$$2b$05$9bqlvf.nLqjQF7GGBaITjOsBKkCu8IxicMK8sgFpJqmnoqHBRcBKi",
              "false, false, false"),
          user(4, "dora", "dora@example.org", "!l1b0tXu7oFEXWBiG8EGXRAMEDv", PLAIN),
          user(5, "emil", "ADA@example.org", PBKDF2, "true, true, true"),
          user(6, "fred", "", PBKDF2.replace("$1000$", "$99999999$"), PLAIN),
          user(7, "gina", "", "own_invention$1$abc$def", PLAIN),
          user(8, "hugo", "", "pbkdf2_sha256$1000$abcdefghijklmnopqrstuv$7g09gCC", PLAIN),
          user(9, "", "", PBKDF2, PLAIN),
          user(10, "bob@example.net", "ida@example.org", PBKDF2, PLAIN),
          user(11, "Ada", "other@example.org", PBKDF2, PLAIN),
          user(12, "jane", "not an address", PBKDF2, PLAIN),
          user(13, "karl", "", PBKDF2, "true, true, false"));

  /** What its report says. */
  static final List<String> REPORT =
      List.of(
          imported(1, "1", "ada", "django", "mfa_not_carried"),
          imported(2, "2", "bob@example.org", "django", "name_as_address", "address_unverified"),
          imported(3, "3", "carl", "django", "inactive", "address_unverified", "mfa_not_carried"),
          imported(4, "4", "dora", "", "no_password", "social_not_carried"),
          imported(
              5, "5", "emil", "django", "address_dropped", "address_unverified", "rights_dropped"),
          refused(6, "6", "hash_too_costly", "password"),
          refused(7, "7", "hash_unknown", "password"),
          refused(8, "8", "hash_damaged", "password"),
          refused(9, "9", "no_login", "emails", "django"),
          imported(10, "10", "ida@example.org", "django", "name_dropped", "address_unverified"),
          refused(11, "11", "name_taken", "username", "django"),
          imported(12, "12", "jane", "django", "address_dropped"),
          imported(13, "13", "karl", "django", "rights_dropped"));

  /** Everything, for SQLite. */
  static String[] sqlite() {
    return Stream.of(TABLES, ALLAUTH, PEOPLE, RIGHTS, OF_ALLAUTH, KEYS)
        .flatMap(List::stream)
        .toArray(String[]::new);
  }

  /** The same without the apps that Django itself does not bring. */
  static String[] withoutAllauth() {
    return Stream.of(TABLES, PEOPLE.subList(0, 2)).flatMap(List::stream).toArray(String[]::new);
  }

  /** Everything, as migrations make it in PostgreSQL; its ids are longer there than its keys. */
  static String[] postgres() {
    return Stream.of(sqlite())
        .map(
            sql ->
                sql.replace(
                        "\"id\" integer NOT NULL PRIMARY KEY AUTOINCREMENT",
                        "\"id\" bigint primary key")
                    .replace("datetime", "timestamp with time zone")
                    .replace(" bool ", " boolean ")
                    .replace("10:00:00.123456'", "12:00:00.123456+02'"))
        .toArray(String[]::new);
  }
}
