package vestibule.moving.exports;

import static vestibule.moving.exports.ImportTrial.imported;
import static vestibule.moving.exports.ImportTrial.refused;

import java.util.List;
import java.util.stream.Stream;

/** The tables of SuperTokens' core since version 7, as far as people are in them. */
final class SuperTokensCore {

  private SuperTokensCore() {}

  private static final List<String> TABLES =
      List.of(
          """
          create table all_auth_recipe_users (app_id varchar(64) default 'public',
            tenant_id varchar(64) default 'public', user_id char(36) not null,
            primary_or_recipe_user_id char(36) not null,
            is_linked_or_is_a_primary_user boolean not null default false,
            recipe_id varchar(128) not null, time_joined bigint not null,
            primary_or_recipe_user_time_joined bigint not null,
            primary key (app_id, tenant_id, user_id))\
          """,
          """
          create table emailpassword_users (app_id varchar(64) default 'public',
            user_id char(36) not null, email varchar(256) not null,
            password_hash varchar(256) not null, time_joined bigint not null,
            primary key (app_id, user_id))\
          """,
          """
          create table thirdparty_users (app_id varchar(64) default 'public',
            third_party_id varchar(28) not null, third_party_user_id varchar(256) not null,
            user_id char(36) not null, email varchar(256) not null, time_joined bigint not null,
            primary key (app_id, user_id))\
          """,
          """
          create table passwordless_users (app_id varchar(64) default 'public',
            user_id char(36) not null, email varchar(256), phone_number varchar(256),
            time_joined bigint not null, primary key (app_id, user_id))\
          """,
          """
          create table userid_mapping (app_id varchar(64) default 'public',
            supertokens_user_id char(36) not null, external_user_id varchar(128) not null,
            external_user_id_info text,
            primary key (app_id, supertokens_user_id, external_user_id))\
          """,
          """
          create table emailverification_verified_emails (app_id varchar(64) default 'public',
            user_id varchar(128) not null, email varchar(256) not null,
            primary key (app_id, user_id, email))\
          """,
          """
          create table user_roles (app_id varchar(64) default 'public',
            tenant_id varchar(64) default 'public', user_id varchar(128) not null,
            role varchar(255) not null, primary key (app_id, tenant_id, user_id, role))\
          """,
          """
          create table role_permissions (app_id varchar(64) default 'public',
            role varchar(255) not null, permission varchar(255) not null,
            primary key (app_id, role, permission))\
          """,
          """
          create table totp_user_devices (app_id varchar(64) default 'public',
            user_id varchar(128) not null, device_name varchar(256) not null,
            secret_key varchar(256) not null, primary key (app_id, user_id, device_name))\
          """,
          """
          create table user_metadata (app_id varchar(64) default 'public',
            user_id varchar(128) not null, user_metadata text not null,
            primary key (app_id, user_id))\
          """);

  static String id(int id) {
    return "fa7a0841-b533-4478-9553-%012d".formatted(id);
  }

  /** In two tenants, as people of several are there in several rows. */
  private static Stream<String> method(int id, int primary, String recipe) {
    return Stream.of("public", "other")
        .map(
            tenant ->
                """
                insert into all_auth_recipe_users (tenant_id, user_id, primary_or_recipe_user_id,
                  recipe_id, time_joined, primary_or_recipe_user_time_joined)
                values ('%s', '%s', '%s', '%s', %d, %d)\
                """
                    .formatted(
                        tenant,
                        id(id),
                        id(primary),
                        recipe,
                        1593597600000L + id,
                        1593597600000L + primary));
  }

  private static Stream<String> withPassword(int id, int primary, String email, String hash) {
    return Stream.concat(
        method(id, primary, "emailpassword"),
        Stream.of(
            """
            insert into emailpassword_users (user_id, email, password_hash, time_joined)
            values ('%s', '%s', '%s', %d)\
            """
                .formatted(id(id), email, hash, 1593597600000L + id)));
  }

  private static Stream<String> people() {
    return Stream.of(
            withPassword(1, 1, "ada@example.org", SuperTokensTest.BCRYPT),
            withPassword(2, 2, "bob@example.org", SuperTokensTest.FIREBASE),
            method(3, 3, "thirdparty"),
            withPassword(4, 3, "carl@example.com", SuperTokensTest.BCRYPT),
            method(5, 5, "passwordless"),
            method(6, 6, "passwordless"),
            withPassword(7, 7, "ADA@example.org", SuperTokensTest.BCRYPT),
            withPassword(8, 8, "hugo@example.org", "$2a$06$2iIpERhY3GyI"),
            withPassword(9, 9, "ines@example.org", SuperTokensTest.BCRYPT))
        .flatMap(statements -> statements);
  }

  private static final List<String> REST =
      List.of(
          "insert into thirdparty_users values ('public', 'google', '1', '%s', 'carl@example.org',"
                  .formatted(id(3))
              + " 1)",
          "insert into passwordless_users values ('public', '%s', 'dora@example.org', null, 1)"
              .formatted(id(5)),
          "insert into passwordless_users values ('public', '%s', null, '+4930123456', 1)"
              .formatted(id(6)),
          "insert into userid_mapping values ('public', '%s', '7001', null)".formatted(id(1)),
          "insert into userid_mapping values ('public', '%s', 'c-4', null)".formatted(id(4)),
          "insert into emailverification_verified_emails values ('public', '7001',"
              + " 'ada@example.org'), ('public', 'c-4', 'carl@example.com'), ('public', '%s',"
                  .formatted(id(5))
              + " 'dora@example.org'), ('public', '%s', 'another@example.org')".formatted(id(2)),
          "insert into user_roles values ('public', 'public', '7001', 'editor'),"
              + " ('public', 'other', '7001', 'editor'), ('public', 'public', '%s', 'editor')"
                  .formatted(id(3)),
          "insert into role_permissions values ('public', 'editor', 'read:all'),"
              + " ('public', 'editor', 'write:all')",
          "insert into totp_user_devices values ('public', '7001', 'phone', 'ABC')",
          "insert into user_metadata values ('public', '%s', '{\"first_name\": \"Bob\"}')"
              .formatted(id(2)),
          "insert into user_metadata values ('public', '%s', '{\"shoe\": 44}')".formatted(id(9)));

  static String[] statements() {
    return Stream.of(TABLES.stream(), people(), REST.stream())
        .flatMap(statements -> statements)
        .toArray(String[]::new);
  }

  /** What its report says with the key of Firebase. */
  static final List<String> REPORT =
      List.of(
          imported(1, "7001", "ada@example.org", "supertokens", "mfa_not_carried"),
          imported(2, id(2), "bob@example.org", "old", "address_unverified"),
          imported(
              3,
              id(3),
              "carl@example.com",
              "supertokens",
              "address_unverified",
              "social_not_carried"),
          imported(4, id(5), "dora@example.org", "", "no_password"),
          refused(5, id(6), "no_login", "emails"),
          refused(6, id(7), "address_taken", "emails", "supertokens"),
          refused(7, id(8), "hash_damaged", "password"),
          imported(
              8, id(9), "ines@example.org", "supertokens", "address_unverified", "field_dropped"));
}
