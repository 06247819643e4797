package vestibule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vestibule.TestServer;
import vestibule.cli.FormerSystem.Hashed;

/** Better Auth and Lucia, each from a database of its documented form. */
class ImportNodePresetTest extends PresetCases {

  private static final Hashed BETTER = Hashed.of("better-auth-014");

  @Test
  void betterAuthWithItsPlugins() throws IOException {
    String place =
        FormerSystem.sqlite(
            folder.resolve("better.db"),
            "create table \"user\" (\"id\" text not null primary key, \"name\" text not null,"
                + " \"email\" text not null unique, \"emailVerified\" integer not null, \"image\""
                + " text, \"createdAt\" date not null, \"updatedAt\" date not null, \"role\" text,"
                + " \"banned\" integer, \"banReason\" text, \"banExpires\" date, \"username\" text"
                + " unique, \"displayUsername\" text, \"twoFactorEnabled\" integer)",
            "create table \"account\" (\"id\" text not null primary key, \"accountId\" text not"
                + " null, \"providerId\" text not null, \"userId\" text not null references"
                + " \"user\" (\"id\"), \"password\" text, \"createdAt\" date not null,"
                + " \"updatedAt\" date not null)",
            "insert into \"user\" values ('u1', 'Ada L.', 'ada@better.example', 1, null,"
                + " '2024-05-06T07:08:09.123Z', '2024-05-06T07:08:09.123Z', 'user,admin', 0, null,"
                + " null, 'ada_better', 'Ada', 1)",
            "insert into \"user\" values ('u2', 'Bob', 'bob@better.example', 0, null,"
                + " '2024-05-06T07:08:09.123Z', '2024-05-06T07:08:09.123Z', null, 1, 'spam', null,"
                + " null, null, null)",
            "insert into \"account\" values ('a1', 'u1', 'credential', 'u1', '"
                + BETTER.hash()
                + "', '2024-05-06', '2024-05-06'), ('a2', '77', 'google', 'u1', null,"
                + " '2024-05-06', '2024-05-06'), ('a3', '78', 'github', 'u2', null, '2024-05-06',"
                + " '2024-05-06')");
    assertThat(imported("better-auth", place))
        .startsWith(
            in("u1", "ada_better", "better-auth", "mfa_not_carried", "social_not_carried"),
            in(
                "u2",
                "bob@better.example",
                "",
                "no_password",
                "inactive",
                "address_unverified",
                "social_not_carried"));
    assertThat(shown("ada_better"))
        .contains("\"created\":\"2024-05-06T07:08:09.123Z\"", "\"user\"", "\"admin\"");
    canSignIn("ada@better.example", BETTER);
  }

  private static final Hashed LUCIA = Hashed.of("lucia-037");
  private static final Hashed LUCIA_1 = Hashed.of("lucia-016");

  private static final String[] LUCIA_TABLES = {
    "create table user (id varchar(15) not null primary key)",
    "create table user_key (id varchar(255) not null primary key, user_id varchar(15) not null,"
        + " hashed_password varchar(255), foreign key (user_id) references user(id))",
    "create table user_session (id varchar(127) not null primary key, user_id varchar(15) not"
        + " null, active_expires bigint not null, idle_expires bigint not null)"
  };

  @Test
  void lucia() throws IOException {
    String place =
        FormerSystem.sqlite(
            folder.resolve("lucia.db"),
            Stream.of(
                    LUCIA_TABLES,
                    new String[] {
                      "insert into user values ('l1'), ('l2'), ('l3')",
                      "insert into user_key values ('email:ada@lucia.example', 'l1', '"
                          + LUCIA.hash()
                          + "'), ('username:ada_lucia', 'l1', '"
                          + LUCIA.hash()
                          + "'), ('github:1', 'l2', null), ('email:bob@lucia.example', 'l2', null)"
                    })
                .flatMap(Stream::of)
                .toArray(String[]::new));
    assertThat(imported("lucia", place, "--addresses", "verified"))
        .startsWith(
            in("l1", "ada_lucia", "lucia"),
            in("l2", "bob@lucia.example", "", "no_password", "social_not_carried"),
            out("l3", "no_login"));
    canSignIn("ada@lucia.example", LUCIA);
  }

  @Test
  void luciaOne() throws IOException {
    String place =
        FormerSystem.sqlite(
            folder.resolve("lucia1.db"),
            Stream.of(
                    LUCIA_TABLES,
                    new String[] {
                      "insert into user values ('l1')",
                      "insert into user_key values ('email:eve@lucia.example', 'l1', '"
                          + LUCIA_1.hash()
                          + "')"
                    })
                .flatMap(Stream::of)
                .toArray(String[]::new));
    try (TestServer old =
        TestServer.start(
            "VESTIBULE_FOREIGN_HASHES_OLD_SCHEME=lucia", "VESTIBULE_FOREIGN_HASHES_OLD_R=8")) {
      assertThat(
              Commands.run(
                      old,
                      "",
                      "import",
                      "lucia",
                      "--from",
                      place,
                      "--with",
                      "old",
                      "--addresses",
                      "verified")
                  .out())
          .startsWith("1 rows: 1 imported");
      assertThat(FormerSystem.signIn(old, "eve@lucia.example", LUCIA_1.password())).isEqualTo(200);
    }
  }
}
