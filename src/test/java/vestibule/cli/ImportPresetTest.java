package vestibule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import vestibule.TestServer;
import vestibule.cli.Commands.Ended;
import vestibule.cli.FormerSystem.Hashed;
import vestibule.cli.source.ImportSource;

/** Devise, ASP.NET and PocketBase, each from a database of its documented form; and all maps. */
class ImportPresetTest extends PresetCases {

  private static final Hashed BCRYPT = Hashed.of("bcrypt-049");
  private static final Hashed BCRYPT_2A = Hashed.of("bcrypt-026");

  private static final String DEVISE =
      "create table users (id integer not null primary key, email varchar default '' not null,"
          + " encrypted_password varchar default '' not null, reset_password_token varchar,"
          + " reset_password_sent_at datetime(6), remember_created_at datetime(6), %s"
          + " created_at datetime(6) not null, updated_at datetime(6) not null)";

  private static final Hashed PEPPERED = Hashed.of("devise-001");

  @Test
  void devise() throws IOException {
    String times = "null, null, null, %s '2020-07-01 10:00:00.123456', '2020-07-01 10:00:00')";
    String place =
        FormerSystem.sqlite(
            folder.resolve("devise.db"),
            DEVISE.formatted(
                "confirmed_at datetime(6), unconfirmed_email varchar, locked_at datetime(6),"
                    + " provider varchar, otp_required_for_login boolean,"),
            "create table roles (id integer primary key, name varchar, resource_type varchar,"
                + " resource_id integer)",
            "create table users_roles (user_id integer, role_id integer)",
            "insert into roles values (1, 'editor', null, null), (2, 'owner', 'Forum', 7)",
            "insert into users_roles values (1, 1), (1, 2)",
            "insert into users values (1, 'ada@devise.example', '"
                + BCRYPT_2A.hash()
                + "', "
                + times.formatted("'2020-07-01 11:00:00', null, '2020-07-02 00:00:00', null, 1,"),
            "insert into users values (2, 'bob@devise.example', '', "
                + times.formatted("null, 'new@devise.example', null, 'github', 0,"));
    assertThat(imported("devise", place))
        .startsWith(
            in("1", "ada@devise.example", "devise", "mfa_not_carried"),
            in(
                "2",
                "bob@devise.example",
                "",
                "no_password",
                "address_unverified",
                "social_not_carried"));
    assertThat(shown("ada@devise.example"))
        .contains("\"created\":\"2020-07-01T10:00:00.123456Z\"", "editor")
        .doesNotContain("owner");
    canSignIn("ada@devise.example", BCRYPT_2A);
  }

  @Test
  void deviseWithAPepperAndWithoutConfirmations() throws IOException {
    String place =
        FormerSystem.sqlite(
            folder.resolve("devise-pepper.db"),
            DEVISE.formatted(""),
            "insert into users values (1, 'eve@devise.example', '"
                + PEPPERED.hash()
                + "', null, null, null, '2020-07-01', '2020-07-01')");
    try (TestServer peppered =
        TestServer.start(
            "VESTIBULE_FOREIGN_HASHES_SHOP_SCHEME=devise",
            "VESTIBULE_FOREIGN_HASHES_SHOP_PEPPER=pfeffer-ü")) {
      Ended ended =
          Commands.run(
              peppered,
              "",
              "import",
              "devise",
              "--from",
              place,
              "--with",
              "shop",
              "--addresses",
              "verified");
      assertThat(ended.out()).as(ended.err()).startsWith("1 rows: 1 imported");
      assertThat(FormerSystem.signIn(peppered, "eve@devise.example", PEPPERED.password()))
          .isEqualTo(200);
    }
  }

  private static final String[] ASPNET = {
    "create table \"AspNetUsers\" (\"Id\" text not null primary key, \"UserName\" text,"
        + " \"NormalizedUserName\" text, \"Email\" text, \"NormalizedEmail\" text,"
        + " \"EmailConfirmed\" integer not null, \"PasswordHash\" text, \"SecurityStamp\" text,"
        + " \"ConcurrencyStamp\" text, \"PhoneNumber\" text, \"PhoneNumberConfirmed\" integer not"
        + " null, \"TwoFactorEnabled\" integer not null, \"LockoutEnd\" text, \"LockoutEnabled\""
        + " integer not null, \"AccessFailedCount\" integer not null)",
    "create table \"AspNetRoles\" (\"Id\" text not null primary key, \"Name\" text,"
        + " \"NormalizedName\" text, \"ConcurrencyStamp\" text)",
    "create table \"AspNetUserRoles\" (\"UserId\" text not null, \"RoleId\" text not null)",
    "create table \"AspNetUserLogins\" (\"LoginProvider\" text not null, \"ProviderKey\" text not"
        + " null, \"ProviderDisplayName\" text, \"UserId\" text not null)"
  };

