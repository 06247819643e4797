package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vestibule.cli.Program;
import vestibule.crypto.MasterKey;
import vestibule.ops.Logging;

/**
 * Every kind of failure, met by somebody whose every text is marked: the log and standard error
 * tell of the failure, and hold none of the texts, no hash and no address.
 */
@Tag("processes")
@Timeout(300)
class SecretsInLogTest {

  private static final String MARK = MarkedPeople.MARK;
  private static final String AGENT = "User-Agent: " + MARK + "-agent";
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  /** Servers of other tests seal their audit trails, each minute, and say so on purpose. */
  private static final Pattern SEAL = Pattern.compile("the audit trail is sealed: [0-9a-z:-]+");

  /** Where the log of tests goes. */
  private static final Path LOG = Path.of(System.getProperty("vestibule.log.file", "none"));

  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private final PrintStream before = System.err;
  private long begin;

  @BeforeEach
  void listen() throws IOException {
    Logging.flush(Duration.ofSeconds(10));
    // The first test of its JVM finds that nothing was logged yet.
    begin = Files.exists(LOG) ? Files.size(LOG) : 0;
    System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void nothingIsSaid() throws IOException {
    System.setErr(before);
    String all = said().toLowerCase(Locale.ROOT);
    assertThat(all).doesNotContain(MARK).doesNotContain("$argon2").doesNotContain("@");
    String unsealed = SEAL.matcher(all).replaceAll("");
    assertThat(HASH.matcher(unsealed).find()).as("a hash in " + unsealed).isFalse();
  }

  private String said() throws IOException {
    Logging.flush(Duration.ofSeconds(10));
    byte[] log = Files.exists(LOG) ? Files.readAllBytes(LOG) : new byte[0];
    return new String(log, (int) begin, log.length - (int) begin, StandardCharsets.UTF_8)
        + errors.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @EnumSource
  void anUnknownConstantInARow(MarkedPeople.Base base, @TempDir Path folder) throws Exception {
    try (MarkedPeople stage = MarkedPeople.on(base, folder)) {
      assertThat(stage.register("constant").status()).isEqualTo(200);
      String token = stage.signIn("constant");
      stage.sql("update account set status = '%s-status'".formatted(MARK));
      stage.forget();
      assertThat(stage.whoami(token).status()).isEqualTo(500);
      assertThat(said()).contains("java.lang.IllegalArgumentException\n");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTextWhereANumberShouldBe(MarkedPeople.Base base, @TempDir Path folder) throws Exception {
    try (MarkedPeople stage = MarkedPeople.on(base, folder)) {
      assertThat(stage.register("number").status()).isEqualTo(200);
      String token = stage.signIn("number");
      switch (base) {
        case SQLITE -> stage.sql("update account set created_at = '%s-number'".formatted(MARK));
        case POSTGRES ->
            stage.sql(
                "alter table account alter column created_at type text using '%s-number'"
                    .formatted(MARK));
      }
      stage.forget();
      // SQLite's driver takes a text for a zero.
      assertThat(stage.whoami(token).status())
          .isEqualTo(base == MarkedPeople.Base.SQLITE ? 200 : 500);
      assertThat(said().contains("PSQLException (SQL state 22003)"))
          .isEqualTo(base == MarkedPeople.Base.POSTGRES);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aUniqueKeyThatIsTaken(MarkedPeople.Base base, @TempDir Path folder) throws Exception {
    try (MarkedPeople stage = MarkedPeople.on(base, folder)) {
      stage.sql("create unique index one_name on account (full_name)");
      assertThat(stage.register("one").status()).isEqualTo(200);
      assertThat(stage.register("two").status()).isEqualTo(500);
      assertThat(said())
          .contains(
              base == MarkedPeople.Base.SQLITE
                  ? "SQLiteException (code "
                  : "PSQLException (SQL state 23505)");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aStatementThatTheDatabaseRefusesInItsOwnWords(MarkedPeople.Base base, @TempDir Path folder)
      throws Exception {
    try (MarkedPeople stage = MarkedPeople.on(base, folder)) {
      refuseAccounts(stage, "P0001");
      assertThat(stage.register("refused").status()).isEqualTo(500);
      assertThat(said())
          .contains(base == MarkedPeople.Base.SQLITE ? "SQLiteException" : "(SQL state P0001)");
    }
  }

  private static void refuseAccounts(MarkedPeople stage, String state) throws SQLException {
    switch (stage.base()) {
      case SQLITE ->
          stage.sql(
              "create trigger refusing before insert on account begin"
                  + " select raise(abort, 'no ' || new.username); end");
      case POSTGRES ->
          stage.sql(
              """
              create function refuse() returns trigger language plpgsql as $$ begin
                raise exception 'no %%', new.username using errcode = '%s', detail = new.full_name,
                  hint = new.contacts; end $$
              """
                  .formatted(state),
              "create trigger refusing before insert on account"
                  + " for each row execute function refuse()");
    }
  }

  @Test
  void aFullDiskOfPostgres(@TempDir Path folder) throws Exception {
    try (MarkedPeople stage = MarkedPeople.on(MarkedPeople.Base.POSTGRES, folder)) {
      refuseAccounts(stage, "53100");
      assertThat(stage.register("disk").status()).isEqualTo(503);
      assertThat(said()).contains("the database cannot be used now (SQL state 53100)");
    }
  }

  @Test
  void aFullDiskOfSqlite(@TempDir Path folder) throws Exception {
    try (MarkedPeople stage = MarkedPeople.on(MarkedPeople.Base.SQLITE, folder)) {
      assertThat(stage.register("first").status()).isEqualTo(200);
      stage.inside("pragma max_page_count = 1");
      Reply reply = stage.register("0");
      for (int i = 1; i < 100 && reply.status() == 200; i++) {
        reply = stage.register("disk" + i);
      }
      assertThat(reply.status()).isEqualTo(503);
      assertThat(said()).contains("SQLITE_FULL");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLockThatIsNotGiven(MarkedPeople.Base base, @TempDir Path folder) throws Exception {
    try (MarkedPeople stage = MarkedPeople.on(base, folder)) {
      assertThat(stage.register("lock").status()).isEqualTo(200);
      String token = stage.signIn("lock");
      try (Connection holder = stage.connect();
          Statement statement = holder.createStatement()) {
        statement.execute(base == MarkedPeople.Base.SQLITE ? "begin immediate" : "begin");
        statement.execute("update account set version = version");
        assertThat(stage.signOut(token).status()).isEqualTo(503);
        statement.execute("rollback");
      }
      assertThat(said())
          .contains(
              base == MarkedPeople.Base.SQLITE
                  ? "others hold what this work needs"
                  : "SQL state 55P03");
    }
  }

  @Test
  void aStatementThatTakesTooLong(@TempDir Path folder) throws Exception {
    try (MarkedPeople stage = MarkedPeople.on(MarkedPeople.Base.POSTGRES, folder)) {
      assertThat(stage.register("slow").status()).isEqualTo(200);
      String token = stage.signIn("slow");
      stage.sql(
          "do $$ begin execute 'alter database ' || quote_ident(current_database())"
              + " || ' set statement_timeout = 200'; end $$");
      stage.cut();
      stage.forget();
      try (Connection holder = stage.connect();
          Statement statement = holder.createStatement()) {
        statement.execute("begin");
        statement.execute("lock table account in access exclusive mode");
        assertThat(stage.whoami(token).status()).isEqualTo(503);
        statement.execute("rollback");
      }
      assertThat(said()).contains("SQL state 57014");
    }
  }

  @Test
  void connectionsThatAreCutUnderTheirStatements(@TempDir Path folder) throws Exception {
    try (MarkedPeople stage = MarkedPeople.on(MarkedPeople.Base.POSTGRES, folder)) {
      assertThat(stage.register("cut").status()).isEqualTo(200);
      String token = stage.signIn("cut");
      CompletableFuture<List<Reply>> answers;
      try (Connection holder = stage.connect();
          Connection killer = stage.connect();
          Statement statement = holder.createStatement();
          Statement kill = killer.createStatement()) {
        statement.execute("begin");
        statement.execute("lock table account, identifier in access exclusive mode");
        answers =
            CompletableFuture.supplyAsync(
                () -> List.of(stage.signOut(token), stage.register("cut2")));
        Waiting.until("answers", Duration.ofSeconds(120), () -> hasCut(kill, answers));
        statement.execute("rollback");
      }
      assertThat(answers.get()).allMatch(reply -> reply.status() == 503);
      assertThat(said()).contains("SQL state 57P01");
    }
  }

  /** Cuts whoever waits for the locks; the view is read anew each time, outside of transactions. */
  private static boolean hasCut(Statement kill, CompletableFuture<List<Reply>> answers) {
    try {
      kill.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity"
              + " where datname = current_database() and wait_event_type = 'Lock'");
      return answers.isDone();
    } catch (SQLException e) {
      throw new IllegalStateException("the killer was killed", e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aMailServerThatQuotesTheMail(MarkedPeople.Base base, @TempDir Path folder) throws Exception {
    try (QuotingMailServer mails = new QuotingMailServer();
        MarkedPeople stage =
            MarkedPeople.on(base, folder, "VESTIBULE_SMTP_URL=smtp://127.0.0.1:" + mails.port())) {
      assertThat(stage.register("mail").status()).isEqualTo(200);
      Waiting.until(
          "the mail's end",
          Duration.ofSeconds(60),
          () ->
              stage.server().server().foundation().delivery().outbox().count().dead() == 1
                  || mails.refused() > 1);
      assertThat(mails.codes()).isNotEmpty();
      assertThat(said()).contains("Mail ");
      for (String code : mails.codes()) {
        assertThat(said()).doesNotContain(code);
      }
    }
  }

  @Test
  void bodiesTokensAndPathsThatAreBroken(@TempDir Path folder) throws Exception {
    try (MarkedPeople stage = MarkedPeople.on(MarkedPeople.Base.SQLITE, folder)) {
      for (String path :
          List.of(
              "/user_account/registration",
              "/api/registration",
              "/api/register/",
              "/auth/register/",
              "/account/register",
              "/user_account/login",
              "/v1/confirmations")) {
        for (String body :
            List.of(
                "{\"username\": \"" + MARK,
                "{\"email\": {\"" + MARK + "\": 1e999}, \"pwd\": " + MARK + "}",
                MARK,
                "{\"" + MARK + "\": \"\\ud800\"}")) {
          assertThat(stage.server().json("POST", path, body, AGENT).status()).isLessThan(500);
        }
      }
      for (String header :
          List.of("Authorization: Bearer " + MARK, "Cookie: token=" + MARK, AGENT)) {
        stage.server().get("/user_account/profile_settings?" + MARK, header);
        stage.server().get("/api/user/", header);
        stage.server().get("/account/me/" + MARK, header);
      }
    }
  }

  @Test
  void aMasterKeyThatIsNone(@TempDir Path folder) throws Exception {
    Path key = Files.writeString(folder.resolve("master.key"), MARK + "\n");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    Map<String, String> settings =
        Map.of(
            "VESTIBULE_DATA_DIR", folder.toString(), "VESTIBULE_MASTER_KEY_FILE", key.toString());
    assertThat(command(settings, folder, "account", "list")).isEqualTo(3);
    assertThat(said()).contains("does not hold 32 bytes in base64");
  }

  @Test
  void aDatabaseThatCannotBeHad(@TempDir Path folder) throws Exception {
    Path key = folder.resolve("master.key");
    MasterKey.create(key, new SecureRandom());
    Map<String, String> settings =
        Map.of(
            "VESTIBULE_DATABASE_URL",
            "postgresql://someone:%s@127.0.0.1:%s/none".formatted(MARK, ServerProcess.freePort()),
            "VESTIBULE_MASTER_KEY_FILE",
            key.toString(),
            "VESTIBULE_DATA_DIR",
            folder.toString());
    assertThat(command(settings, folder, "account", "list")).isEqualTo(3);
    // Servers of other tests log meanwhile.
    assertThat(errors.toString(StandardCharsets.UTF_8).lines())
        .hasSize(1)
        .allMatch(line -> line.startsWith("vestibule: "));
  }

  private int command(Map<String, String> settings, Path folder, String... arguments) {
    return Program.run(
        new Program.Terminal(
            InputStream.nullInputStream(), System.err, System.err, settings, folder),
        arguments);
  }
}
