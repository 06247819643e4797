package vestibule.moving.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.moving.exports.ImportTrial.PASSWORD;
import static vestibule.moving.exports.ImportTrial.imported;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vestibule.cli.Commands.Ended;
import vestibule.cli.FormerSystem;

/** {@code vestibule import django} from a project's SQLite database. */
class DjangoTest {

  @TempDir private Path folder;
  private ImportTrial trial;

  @BeforeEach
  void start() {
    trial = new ImportTrial(folder, "django");
  }

  @AfterEach
  void stop() {
    trial.close();
  }

  private String project(String... statements) {
    return FormerSystem.sqlite(folder.resolve("db.sqlite3"), statements);
  }

  /** What is there then, whichever database it came from. */
  static void assertShop(ImportTrial trial) {
    assertThat(trial.opens("ada", "another password")).isFalse();
    assertThat(trial.opens("ada", PASSWORD)).isTrue();
    assertThat(trial.opens("ada@example.com", PASSWORD)).isTrue();
    assertThat(trial.opens("bob@example.org", PASSWORD)).isTrue();
    assertThat(trial.opens("bob@example.net", PASSWORD)).isFalse();
    assertThat(trial.opens("ida@example.org", PASSWORD)).isTrue();
    assertThat(trial.opens("carl", PASSWORD)).isFalse();
    assertThat(trial.shown("1"))
        .contains(
            "\"id\":1,",
            "\"created\":\"2020-07-01T10:00:00.123456Z\"",
            "\"groups\":[\"Editors\"]",
            "\"roles\":[\"Editors\"]",
            "\"permissions\":[\"blog.add_post\",\"blog.delete_post\",\"blog.view_post\"]",
            "\"firstName\":\"F1\"");
    assertThat(trial.command("role", "list", "--json").out())
        .contains("\"name\":\"Editors\"", "blog.add_post", "blog.view_post", "\"name\":\"Idle\"");
    assertThat(trial.whoami(DjangoShop.KEY)).contains("ada@example.org");
    assertThat(trial.whoami(DjangoShop.KEY.replace('0', '1'))).doesNotContain("carl");
    assertThat(trial.shown("5")).doesNotContain("ADA@example.org", "superuser", "staff");
  }

  @Test
  void aProjectsPeopleComeInAsTheyWere() throws IOException {
    trial.comesIn(project(DjangoShop.sqlite()), DjangoShop.REPORT);
    assertShop(trial);
  }

  @Test
  void noAddressOfTheUserModelIsProvedUnlessTheOperatorSaysSo() throws IOException {
    trial.comesIn(
        project(DjangoShop.withoutAllauth()),
        List.of(
            imported(1, "1", "ada", "django"),
            imported(2, "2", "bob@example.org", "django", "name_as_address")),
        "--addresses",
        "verified");
    assertThat(trial.shown("1")).contains("\"verified\":true");
    assertThat(trial.run(project(), "--source", "again", "--ids", "new").out())
        .contains("refused: address_taken 1, name_taken 1");
  }

  /** Times of a project without {@code USE_TZ} are those of its own zone. */
  @Test
  void timesAreOfTheZoneThatIsSaid() {
    assertThat(trial.run(project(DjangoShop.withoutAllauth()), "--zone", "Europe/Berlin").code())
        .isZero();
    assertThat(trial.shown("1")).contains("\"created\":\"2020-07-01T08:00:00.123456Z\"");
  }

  @Test
  void aUserModelOfTheProjectsOwnIsFound() throws IOException {
    String id = "6fa459eaee8a3ca4894edb77e160355e";
    String place =
        project(
            "create table auth_group (id integer primary key, name varchar(150))",
            "create table people_member (id char(32) not null primary key, password varchar(128),"
                + " last_login datetime, is_superuser bool, email varchar(254), name varchar(200),"
                + " is_active bool)",
            "create table people_member_groups (id integer primary key, member_id char(32)"
                + " references people_member (id), group_id integer references auth_group (id))",
            "create table account_emailaddress (id integer primary key, verified bool,"
                + " \"primary\" bool, user_id char(32) references people_member (id),"
                + " email varchar(254))",
            "create table people_guest (id integer primary key, password varchar(128),"
                + " last_login datetime)",
            "insert into auth_group values (1, 'Club')",
            "insert into people_member values ('%s', '%s', null, false, 'ada@example.org', 'Ada',"
                    .formatted(id, DjangoShop.PBKDF2)
                + " true)",
            "insert into people_member_groups values (1, '%s', 1)".formatted(id),
            "insert into account_emailaddress values (1, true, true, '%s', 'ada@example.org')"
                .formatted(id));
    trial.comesIn(place, List.of(imported(1, id, "ada@example.org", "django")));
    assertThat(trial.opens("ada@example.org", PASSWORD)).isTrue();
    assertThat(trial.shown(id))
        .contains("\"fullName\":\"Ada\"", "\"groups\":[\"Club\"]", "\"roles\":[\"Club\"]");
  }