  private static final Hashed ASPNET_V3 = Hashed.of("aspnet-011");
  private static final Hashed ASPNET_V2 = Hashed.of("aspnet-005");

  private static String aspNet(
      String id, String name, int confirmed, String hash, int mfa, String lockedUntil) {
    String email = name.contains("@") ? name : name + "@aspnet.example";
    return "insert into \"AspNetUsers\" values ('%s', '%s', upper('%s'), '%s', upper('%s'), %d, %s,"
            .formatted(id, name, name, email, email, confirmed, hash)
        + " 'S', 'C', '+4930123456', 0, %d, %s, 1, 0)".formatted(mfa, lockedUntil);
  }

  @Test
  void aspnet() throws IOException {
    String place =
        FormerSystem.sqlite(
            folder.resolve("aspnet.db"),
            Stream.of(
                    ASPNET,
                    new String[] {
                      aspNet(
                          "a-1",
                          "ada@aspnet.example",
                          1,
                          '\'' + ASPNET_V3.hash() + '\'',
                          1,
                          "'2000-01-01 00:00:00+00:00'"),
                      aspNet(
                          "b-2",
                          "bob",
                          0,
                          '\'' + ASPNET_V2.hash() + '\'',
                          0,
                          "'9999-12-31 23:59:59.9999999+00:00'"),
                      aspNet("c-3", "cyd", 1, "null", 0, "null"),
                      "insert into \"AspNetRoles\" values ('r', 'Editor', 'EDITOR', 'C')",
                      "insert into \"AspNetUserRoles\" values ('a-1', 'r')",
                      "insert into \"AspNetUserLogins\" values ('Google', '123', 'Google', 'c-3'),"
                          + " ('Other', '123', 'Other', 'c-3')"
                    })
                .flatMap(Stream::of)
                .toArray(String[]::new));
    assertThat(imported("aspnet", place))
        .startsWith(
            in("a-1", "ada@aspnet.example", "aspnet", "name_as_address", "mfa_not_carried"),
            in("b-2", "bob", "aspnet", "inactive", "address_unverified"),
            in("c-3", "cyd", "", "no_password", "social_not_carried"));
    assertThat(shown("ada@aspnet.example")).contains("Editor", "+4930123456");
    canSignIn("ada@aspnet.example", ASPNET_V3);
    assertThat(FormerSystem.signInByName(server, "bob", ASPNET_V2.password())).isNotEqualTo(200);
    assertThat(Commands.run(server, "", "account", "enable", "bob").code()).isZero();
    assertThat(FormerSystem.signInByName(server, "bob", ASPNET_V2.password())).isEqualTo(200);
  }

