package vestibule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vestibule.core.model.Person;
import vestibule.core.store.RecordStore;
import vestibule.store.engine.Database;
import vestibule.store.engine.Dialect;
import vestibule.store.transfer.Backup;
import vestibule.store.transfer.Progress;

/** Of people whose account is deleted, and of what people change, nothing can be read any more. */
class DeletedPeopleTest {

  private static final String AGENT = "User-Agent: zqgone-agent";
  private static final String PASSWORD = "Zqgone-Passw0rd";
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private static final Progress SILENT =
      new Progress() {
        @Override
        public void begin(String what, long all) {}

        @Override
        public void done(long units) {}

        @Override
        public void end() {}
      };

  @TempDir private Path folder;

  private static Database database(TestServer server) {
    return server.server().foundation().storage().database();
  }

  private static Reply register(TestServer server, String name) {
    return server.json(
        "POST",
        "/user_account/registration",
        """
        {"username": "%1$s-user", "full_name": "%1$s-full", "email": "%1$s@example.org",
         "phone": "+7 495 %1$s", "contacts": "%1$s-contacts", "pwd": "%2$s"}\
        """
            .formatted(name, PASSWORD),
        AGENT);
  }

  private static String signIn(TestServer server, String name) {
    Reply reply =
        server.json(
            "POST",
            "/user_account/login",
            "{\"username\": \"%s-user\", \"pwd\": \"%s\"}".formatted(name, PASSWORD),
            AGENT);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return "Authorization: Bearer " + reply.text("token");
  }

  private static void rename(TestServer server, String token, String name) {
    Reply reply =
        server.json(
            "PATCH",
            "/account/profile/",
            "{\"first_name\": \"%1$s-first\", \"last_name\": \"%1$s-last\"}".formatted(name),
            token);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
  }

  private static long addAddress(TestServer server, String token, String address) {
    Reply reply =
        server.json("POST", "/account/emails/", "{\"email\": \"" + address + "\"}", token);
    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    return Long.parseLong(reply.text("id"));
  }

  private static Person person(TestServer server, String name) {
    return server.core().accounts().named(name + "-user").orElseThrow();
  }

  private static void live(TestServer server, String name) {
    assertThat(register(server, name).status()).isEqualTo(200);
    server.get(server.awaitMail(name + "@example.org").path());
    String token = signIn(server, name);
    rename(server, token, name);
    addAddress(server, token, name + ".second@example.org");
    server.awaitMail(name + ".second@example.org");
    server.json(
        "POST", "/user_account/reset_password_request", "{\"username\": \"" + name + "-user\"}");
    server.awaitMail(name + "@example.org");
  }

  private static boolean delete(TestServer server, String name) {
    return server.core().administration().delete(person(server, name).id());
  }

  /** Every column of every table in which a text stands, whatever its type. */
  private static List<String> columnsWith(TestServer server, String text) {
    return database(server).scan(handle -> columnsWith(handle, text));
  }

  private static List<String> columnsWith(Handle handle, String text) {
    List<String> found = new ArrayList<>();
    for (String[] column : columns(handle)) {
      String query =
          "select count(*) from %s where lower(cast(%s as text)) like '%%%s%%'"
              .formatted(column[0], column[1], text);
      if (handle.createQuery(query).mapTo(Long.class).one() > 0) {
        found.add(column[0] + "." + column[1]);
      }
    }
    return found;
  }

