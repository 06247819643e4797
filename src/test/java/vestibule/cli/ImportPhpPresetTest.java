package vestibule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vestibule.cli.FormerSystem.Hashed;

/** WordPress and Laravel, each from a database of its documented form. */
class ImportPhpPresetTest extends PresetCases {

  private static final Hashed BCRYPT = Hashed.of("bcrypt-060");

  private static final String[] WORDPRESS = {
    "create table wp_users (ID integer primary key, user_login varchar(60) not null default '',"
        + " user_pass varchar(255) not null default '', user_nicename varchar(50) not null"
        + " default '', user_email varchar(100) not null default '', user_url varchar(100) not"
        + " null default '', user_registered datetime not null default '0000-00-00 00:00:00',"
        + " user_activation_key varchar(255) not null default '', user_status int(11) not null"
        + " default '0', display_name varchar(250) not null default '')",
    "create table wp_usermeta (umeta_id integer primary key, user_id bigint not null default '0',"
        + " meta_key varchar(255) default null, meta_value longtext)"
  };

  private static final Hashed WP = Hashed.of("wordpress-011");
  private static final Hashed PHPASS = Hashed.of("phpass-025");
  private static final Hashed MD5 = Hashed.of("wordpress-021");

  private static String wordPress(int id, String name, String hash, String registered) {
    return "(%d, '%s', '%s', '%s', '%s@wordpress.example', '', '%s', '', 0, 'The %s')"
        .formatted(id, name, hash, name, name, registered, name);
  }

  @Test
  void wordpress() throws IOException {
    String[] rows = {
      "insert into wp_users values "
          + wordPress(1, "wpadmin", WP.hash(), "2011-03-04 05:06:07")
          + ","
          + wordPress(2, "wpold", PHPASS.hash(), "0000-00-00 00:00:00")
          + ","
          + wordPress(3, "wp oldest", MD5.hash(), "2008-01-01 00:00:00")
          + ","
          + wordPress(4, "wpnobody", "", "2020-01-01 00:00:00")
          + ", (9, '', '', '', '', '', '2020-01-01 00:00:00', '', 0, '')",
      "update wp_users set user_email = 'wp.oldest@wordpress.example' where ID = 3",
      "insert into wp_usermeta (user_id, meta_key, meta_value) values"
          + " (1, 'first_name', 'Ada'), (1, 'last_name', 'L.'), (1, 'description', ''),"
          + " (1, 'wp_capabilities', 'a:2:{s:13:\"administrator\";b:1;s:6:\"editor\";b:1;}'),"
          + " (2, 'wp_capabilities', 'a:1:{s:10:\"subscriber\";b:1;}'),"
          + " (2, '_two_factor_enabled_providers', 'a:1:{i:0;s:15:\"Two_Factor_Totp\";}'),"
          + " (3, '_two_factor_enabled_providers', 'a:0:{}'),"
          + " (3, 'wp_capabilities', 'a:1:{s:6:\"editor\";b:0;}')"
    };
    String place =
        FormerSystem.sqlite(
            folder.resolve("wordpress.db"),
            Stream.of(WORDPRESS, rows).flatMap(Stream::of).toArray(String[]::new));
    assertThat(imported("wordpress", place, "--addresses", "verified"))
        .startsWith(
            in("1", "wpadmin", "wordpress"),
            in("2", "wpold", "wordpress", "mfa_not_carried"),
            in("3", "wp oldest", "wordpress"),
            in("4", "wpnobody", "", "no_password"),
            out("9", "no_login"));
    assertThat(shown("wpadmin"))
        .contains(
            "\"created\":\"2011-03-04T05:06:07Z\"",
            "\"name\":\"The wpadmin\"",
            "administrator",
            "editor");
    assertThat(shown("wpold")).contains("subscriber");
    assertThat(shown("wp oldest")).doesNotContain("editor");
    canSignIn("wpadmin@wordpress.example", WP);
    canSignIn("wpold@wordpress.example", PHPASS);
    assertThat(FormerSystem.signInByName(server, "wp oldest", MD5.password())).isEqualTo(200);
  }

