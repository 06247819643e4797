package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vestibule.crypto.MasterKey;
import vestibule.store.PostgresServer;
import vestibule.store.postgres.WireTap;
import vestibule.store.sql.Families;

/**
 * What really goes over the wire to the database when people register, sign in, are asked who they
 * are and refresh: every statement says by its table's key which machine it is for.
 */
@Tag("processes")
@Timeout(120)
class SpreadTest {

  /** The first words of each statement's text in a Parse message of the protocol. */
  private static final Pattern STATEMENT =
      Pattern.compile("\\x00((?:select|insert|update|delete) [^\\x00]+)\\x00");

  @TempDir Path folder;

  private final Set<String> statements = new ConcurrentSkipListSet<>();

  @Test
  void everyStatementOfTheDailyRequestsNamesTheKeyOfItsFamily() throws Exception {
    Path key = folder.resolve("master.key");
    MasterKey.create(key, new SecureRandom());
    String name = PostgresServer.newDatabase();
    try (WireTap wire = new WireTap(PostgresServer.port());
        TestServer server =
            TestServer.start(
                "VESTIBULE_MASTER_KEY_FILE=" + key,
                "VESTIBULE_DATABASE_URL=" + url(wire.port(), name))) {
      List<TestPerson> known =
          List.of(TestDoor.values()).stream().map(door -> member(server, door)).toList();
      // Mails go out in the background, by statements that ask every machine.
      server.server().mailing().close();
      wire.onQuestion(this::note);
      for (TestDoor door : TestDoor.values()) {
        door.register(server, TestPerson.at(door, server));
      }
      known.forEach(person -> signInAndAsk(server, person));
      wire.onQuestion(bytes -> {});
    }
    assertThat(statements).hasSizeGreaterThanOrEqualTo(15);
    assertThat(statements.toString())
        .contains("insert into account ", "insert into session ", "from session", "from email");
    assertThat(statements)
        // The ring of keys is small, and read whole when it changed or the feed was late.
        .filteredOn(sql -> !Families.tables(sql).contains("signing_key"))
        // So are the forms of foreign hashes, which a background count asks for.
        .filteredOn(sql -> !Families.tables(sql).contains("password_form"))
        .allSatisfy(
            sql ->
                assertThat(Families.tables(sql))
                    .as(sql)
                    .allMatch(table -> Families.isNamed(table, sql)));
  }

  /** Without prepared statements, so that each is a text on the wire. */
  private static String url(int port, String name) {
    return "postgresql://postgres:any@127.0.0.1:" + port + "/" + name + "?prepareThreshold=0";
  }

  private static TestPerson member(TestServer server, TestDoor door) {
    TestPerson person = TestPerson.at(door, server);
    door.register(server, person);
    door.confirm(server, person, server.awaitMail(person.email()));
    return person;
  }

  private static void signInAndAsk(TestServer server, TestPerson person) {
    TestDoor door = person.cameInBy();
    Reply signedIn =
        door.signIn(server, door.asksName() ? person.name() : person.email(), person.password());
    assertThat(door.accepted(signedIn)).isTrue();
    assertThat(door.whoami(server, door.token(signedIn)).status()).isEqualTo(200);
    if (door == TestDoor.CHAT) {
      Reply refreshed =
          server.form("POST", "/api/token/refresh/", "refresh=" + signedIn.text("refresh"));
      assertThat(refreshed.status()).isEqualTo(200);
    }
  }

  private void note(byte[] bytes) {
    STATEMENT
        .matcher(new String(bytes, StandardCharsets.UTF_8))
        .results()
        .map((MatchResult found) -> found.group(1).replaceAll("\\s+", " "))
        .forEach(statements::add);
  }
}