  private static List<String[]> columns(Handle handle) {
    List<String[]> columns = new ArrayList<>();
    try (ResultSet row =
        handle
            .getConnection()
            .getMetaData()
            .getColumns(null, handle.getConnection().getSchema(), "%", "%")) {
      while (row.next()) {
        String table = row.getString("TABLE_NAME");
        if (!table.startsWith("sqlite") && !table.startsWith("flyway")) {
          columns.add(new String[] {table, row.getString("COLUMN_NAME")});
        }
      }
      return columns;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> filesWith(Path folder, String text) throws IOException {
    List<String> found = new ArrayList<>();
    for (String end : List.of("", "-wal", "-shm", "-journal")) {
      Path file = folder.resolve("vestibule.db" + end);
      if (Files.exists(file) && holds(file, text)) {
        found.add(file.getFileName().toString());
      }
    }
    return found;
  }

  private static boolean holds(Path file, String text) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
        .toLowerCase(Locale.ROOT)
        .contains(text);
  }

  private static long placesOf(TestServer server, long account) {
    return database(server)
        .read(
            handle ->
                handle
                    .createQuery(
                        "select count(*) from audit where account = :account"
                            + " and (network_address <> '' or browser <> '' or salt <> '')")
                    .bind("account", account)
                    .mapTo(Long.class)
                    .one());
  }

  @Test
  void noTableHoldsWhatADeletedPersonGave() {
    try (TestServer server = TestServer.in(folder)) {
      live(server, "zqgone");
      live(server, "stays");
      assertThat(columnsWith(server, "zqgone")).contains("account.username", "email.address");
      long id = person(server, "zqgone").id();
      assertThat(placesOf(server, id)).isPositive();
      assertThat(delete(server, "zqgone")).isTrue();
      // The other one's browser was the same.
      assertThat(columnsWith(server, "zqgone")).containsExactly("audit.browser", "session.browser");
      assertThat(delete(server, "stays")).isTrue();
      assertThat(columnsWith(server, "zqgone")).isEmpty();
      assertThat(placesOf(server, id)).isZero();
      assertThat(server.core().records().trail(RecordStore.Trail.of(id), 100))
          .hasSizeGreaterThan(4);
    }
  }

  @Test
  void thePlacesOfOthersStay() {
    try (TestServer server = TestServer.in(folder)) {
      live(server, "zqgone");
      live(server, "stays");
      long before = placesOf(server, person(server, "stays").id());
      delete(server, "zqgone");
      assertThat(placesOf(server, person(server, "stays").id())).isEqualTo(before).isPositive();
    }
  }

  @Test
  void noFileHoldsWhatADeletedPersonGave() throws IOException {
    try (TestServer server = TestServer.in(folder)) {
      assumeTrue(database(server).dialect() == Dialect.SQLITE);
      Path data = folder.resolve("data");
      for (String name : List.of("zqgone1", "stays1", "zqgone2", "zqgone3", "stays2")) {
        live(server, name);
      }
      Path early = folder.resolve("early");
      new Backup(database(server), early, SILENT, new SecureRandom()).write();
      assertThat(holds(early, "zqgone")).isTrue();
      for (String name : List.of("zqgone1", "zqgone2", "zqgone3", "stays1", "stays2")) {
        delete(server, name);
      }
      assertThat(filesWith(data, "zqgone")).contains("vestibule.db-wal");
      Waiting.until("an empty log", LONGEST, () -> database(server).forgetDeleted());
      assertThat(filesWith(data, "zqgone")).isEmpty();
      assertThat(filesWith(data, "495 ")).isEmpty();
      Path late = folder.resolve("late");
      new Backup(database(server), late, SILENT, new SecureRandom()).write();
      assertThat(holds(late, "zqgone")).isFalse();
    }
  }

  @Test
  void noFileHoldsNamesAndAddressesThatWereChangedOrRemoved() throws IOException {
    try (TestServer server = TestServer.in(folder)) {
      assumeTrue(database(server).dialect() == Dialect.SQLITE);
      Path data = folder.resolve("data");
      assertThat(register(server, "stays").status()).isEqualTo(200);
      server.get(server.awaitMail("stays@example.org").path());
      String token = signIn(server, "stays");
      rename(server, token, "zqformer");
      rename(server, token, "later");
      long added = addAddress(server, token, "zqformer@example.org");
      server.awaitMail("zqformer@example.org");
      assertThat(server.send("DELETE", "/account/emails/" + added + "/", null, token).status())
          .isEqualTo(204);
      // Those who have the account are told of the removal.
      server.awaitEmptyOutbox();
      Waiting.until("an empty log", LONGEST, () -> database(server).forgetDeleted());
      assertThat(columnsWith(server, "zqformer")).isEmpty();
      assertThat(filesWith(data, "zqformer")).isEmpty();
      assertThat(filesWith(data, "stays")).containsExactly("vestibule.db");
    }
  }

  @Test
  void aReaderOfAnOlderStateHoldsItBackAndNobodyWaits() throws IOException {
    try (TestServer server = TestServer.in(folder)) {
      assumeTrue(database(server).dialect() == Dialect.SQLITE);
      assertThat(register(server, "zqgone").status()).isEqualTo(200);
      server.awaitMail("zqgone@example.org");
      Handle reader = database(server).dedicated();
      reader.execute("begin");
      reader.createQuery("select count(*) from account").mapTo(Long.class).one();
      delete(server, "zqgone");
      assertThat(database(server).forgetDeleted()).isFalse();
      reader.execute("rollback");
      reader.close();
      Waiting.until("an empty log", LONGEST, () -> database(server).forgetDeleted());
      assertThat(filesWith(folder.resolve("data"), "zqgone")).isEmpty();
    }
  }
}