  @Test
  void wordpressOfCsv() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("wp_users.csv"),
            "\"ID\",\"user_login\",\"user_pass\",\"user_nicename\",\"user_email\",\"user_url\","
                + "\"user_registered\",\"user_status\",\"display_name\",\"roles\",\"mfa\"\r\n"
                + "\"11\",\"csvone\",\""
                + WP.hash()
                + "\",\"x\",\"csvone@wordpress.example\",\"\",\"2011-03-04 05:06:07\",\"0\","
                + "\"One, \"\"the\"\" first\",\"editor, author\",\"1\"\r\n"
                + "\"12\",\"csvtwo\",NULL,\"x\",NULL,\"\",\"0000-00-00 00:00:00\",\"0\",NULL,"
                + "NULL,\"0\"\r\n"
                + "\"13\",\"csvthree\"\r\n");
    assertThat(imported("wordpress", file.toString(), "--source", "blog"))
        .startsWith(
            in("11", "csvone", "wordpress", "address_unverified", "mfa_not_carried"),
            in("12", "csvtwo", "", "no_password"),
            "{\"id\":null,\"outcome\":\"refused\",\"login\":null,\"reason\":\"row_damaged\","
                + "\"hash\":null,\"warnings\":[]}");
    assertThat(shown("csvone"))
        .contains("\"name\":\"One, \\\"the\\\" first\"", "\"editor\"", "\"author\"");
    assertThat(FormerSystem.signInByName(server, "csvone", WP.password())).isEqualTo(200);
  }

  private static final String[] LARAVEL = {
    "create table users (id integer primary key autoincrement not null, name varchar not null,"
        + " email varchar not null unique, email_verified_at datetime, password varchar not null,"
        + " remember_token varchar, created_at datetime, updated_at datetime)",
  };

  private static final Hashed ARGON2I = Hashed.of("argon2-001");

  @Test
  void laravelAsItIsMade() throws IOException {
    String place =
        FormerSystem.sqlite(
            folder.resolve("laravel.db"),
            LARAVEL[0],
            "insert into users values (1, 'Ada L.', 'ada@laravel.example', '2024-01-02 03:04:05',"
                + " '"
                + BCRYPT.hash()
                + "', 'x', '2024-01-02 03:04:00', null), (2, 'Bob', 'bob@laravel.example', null,"
                + " '"
                + ARGON2I.hash()
                + "', null, null, null)");
    assertThat(imported("laravel", place, "--source", "laravel-bare"))
        .startsWith(
            in("1", "ada@laravel.example", "laravel"),
            in("2", "bob@laravel.example", "laravel", "address_unverified"));
    assertThat(shown("ada@laravel.example"))
        .contains("\"created\":\"2024-01-02T03:04:00Z\"", "\"name\":\"Ada L.\"");
    canSignIn("ada@laravel.example", BCRYPT);
  }

  @Test
  void laravelWithFortifyAndSpatiesRoles() throws IOException {
    String place =
        FormerSystem.sqlite(
            folder.resolve("laravel-more.db"),
            LARAVEL[0],
            "alter table users add column two_factor_confirmed_at datetime",
            "alter table users add column deleted_at datetime",
            "create table roles (id integer primary key, name varchar, guard_name varchar)",
            "create table model_has_roles (role_id integer, model_type varchar, model_id integer)",
            "create table permissions (id integer primary key, name varchar, guard_name varchar)",
            "create table model_has_permissions (permission_id integer, model_type varchar,"
                + " model_id integer)",
            "insert into roles values (1, 'writer', 'web'), (2, 'owner', 'web')",
            "insert into permissions values (1, 'edit articles', 'web')",
            "insert into model_has_roles values (1, 'App\\Models\\User', 5),"
                + " (2, 'App\\Models\\Team', 5)",
            "insert into model_has_permissions values (1, 'App\\Models\\User', 5)",
            "insert into users values (5, 'Eve', 'eve@laravel.example', '2024-01-02 03:04:05', '"
                + BCRYPT.hash()
                + "', null, null, null, '2024-02-01 00:00:00', null)",
            "insert into users values (6, 'Sam', 'sam@laravel.example', '2024-01-02 03:04:05', '"
                + BCRYPT.hash()
                + "', null, null, null, null, '2024-02-01 00:00:00')");
    assertThat(imported("laravel", place))
        .startsWith(
            in("5", "eve@laravel.example", "laravel", "mfa_not_carried"),
            in("6", "sam@laravel.example", "laravel", "inactive"));
    assertThat(shown("eve@laravel.example"))
        .contains("writer", "edit articles")
        .doesNotContain("owner");
    canSignIn("eve@laravel.example", BCRYPT);
    assertThat(FormerSystem.signIn(server, "sam@laravel.example", BCRYPT.password()))
        .isNotEqualTo(200);
  }
}
