package vestibule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import vestibule.TestServer;
import vestibule.cli.Commands.Ended;
import vestibule.cli.FormerSystem.Hashed;

/** Systems whose tables lie in PostgreSQL, with what only PostgreSQL has. */
@Tag("processes")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImportPostgresTest {

  private static final Hashed BCRYPT = Hashed.of("bcrypt-049");
  private static final Hashed FIREBASE = Hashed.of("supabase-fbscrypt-001");
  private static final Hashed BETTER = Hashed.of("better-auth-014");

  @TempDir private Path folder;
  private TestServer server;

  @BeforeAll
  void start() {
    server = TestServer.start();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private List<String> imported(String source, String place, String... more) throws IOException {
    Path report = folder.resolve("report.jsonl");
    String[] fixed = {
      "import", source, "--from", place, "--ids", "new", "--report", report.toString()
    };
    Ended ended =
        Commands.run(server, "", Stream.of(fixed, more).flatMap(Stream::of).toArray(String[]::new));
    assertThat(ended.out()).as(ended.err()).contains(" rows: ");
    return Files.readAllLines(report).stream()
        .filter(line -> !line.contains("\"summary\""))
        .map(line -> line.replaceAll("\"(row|source|account|field|hash)\":[^,]*,", ""))
        .toList();
  }

  private static String in(String id, String login, String warnings) {
    return "{\"id\":\"%s\",\"outcome\":\"imported\",\"login\":\"%s\",\"reason\":null,"
            .formatted(id, login)
        + "\"warnings\":["
        + warnings
        + "]}";
  }

  private static final String ADA = "11111111-1111-1111-1111-111111111111";
  private static final String BOB = "22222222-2222-2222-2222-222222222222";
  private static final String CYD = "33333333-3333-3333-3333-333333333333";
  private static final String DOT = "44444444-4444-4444-4444-444444444444";

  private static final String USERS =
      "create table auth.users (instance_id uuid, id uuid not null primary key, aud varchar(255),"
          + " role varchar(255), email varchar(255), encrypted_password varchar(255),"
          + " email_confirmed_at timestamptz, raw_app_meta_data jsonb, raw_user_meta_data jsonb,"
          + " is_super_admin boolean, created_at timestamptz, updated_at timestamptz, phone text"
          + " default null, phone_confirmed_at timestamptz, banned_until timestamptz,"
          + " is_sso_user boolean not null default false, deleted_at timestamptz, is_anonymous"
          + " boolean not null default false)";

  private static final String IDENTITIES =
      "create table auth.identities (provider_id text not null, user_id uuid not null references"
          + " auth.users (id), identity_data jsonb not null, provider text not null,"
          + " created_at timestamptz, id uuid not null default gen_random_uuid() primary key)";

  private static String user(String id, String email, String hash, String more) {
    return "insert into auth.users (id, email, encrypted_password, email_confirmed_at,"
        + " raw_user_meta_data, created_at, phone, banned_until, is_anonymous) values ('"
        + id
        + "', "
        + String.join(", ", email, hash, more)
        + ")";
  }

  @Test
  void supabase() throws IOException {
    String place =
        FormerSystem.postgres(
            "create schema auth",
            USERS,
            IDENTITIES,
            "create table auth.mfa_factors (id uuid primary key, user_id uuid not null, status"
                + " text not null)",
            user(
                ADA,
                "'ada@supabase.example'",
                "'" + BCRYPT.hash() + "'",
                "'2024-01-01 00:00:00+00', '{\"full_name\": \"Ada L.\"}',"
                    + " '2024-01-02 03:04:05.678901+02', '4930123456', '2000-01-01+00', false"),
            user(
                BOB,
                "'bob@supabase.example'",
                "'" + FIREBASE.hash() + "'",
                "null, '{\"name\": \"Bob\"}', '2024-01-02 03:04:05+00', null, 'infinity', false"),
            user(
                CYD,
                "'cyd@supabase.example'",
                "''",
                "'2024-01-01 00:00:00+00', null, null, null, now() + interval '1 hour', false"),
            user(DOT, "null", "null", "null, '{}', now(), null, null, true"),
            "insert into auth.identities (provider_id, user_id, identity_data, provider) values"
                + " ('x', '"
                + ADA
                + "', '{}', 'email'), ('7', '"
                + CYD
                + "', '{}', 'google')",
            "insert into auth.mfa_factors values (gen_random_uuid(), '"
                + ADA
                + "', 'verified'), (gen_random_uuid(), '"
                + BOB
                + "', 'unverified')");
    assertThat(imported("supabase", place))
        .containsExactly(
            in(ADA, "ada@supabase.example", "\"mfa_not_carried\""),
            in(BOB, "bob@supabase.example", "\"inactive\",\"address_unverified\""),
            in(CYD, "cyd@supabase.example", "\"no_password\",\"social_not_carried\""),
            "{\"id\":\"%s\",\"outcome\":\"refused\",\"login\":null,\"reason\":\"no_login\","
                    .formatted(DOT)
                + "\"warnings\":[]}");
    assertThat(Commands.run(server, "", "account", "show", "ada@supabase.example", "--json").out())
        .contains(
            "\"created\":\"2024-01-02T01:04:05.678901Z\"", "\"name\":\"Ada L.\"", "4930123456");
    assertThat(FormerSystem.signIn(server, "ada@supabase.example", BCRYPT.password()))
        .isEqualTo(200);
    assertThat(FormerSystem.signIn(server, "bob@supabase.example", FIREBASE.password()))
        .isNotEqualTo(200);
  }

  @Test
  void supabaseOfBeforeItHadFactors() throws IOException {
    String place =
        FormerSystem.postgres(
            "create schema auth",
            USERS,
            IDENTITIES,
            user(
                ADA,
                "'eve@supabase.example'",
                "'" + FIREBASE.hash() + "'",
                "now(), null, now(), null, null, false"));
    assertThat(imported("supabase", place, "--source", "older"))
        .containsExactly(in(ADA, "eve@supabase.example", ""));
    assertThat(FormerSystem.signIn(server, "eve@supabase.example", FIREBASE.password()))
        .isEqualTo(200);
  }

  /** Names that PostgreSQL knows in quotes alone. */
  @Test
  void betterAuth() throws IOException {
    String place =
        FormerSystem.postgres(
            "create table \"user\" (\"id\" text primary key, \"name\" text not null, \"email\" text"
                + " not null unique, \"emailVerified\" boolean not null, \"image\" text,"
                + " \"createdAt\" timestamp not null, \"updatedAt\" timestamp not null)",
            "create table \"account\" (\"id\" text primary key, \"accountId\" text not null,"
                + " \"providerId\" text not null, \"userId\" text not null, \"password\" text)",
            "insert into \"user\" values ('u1', 'Ada', 'ada@better.example', true, null,"
                + " '2024-03-31 02:30:00', now())",
            "insert into \"account\" values ('a', 'u1', 'credential', 'u1', '"
                + BETTER.hash()
                + "')");
    assertThat(imported("better-auth", place)).containsExactly(in("u1", "ada@better.example", ""));
    assertThat(Commands.run(server, "", "account", "show", "ada@better.example", "--json").out())
        .contains("\"created\":\"2024-03-31T02:30:00Z\"");
    assertThat(FormerSystem.signIn(server, "ada@better.example", BETTER.password())).isEqualTo(200);
  }

  @Test
  void aspnet() throws IOException {
    String place =
        FormerSystem.postgres(
            "create table \"AspNetUsers\" (\"Id\" text primary key, \"UserName\" varchar(256),"
                + " \"Email\" varchar(256), \"EmailConfirmed\" boolean not null, \"PasswordHash\""
                + " text, \"PhoneNumber\" text, \"TwoFactorEnabled\" boolean not null,"
                + " \"LockoutEnd\" timestamptz, \"LockoutEnabled\" boolean not null)",
            "create table \"AspNetRoles\" (\"Id\" text primary key, \"Name\" varchar(256))",
            "create table \"AspNetUserRoles\" (\"UserId\" text, \"RoleId\" text)",
            "create table \"AspNetUserLogins\" (\"LoginProvider\" text, \"UserId\" text)",
            "insert into \"AspNetUsers\" values ('A1', 'ada_pg', 'ada@aspnet.example', true, '"
                + Hashed.of("aspnet-011").hash()
                + "', null, true, now() + interval '5 minutes', true)",
            "insert into \"AspNetRoles\" values ('R1', 'Editor')",
            "insert into \"AspNetUserRoles\" values ('A1', 'R1')");
    assertThat(imported("aspnet", place))
        .containsExactly(in("A1", "ada_pg", "\"mfa_not_carried\""));
    assertThat(Commands.run(server, "", "account", "show", "ada_pg", "--json").out())
        .contains("Editor");
  }

  /** What they can do without, PostgreSQL cannot prepare: each time it gives up its transaction. */
  @Test
  void laravelAndDeviseWithoutTablesOfRoles() throws IOException {
    String hash = BCRYPT.hash();
    String laravel =
        FormerSystem.postgres(
            "create table users (id bigserial primary key, name varchar(255) not null, email"
                + " varchar(255) not null unique, email_verified_at timestamp(0), password"
                + " varchar(255) not null, created_at timestamp(0), updated_at timestamp(0))",
            "insert into users values (1, 'Ada', 'pg@laravel.example', now(), '"
                + hash
                + "', '2024-01-01 00:00:00', null)");
    assertThat(imported("laravel", laravel)).containsExactly(in("1", "pg@laravel.example", ""));
    String devise =
        FormerSystem.postgres(
            "create table users (id bigint primary key, email varchar default '' not null,"
                + " encrypted_password varchar default '' not null, confirmed_at timestamp(6),"
                + " created_at timestamp(6) not null, updated_at timestamp(6) not null)",
            "create table roles (id bigint primary key, name varchar, resource_type varchar,"
                + " resource_id bigint)",
            "create table users_roles (user_id bigint, role_id bigint)",
            "insert into roles values (1, 'editor', null, null)",
            "insert into users_roles values (1, 1)",
            "insert into users values (1, 'pg@devise.example', '"
                + hash
                + "', now(), '2024-01-01', now())");
    assertThat(imported("devise", devise)).containsExactly(in("1", "pg@devise.example", ""));
    for (String who : List.of("pg@laravel.example", "pg@devise.example")) {
      assertThat(Commands.run(server, "", "account", "show", who, "--json").out())
          .contains("\"created\":\"2024-01-01T00:00:00Z\"");
      assertThat(FormerSystem.signIn(server, who, BCRYPT.password())).isEqualTo(200);
    }
    assertThat(Commands.run(server, "", "account", "show", "pg@devise.example", "--json").out())
        .contains("editor");
  }

  @Test
  void wordpressAndLuciaThatWereMoved() throws IOException {
    String wordpress =
        FormerSystem.postgres(
            "create table wp_users (id bigint primary key, user_login varchar(60) not null,"
                + " user_pass varchar(255) not null, user_email varchar(100) not null,"
                + " user_registered timestamp, display_name varchar(250) not null)",
            "create table wp_usermeta (umeta_id bigint primary key, user_id bigint, meta_key"
                + " varchar(255), meta_value text)",
            "insert into wp_users values (1, 'wp_pg', '"
                + BCRYPT.hash()
                + "', 'pg@wordpress.example', '2024-01-01', 'Pg')",
            "insert into wp_usermeta values (1, 1, 'wp_capabilities',"
                + " 'a:1:{s:6:\"author\";b:1;}'), (2, 1, 'first_name', 'P.')");
    assertThat(imported("wordpress", wordpress, "--addresses", "verified"))
        .containsExactly(in("1", "wp_pg", ""));
    assertThat(Commands.run(server, "", "account", "show", "wp_pg", "--json").out())
        .contains("\"author\"", "\"P.\"");
    assertThat(FormerSystem.signIn(server, "pg@wordpress.example", BCRYPT.password()))
        .isEqualTo(200);
    Hashed hash = Hashed.of("lucia-037");
    String lucia =
        FormerSystem.postgres(
            "create table \"user\" (id varchar(15) primary key)",
            "create table user_key (id varchar(255) primary key, user_id varchar(15) not null,"
                + " hashed_password varchar(255))",
            "insert into \"user\" values ('l1')",
            "insert into user_key values ('username:lu_pg', 'l1', '" + hash.hash() + "')");
    assertThat(imported("lucia", lucia)).containsExactly(in("l1", "lu_pg", ""));
    assertThat(FormerSystem.signInByName(server, "lu_pg", hash.password())).isEqualTo(200);
  }

  private static final String ARRAYS =
      """
      source: arrays
      table: people
      id: Id
      fields:
        username: Name
        groups: {column: teams, map: {b: Builders}}
        active: {column: gone, present: true, not: true}
        created_at: {column: born, zone: Europe/Berlin}
      password: {column: secret, scheme: bcrypt}
      """;

  /** Its lists, bytes and days are what they are, and its times are no zone's of this machine. */
  @Test
  void valuesOfAllTypes() throws IOException {
    String place =
        FormerSystem.postgres(
            "create table people (id bigint primary key, name text, teams text[], gone date, born"
                + " timestamp, secret bytea)",
            "insert into people values (7, 'pg-ada', '{a,b,NULL}', null, '2024-01-01 00:00:00',"
                + " convert_to('"
                + BCRYPT.hash()
                + "', 'UTF8')), (8, 'pg-bob', null, '2024-01-01', null, null)");
    Path map = Files.writeString(folder.resolve("arrays.yaml"), ARRAYS);
    assertThat(imported("table", place, "--map", map.toString()))
        .containsExactly(in("7", "pg-ada", ""), in("8", "pg-bob", "\"no_password\",\"inactive\""));
    assertThat(Commands.run(server, "", "account", "show", "pg-ada", "--json").out())
        .contains("\"created\":\"2023-12-31T23:00:00Z\"", "\"a\"", "Builders");
    assertThat(FormerSystem.signInByName(server, "pg-ada", BCRYPT.password())).isEqualTo(200);
  }
}