  @Test
  void aspnetOfCsvFromSqlServer() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("AspNetUsers.csv"),
            "Id,UserName,Email,EmailConfirmed,PasswordHash,PhoneNumber,TwoFactorEnabled,"
                + "LockoutEnd,roles,social\n"
                + "x-1,xeno@aspnet.example,xeno@aspnet.example,True,"
                + ASPNET_V3.hash()
                + ",NULL,False,NULL,\"Editor,Owner\",0\n"
                + "x-2,xora@aspnet.example,xora@aspnet.example,1,NULL,NULL,0,"
                + "9999-12-31 23:59:59.9999999 +00:00,NULL,1\n");
    assertThat(imported("aspnet", file.toString(), "--source", "aspnet-csv"))
        .startsWith(
            in("x-1", "xeno@aspnet.example", "aspnet", "name_as_address"),
            in(
                "x-2",
                "xora@aspnet.example",
                "",
                "no_password",
                "inactive",
                "name_as_address",
                "social_not_carried"));
    assertThat(shown("xeno@aspnet.example")).contains("Editor", "Owner");
    canSignIn("xeno@aspnet.example", ASPNET_V3);
  }

  @Test
  void pocketbase() throws IOException {
    String place =
        FormerSystem.sqlite(
            folder.resolve("data.db"),
            "pragma journal_mode = wal",
            "create table \"users\" (\"avatar\" text default '' not null, \"created\" text default"
                + " '' not null, \"email\" text default '' not null, \"emailVisibility\" boolean"
                + " default false not null, \"id\" text primary key default ('r'||lower(hex("
                + "randomblob(7)))) not null, \"name\" text default '' not null, \"password\" text"
                + " default '' not null, \"tokenKey\" text default '' not null, \"updated\" text"
                + " default '' not null, \"verified\" boolean default false not null)",
            "create table \"_externalAuths\" (\"collectionRef\" text default '' not null,"
                + " \"created\" text, \"id\" text primary key not null, \"provider\" text,"
                + " \"providerId\" text, \"recordRef\" text, \"updated\" text)",
            "insert into users values ('a_x1.png', '2024-07-18 10:00:00.123Z', 'ada@pb.example', 0,"
                + " 'rec000000000001', 'Ada L.', '"
                + BCRYPT.hash()
                + "', 'k1', '', true)",
            "insert into users values ('', '', 'bob@pb.example', 0, 'rec000000000002', '', '"
                + BCRYPT.hash()
                + "', 'k2', '', false)",
            "insert into \"_externalAuths\" values ('_pb_users_auth_', '', 'e1', 'google', '7',"
                + " 'rec000000000002', '')");
    assertThat(imported("pocketbase", place))
        .startsWith(
            in("rec000000000001", "ada@pb.example", "bcrypt"),
            in(
                "rec000000000002",
                "bob@pb.example",
                "bcrypt",
                "address_unverified",
                "social_not_carried"));
    assertThat(shown("ada@pb.example"))
        .contains("\"created\":\"2024-07-18T10:00:00.123Z\"", "\"name\":\"Ada L.\"");
    canSignIn("ada@pb.example", BCRYPT);
  }

  /**
   * A table that somebody saved, in the columns of the query that the map's comments show.
   *
   * @param row of a person, with their number and the hash of their password
   */
  private record Saved(String source, Hashed hash, String columns, String row) {

    String with(int number, String hashed) {
      return row.replace("{n}", Integer.toString(number)).replace("{hash}", hashed) + "\n";
    }
  }

  private static Stream<Saved> saved() {
    return Stream.of(
        new Saved(
            "supabase",
            BCRYPT,
            "instance_id,id,aud,email,encrypted_password,email_confirmed_at,banned_until,"
                + "created_at",
            "0,6a8e{n},x,p{n}@supabase.example,{hash},2024-01-01 00:00:00+00,,2024-01-01 00:00+00"),
        new Saved(
            "laravel",
            BCRYPT,
            "id,name,email,email_verified_at,password,remember_token,created_at,updated_at",
            "{n},F,p{n}@laravel.example,2024-01-01 00:00:00,{hash},NULL,2024-01-01 00:00:00,NULL"),
        new Saved(
            "devise",
            BCRYPT,
            "id,email,encrypted_password,confirmed_at,created_at,provider",
            "{n},p{n}@devise.example,{hash},2024-01-01 00:00:00 UTC,2024-01-01 00:00:00.1,email"),
        new Saved(
            "better-auth",
            Hashed.of("better-auth-014"),
            "id,name,email,emailVerified,createdAt,role,banned,password,social",
            "u{n},F,p{n}@better.example,1,2024-01-01 00:00:00.123,\"a,b\",0,{hash},0"),
        new Saved(
            "lucia",
            Hashed.of("lucia-037"),
            "id,key_email,key_name,hashed_password,social",
            "l{n},p{n}@lucia.example,p{n}_lucia,{hash},0"),
        new Saved(
            "pocketbase",
            BCRYPT,
            "id,email,verified,name,created,password",
            "r{n},p{n}@pocketbase.example,true,F,2024-07-18 10:00:00.123Z,{hash}"));
  }

  @TestFactory
  Stream<DynamicTest> eachIsReadFromCsvToo() {
    return saved()
        .map(
            saved ->
                DynamicTest.dynamicTest(
                    saved.source(),
                    () -> {
                      Path csv =
                          Files.writeString(
                              folder.resolve(saved.source() + ".csv"),
                              saved.columns()
                                  + "\n"
                                  + saved.with(1, saved.hash().hash())
                                  + saved.with(2, ""));
                      Ended ended =
                          Commands.run(
                              server,
                              "",
                              "import",
                              saved.source(),
                              "--from",
                              csv.toString(),
                              "--source",
                              "saved-" + saved.source(),
                              "--ids",
                              "new",
                              "--addresses",
                              "verified");
                      assertThat(ended.out())
                          .startsWith("2 rows: 2 imported")
                          .endsWith("\nwarnings: no_password 1\n");
                      String domain = saved.source().replace("-auth", "") + ".example";
                      canSignIn("p1@" + domain, saved.hash());
                    }));
  }

  @TestFactory
  Stream<DynamicTest> eachMapIsPrintedAndReadAgain() {
    return ImportSource.ALL.stream()
        .filter(ImportSource.Mapped.class::isInstance)
        .map(
            source ->
                DynamicTest.dynamicTest(
                    source.name(),
                    () -> {
                      Ended printed = Commands.run(server, "", "import", "map", source.name());
                      assertThat(printed.code()).isZero();
                      assertThat(printed.out()).startsWith("# ").contains("\nsource: ");
                      Path map = Files.writeString(folder.resolve("map.yaml"), printed.out());
                      Ended used =
                          Commands.run(
                              server,
                              "id\n",
                              "import",
                              "table",
                              "--from",
                              "-",
                              "--map",
                              map.toString());
                      assertThat(used.err()).contains("there is no column");
                    }));
  }

  @Test
  void onlySourcesWithAMapHaveOne() {
    Ended ended = Commands.run(server, "", "import", "map", "jsonl");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("no map is called jsonl", "wordpress");
  }
}
