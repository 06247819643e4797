package vestibule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vestibule.TestServer;
import vestibule.cli.Commands.Ended;

/** {@code vestibule import table} from another system's SQLite database. */
class ImportTableTest {

  private static final String MAP =
      """
      source: club-flask
      table: user
      id: id
      where: id < 100
      fields:
        username: username
        email: email
        verified: {column: confirmed_at, present: true}
        active: {column: active}
        created_at: {column: create_datetime, zone: Europe/Berlin}
        full_name: name
        roles: {sql: "select r.name from role r join roles_users ru on ru.role_id = r.id\
       where ru.user_id = :id order by r.id"}
      """;

  @TempDir private Path folder;
  private TestServer server;
  private String place;

  @BeforeEach
  void start() throws SQLException {
    server = TestServer.start();
    Path file = folder.resolve("club.db");
    place = "sqlite:" + file;
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql :
          new String[] {
            "create table user (id integer primary key, username text, email text, name text,"
                + " confirmed_at datetime, active boolean, create_datetime datetime)",
            "create table role (id integer primary key, name text)",
            "create table roles_users (user_id integer, role_id integer)",
            "insert into role values (1, 'editor'), (2, 'admin')",
            "insert into roles_users values (7, 2), (7, 1)",
            "insert into user values (7, 'ada', 'ada@example.org', 'Ada L.',"
                + " '2020-01-01 00:00:00', 1, '2020-07-01 12:00:00.123456')",
            "insert into user values (8, 'bob', 'bob@example.org', null, null, 0, null)",
            "insert into user values (200, 'eve', 'eve@example.org', null, null, 1, null)"
          }) {
        statement.execute(sql);
      }
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Ended run(String map, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("map.yaml"), map);
    String[] all = new String[7 + more.length];
    String[] fixed = {"import", "table", "--from", place, "--map", file.toString(), "--json"};
    System.arraycopy(fixed, 0, all, 0, 7);
    System.arraycopy(more, 0, all, 7, more.length);
    return Commands.run(server, "", all);
  }

  private Ended shown(String name) {
    return Commands.run(server, "", "account", "show", name, "--json");
  }

  @Test
  void rowsComeInAsTheMapSays() throws IOException {
    Ended ended = run(MAP);
    assertThat(ended.err()).isEmpty();
    assertThat(ended.out())
        .isEqualTo(
            "{\"rows\":2,\"imported\":2,\"updated\":0,\"unchanged\":0,\"refused\":0,\"reasons\":{},"
                + "\"warnings\":{\"address_unverified\":1,\"inactive\":1,\"no_password\":2}}\n");
    assertThat(shown("ada").out())
        .contains(
            "\"id\":7,",
            "\"created\":\"2020-07-01T10:00:00.123456Z\"",
            "\"name\":\"Ada L.\"",
            "editor",
            "admin");
    assertThat(shown("bob").out()).contains("\"id\":8,", "\"status\":\"disabled\"");
    assertThat(shown("eve").code()).isEqualTo(1);
    assertThat(run(MAP).out()).contains("\"unchanged\":2");
    assertThat(Commands.run(server, "", "import", "ids", "club-flask").out())
        .isEqualTo("{\"id\":\"7\",\"account\":7}\n{\"id\":\"8\",\"account\":8}\n");
  }

  @Test
  void aBadMapRefusesTheWholeRunAndSaysWhy() throws IOException {
    assertThat(run(MAP.replace("username: username", "nickname: username")))
        .satisfies(ended -> assertThat(ended.code()).isEqualTo(1))
        .satisfies(ended -> assertThat(ended.err()).contains("nickname"));
    assertThat(run("source: [").err()).contains("no good YAML");
    assertThat(run(MAP.replace("id: id\n", "")).err()).contains("it has no id");
    assertThat(run(MAP.replace("table: user", "table: people")).err()).contains("people");
    assertThat(run(MAP.replace("zone: Europe/Berlin", "zone: Nowhere")).err())
        .contains("time zone");
    assertThat(run(MAP + "password: {column: name}").err()).contains("scheme");
    assertThat(run(MAP.replace("username: username", "username: {column: a, map: {x: [y]}}")).err())
        .contains("fields.username.map.x is no text");
    // A list that holds itself has no end, as a text or as a part of a key.
    for (String endless : List.of("x: &l [[*l]]", "? {x: &l [[*l]]}")) {
      assertThat(
              run(MAP.replace(
                      "username: username", "username: {column: a, map: {" + endless + "}}"))
                  .err())
          .contains("it is no good YAML");
    }
    assertThat(shown("ada").code()).isEqualTo(1);
  }

  @Test
  void theOtherDatabaseIsOnlyRead() throws IOException {
    Path file = Path.of(place.substring("sqlite:".length()));
    byte[] before = Files.readAllBytes(file);
    run(MAP.replace("where: id < 100", "where: \"1=1; delete from user\""));
    run(MAP);
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  private static final String PEOPLE =
      """
      source: file
      id: id
      fields:
        username: name
        email: {column: mail, optional: true}
        groups: {column: teams, split: ";"}
        roles: {sql: "select 1", csv: roles}
        phone: {sql: "select 1", optional: true}
        active: {column: state, map: {open: 1, shut: 0}}
        created_at: {column: at, epoch: ms}
      not_carried:
        mfa: {column: totp, present: true, optional: true}
      """;

  private Ended file(String name, String content, String map, String... more) throws IOException {
    place = Files.writeString(folder.resolve(name), content).toString();
    return run(map, more);
  }

  private static final String TOLD =
      "{\"rows\":2,\"imported\":2,\"updated\":0,\"unchanged\":0,\"refused\":0,\"reasons\":{},"
          + "\"warnings\":{\"inactive\":1,\"mfa_not_carried\":1,\"no_password\":2}}\n";

  @Test
  void aFileOfCsvIsATable() throws IOException {
    Ended ended =
        file(
            "people.csv",
            "ID,name,teams,roles,state,at,totp\n"
                + "70,csv-ada,\"a; b;\",\"x, y\",open,1593597600123,SECRET\n"
                + "80,csv-bob,,,shut,,\n",
            PEOPLE);
    assertThat(ended.out()).as(ended.err()).isEqualTo(TOLD);
    assertThat(shown("csv-ada").out())
        .contains(
            "\"id\":70,",
            "\"created\":\"2020-07-01T10:00:00.123Z\"",
            "\"a\"",
            "\"b\"",
            "\"x\"",
            "\"y\"");
    assertThat(shown("csv-bob").out()).contains("\"status\":\"disabled\"");
  }

  @Test
  void aFileOfJsonIsATable() throws IOException {
    Ended ended =
        file(
            "people.json",
            """
            [{"id": 70, "name": "json-ada", "teams": ["a", null, "b"], "roles": "x,y",
              "state": "open", "at": 1593597600123, "totp": {"secret": 1}},
             {"id": 80, "name": "json-bob", "state": "shut", "mail": null}]
            """,
            PEOPLE);
    assertThat(ended.out()).as(ended.err()).isEqualTo(TOLD);
    assertThat(shown("json-ada").out())
        .contains("\"created\":\"2020-07-01T10:00:00.123Z\"", "\"a\"", "\"b\"", "\"x\"");
    Ended lines = file("people.ndjson", "{\"id\": 90, \"name\": \"line\"}\n[1]\n", PEOPLE);
    assertThat(lines.out()).contains("\"imported\":1", "\"row_damaged\":1");
  }

  @Test
  void aFileAnswersNoSql() throws IOException {
    String csv = "id,name,teams,state,at\n1,n,,open,\n";
    assertThat(file("people.csv", csv, PEOPLE + "where: id > 1\n").err())
        .contains("neither where nor order");
    assertThat(file("people.csv", csv, PEOPLE + "order: id\n").err())
        .contains("neither where nor order");
    assertThat(file("people.csv", csv, PEOPLE.replace(", csv: roles", "")).err())
        .contains("fields.roles asks a database");
    assertThat(file("people.csv", csv, PEOPLE.replace("totp, present", "x, present")).code())
        .isZero();
    assertThat(file("people.csv", csv, PEOPLE.replace("username: name", "username: nam")).err())
        .contains("there is no column nam");
    assertThat(file("people.csv", csv, PEOPLE + "tables: t\n").err()).contains("tables");
  }

  @Test
  void aDamagedFileRefusesTheWholeRun() throws IOException {
    String good = "id,name,teams,state,at\n" + "7,good,,open,\n".repeat(300);
    Ended ended = file("people.csv", good + "\"8", PEOPLE);
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).contains("no good CSV");
    assertThat(file("people.json", "[{\"id\": 7, \"name\": \"good\"},", PEOPLE).code())
        .isEqualTo(1);
    assertThat(shown("good").code()).isEqualTo(1);
  }

  @Test
  void aColumnThatIsNotThereIsTold() throws IOException {
    assertThat(run(MAP.replace("full_name: name", "full_name: nmae")).err())
        .contains("there is no column nmae");
    assertThat(run(MAP.replace("id: id", "id: uid")).err()).contains("there is no column uid");
    assertThat(run(MAP.replace("full_name: name", "full_name: {column: x, optional: true}")).out())
        .contains("\"imported\":2");
  }

  @Test
  void aQueryThatCannotBeDoneIsToldBeforeAnybodyComes() throws IOException {
    String asking = "full_name: {sql: \"select x from absent where id = :id\"%s}";
    assertThat(run(MAP.replace("full_name: name", asking.formatted(""))).err())
        .contains("the database cannot do: select x from absent");
    assertThat(shown("ada").code()).isEqualTo(1);
    assertThat(run(MAP.replace("full_name: name", asking.formatted(", optional: true"))).out())
        .contains("\"imported\":2");
  }

  @Test
  void aQueryAboutOnePersonThatTellsOfAllIsRefused() throws IOException {
    String all =
        "groups: {sql: \"with recursive n(i) as (select 1 union all select i + 1 from n where i <"
            + " 1001) select i from n\"}";
    assertThat(run(MAP.replace("full_name: name", all)).err())
        .contains("more than 1000 rows of one person");
    assertThat(run(MAP.replace("full_name: name", all.replace("1001", "3"))).out())
        .contains("\"imported\":2");
  }
}