  @Test
  void aDatabaseThatIsNoneOfDjangoIsRefused() {
    Ended none = trial.run(project("create table user (id integer)"));
    assertThat(none.code()).isEqualTo(1);
    assertThat(none.err()).contains("no table of users of Django");
    Ended several =
        trial.run(
            project(
                "create table a_user (id integer, password text, last_login text)",
                "create table b_user (id integer, password text, last_login text)"));
    assertThat(several.code()).isEqualTo(1);
    assertThat(several.err()).contains("a_user, b_user", "map");
    assertThat(trial.run(trial.file("users.json", "[]")).code()).isEqualTo(2);
  }

  /** More than a page, and the last one is short. */
  @Test
  void whatManyPeopleHaveIsTheirs() throws IOException {
    String place =
        project(
            "create table auth_user (id integer primary key, password text, last_login text,"
                + " username text, email text, is_active bool)",
            "create table account_emailaddress (id integer primary key, verified bool,"
                + " \"primary\" bool, user_id integer, email text)",
            "with recursive n(i) as (select 1 union all select i + 1 from n where i < 1203)"
                + " insert into auth_user select i, '!', null, 'u' || i, '', 1 from n",
            "insert into account_emailaddress select id, 1, 1, id, 'p' || id || '@example.org'"
                + " from auth_user where id < 1203");
    Ended ended = trial.run(place);
    assertThat(ended.out()).startsWith("1,203 rows: 1,203 imported");
    for (int id : new int[] {1, 500, 501, 1000, 1001, 1202}) {
      assertThat(trial.shown("" + id))
          .contains("\"p%d@example.org\"".formatted(id), "\"u%d\"".formatted(id));
    }
    assertThat(trial.shown("1203")).contains("\"emails\":[]");
  }

  /** Printed and unchanged it says what is done without one, but for what roles permit. */
  @Test
  void aMapTakesThePlaceOfAll() throws IOException {
    String map = trial.file("map.yaml", trial.command("import", "map", "django").out());
    List<String> report =
        DjangoShop.REPORT.stream()
            .map(line -> line.replaceAll(",?\"rights_dropped\"", ""))
            .map(
                line ->
                    line.replace(
                        "\"inactive\",\"address_unverified\",\"mfa_not_carried\"",
                        "\"inactive\",\"address_unverified\""))
            .map(
                line ->
                    line.contains("\"karl\"") ? line.replace("[]", "[\"rights_dropped\"]") : line)
            .toList();
    trial.comesIn(project(DjangoShop.sqlite()), report, "--map", map);
    assertThat(trial.shown("1")).contains("\"roles\":[\"Editors\"]", "\"blog.delete_post\"");
    assertThat(trial.opens("bob@example.org", PASSWORD)).isTrue();
  }

  /** A role that somebody has gets what the group has got since, and nobody is mailed. */
  @Test
  void whatAGroupMayLaterARoleMayLaterAndNobodyIsTold() {
    String place = project(DjangoShop.sqlite());
    trial.run(place);
    project("insert into auth_group_permissions values (4, 1, 3)");
    assertThat(trial.run(place, "--dry-run").code()).isEqualTo(4);
    assertThat(trial.command("role", "list", "--json").out())
        .contains("\"permissions\":[\"blog.add_post\",\"blog.view_post\"]");
    assertThat(trial.run(place, "--existing", "update").out()).contains(" 0 updated, ");
    assertThat(trial.command("role", "list", "--json").out())
        .contains("\"permissions\":[\"blog.add_post\",\"blog.delete_post\",\"blog.view_post\"]");
    assertThat(trial.mailsOwed()).isZero();
  }
}
