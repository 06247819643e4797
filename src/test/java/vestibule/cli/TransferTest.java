package vestibule.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vestibule.EnrolledPerson;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.cli.Commands.Ended;
import vestibule.core.factor.App;
import vestibule.store.PostgresServer;
import vestibule.v1.OwnPerson;

/** Backup, restore and move: all is there afterwards, or nothing is changed. */
@Tag("processes")
@Timeout(180)
class TransferTest {

  @TempDir Path folder;

  private static Ended run(Path where, Map<String, String> settings, String... arguments) {
    return Commands.run(where, settings, "", arguments);
  }

  private Path place(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  private static Reply register(TestServer server, String name) {
    return server.json(
        "POST",
        "/user_account/registration",
        "{\"username\": \"%s\", \"email\": \"%s@example.org\", \"pwd\": \"1234\"}"
            .formatted(name, name));
  }

  private static Reply signIn(TestServer server, String name) {
    return server.json(
        "POST", "/user_account/login", "{\"username\": \"%s\", \"pwd\": \"1234\"}".formatted(name));
  }

  private static Reply whoami(TestServer server, Reply signedIn) {
    return server.get(
        "/user_account/profile_settings", "Authorization: Bearer " + signedIn.text("token"));
  }

  /** A stopped server's folder with two accounts; the session of the first is live. */
  private Reply twoAccounts(Path where) {
    try (TestServer server = TestServer.in(where)) {
      register(server, "first");
      register(server, "second");
      return signIn(server, "first");
    }
  }

  private static void copyKey(Path from, Path to) throws IOException {
    Files.createDirectories(to.resolve("data"));
    Files.copy(from.resolve("data/master.key"), to.resolve("data/master.key"));
  }

  @Test
  void aBackupUnderLoadHoldsAllThatWasAnsweredBeforeItBegan() throws Exception {
    Path old = place("old");
    Path next = place("next");
    Queue<String> answered = new ConcurrentLinkedQueue<>();
    AtomicBoolean enough = new AtomicBoolean();
    CountDownLatch some = new CountDownLatch(20);
    List<String> before;
    try (TestServer server = TestServer.in(old);
        ExecutorService clients = Executors.newFixedThreadPool(4)) {
      for (int client = 0; client < 4; client++) {
        String prefix = "client" + client + "_";
        clients.submit(
            () -> {
              for (int i = 0; !enough.get() && i < 5_000; i++) {
                if (register(server, prefix + i).status() == 200) {
                  answered.add(prefix + i);
                  some.countDown();
                }
              }
            });
      }
      assertThat(some.await(60, TimeUnit.SECONDS)).isTrue();
      before = List.copyOf(answered);
      Ended made = run(old, Map.of(), "backup", folder.resolve("all.backup").toString());
      enough.set(true);
      assertThat(made.code()).as(made.err()).isZero();
      assertThat(made.out()).contains("the master key is not in it");
    }
    copyKey(old, next);
    Ended restored = run(next, Map.of(), "restore", folder.resolve("all.backup").toString());
    assertThat(restored.code()).as(restored.err()).isZero();
    try (TestServer server = TestServer.in(next)) {
      for (String name : before) {
        assertThat(signIn(server, name).status()).as(name).isEqualTo(200);
      }
    }
  }

  @Test
  void aBackupIsForItsOwnerAloneAndHoldsNoMasterKey() throws Exception {
    Path where = place("old");
    twoAccounts(where);
    Path file = folder.resolve("b.backup");
    assertThat(run(where, Map.of(), "backup", file.toString()).code()).isZero();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    String key = Files.readString(where.resolve("data/master.key")).strip();
    String bytes = new String(Files.readAllBytes(file), ISO_8859_1);
    assertThat(bytes)
        .doesNotContain(key)
        .doesNotContain(new String(Base64.getDecoder().decode(key), ISO_8859_1))
        .contains("first@example.org");
    Ended again = run(where, Map.of(), "backup", file.toString());
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("exists; a backup is never overwritten");
  }

  @Test
  void withoutTheKeyARestoreIsRefusedUnlessNewOnesAreWanted() throws Exception {
    Path old = place("old");
    Path next = place("next");
    Reply session = twoAccounts(old);
    String file = folder.resolve("k.backup").toString();
    run(old, Map.of(), "backup", file);

    Ended refused = run(next, Map.of(), "restore", file);
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("master key").contains("--new-keys");
    assertThat(left(next.resolve("data"))).isEmpty();

    assertThat(run(next, Map.of(), "keys", "master", "data/master.key").code()).isZero();
    Ended other = run(next, Map.of(), "restore", file);
    assertThat(other.err()).contains("is not the one of the backed-up database");
    Files.delete(next.resolve("data/master.key"));

    Ended done = run(next, Map.of(), "restore", file, "--new-keys");
    assertThat(done.code()).as(done.err()).isZero();
    assertThat(done.out()).contains("1 sessions have ended");
    try (TestServer server = TestServer.in(next)) {
      assertThat(whoami(server, session).status()).isEqualTo(422);
      assertThat(signIn(server, "first").status()).isEqualTo(200);
    }
  }

  /** One-time codes alone are sealed; what is kept of passkeys and recovery codes is no secret. */
  @Test
  void secondFactorsComeBackAndWithoutTheKeyRecoveryCodesStandInForOneTimeCodes() throws Exception {
    Path old = place("old");
    Path next = place("next");
    Path keyless = place("keyless");
    String name;
    App app;
    String recovery;
    try (TestServer server = TestServer.in(old)) {
      OwnPerson person = OwnPerson.confirmed(server);
      name = person.name();
      String header = person.bearer();
      app = EnrolledPerson.enrolled(server, header);
      recovery =
          server
              .json("POST", "/v1/account/factors/recovery-codes", "{}", header)
              .text("/recovery_codes/0");
    }
    String file = folder.resolve("f.backup").toString();
    run(old, Map.of(), "backup", file);
    copyKey(old, next);
    assertThat(run(next, Map.of(), "restore", file).code()).isZero();
    try (TestServer server = TestServer.in(next)) {
      String code = app.next(server.clock().instant());
      assertThat(secondStep(server, name, code).status()).isEqualTo(201);
      assertThat(secondStep(server, name, code).text("code")).isEqualTo("credentials_wrong");
    }
    assertThat(run(keyless, Map.of(), "restore", file, "--new-keys").code()).isZero();
    try (TestServer server = TestServer.in(keyless)) {
      String code = app.next(server.clock().instant());
      assertThat(secondStep(server, name, code).text("code")).isEqualTo("credentials_wrong");
      assertThat(secondStep(server, name, recovery).status()).isEqualTo(201);
    }
  }

  private static Reply secondStep(TestServer server, String name, String answer) {
    Reply wanted = new OwnPerson(server, name).signIn();
    assertThat(wanted.text("code")).isEqualTo("factor_wanted");
    return server.json(
        "POST",
        "/v1/sessions/complete",
        "{\"ticket\":\"%s\",\"answer\":\"%s\"}".formatted(wanted.text("ticket"), answer));
  }

  @Test
  void aRestoredSessionLivesAndNoIdOfTheLostTimeIsDrawnAgain() throws Exception {
    Path old = place("old");
    Path next = place("next");
    Reply session = twoAccounts(old);
    String file = folder.resolve("i.backup").toString();
    run(old, Map.of(), "backup", file);
    copyKey(old, next);
    assertThat(run(next, Map.of(), "restore", file).code()).isZero();
    try (TestServer server = TestServer.in(next)) {
      assertThat(whoami(server, session).status()).isEqualTo(200);
      register(server, "third");
      assertThat(
              server.core().administration().list(0, 10).stream()
                  .map(person -> person.account().id() > 1_000_000))
          .containsExactly(false, false, true);
    }
  }

  @Test
  void whatIsThereIsNeverOverwrittenAndWhatIsDamagedNeverTaken() throws Exception {
    Path old = place("old");
    twoAccounts(old);
    Path file = folder.resolve("d.backup");
    run(old, Map.of(), "backup", file.toString());
    byte[] before = Files.readAllBytes(old.resolve("data/vestibule.db"));
    Ended present = run(old, Map.of(), "restore", file.toString());
    assertThat(present.code()).isEqualTo(1);
    assertThat(present.err()).contains("exists; move it away first");
    assertThat(Files.readAllBytes(old.resolve("data/vestibule.db"))).isEqualTo(before);

    Path next = place("next");
    copyKey(old, next);
    byte[] whole = Files.readAllBytes(file);
    Path broken = folder.resolve("broken");
    Files.write(broken, Arrays.copyOf(whole, whole.length / 2));
    byte[] bent = whole.clone();
    Arrays.fill(bent, 8_192, 12_288, (byte) 7);
    Path spoiled = Files.write(folder.resolve("spoiled"), bent);
    Path text = Files.writeString(folder.resolve("text"), "not a database at all");
    for (Path wrong : List.of(broken, spoiled, text, folder.resolve("absent"))) {
      Ended refused = run(next, Map.of(), "restore", wrong.toString());
      assertThat(refused.code()).as(wrong + refused.err()).isEqualTo(1);
      assertThat(left(next.resolve("data"))).containsExactly("master.key");
    }
  }

  @Test
  void allMovesToPostgresAndBackByABackupAndTheOldFileStays() throws Exception {
    Path old = place("old");
    Reply session = twoAccounts(old);
    byte[] before = Files.readAllBytes(old.resolve("data/vestibule.db"));
    String url = PostgresServer.url(PostgresServer.newDatabase());
    Ended moved = run(old, Map.of(), "move", "--to", url);
    assertThat(moved.code()).as(moved.err()).isZero();
    assertThat(moved.out())
        .containsPattern("account +2 rows  [0-9a-f]{16}  equal")
        .containsPattern("identifier +4 rows  [0-9a-f]{16}  equal")
        .doesNotContain("any@");
    assertThat(Files.readAllBytes(old.resolve("data/vestibule.db"))).isEqualTo(before);

    String key = "VESTIBULE_MASTER_KEY_FILE=" + old.resolve("data/master.key");
    try (TestServer server = TestServer.in(place("node"), "VESTIBULE_DATABASE_URL=" + url, key)) {
      assertThat(whoami(server, session).status()).isEqualTo(200);
      assertThat(signIn(server, "second").status()).isEqualTo(200);
      assertThat(register(server, "third").status()).isEqualTo(200);
    }
    Ended again = run(old, Map.of(), "move", "--to", url);
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("the target is not empty");

    String file = folder.resolve("back.backup").toString();
    Map<String, String> settings =
        Map.of("VESTIBULE_DATABASE_URL", url, key.split("=")[0], key.split("=")[1]);
    Ended backup = run(place("operator"), settings, "backup", file);
    assertThat(backup.code()).as(backup.err()).isZero();
    Path back = place("back");
    copyKey(old, back);
    assertThat(run(back, Map.of(), "restore", file).code()).isZero();
    try (TestServer server = TestServer.in(back)) {
      assertThat(signIn(server, "third").status()).isEqualTo(200);
      assertThat(whoami(server, session).status()).isEqualTo(200);
    }
  }

  @Test
  void aBackupGoesIntoPostgresWholeOrNotAtAll() throws Exception {
    Path old = place("old");
    twoAccounts(old);
    String file = folder.resolve("p.backup").toString();
    run(old, Map.of(), "backup", file);
    String url = PostgresServer.url(PostgresServer.newDatabase());
    Map<String, String> settings =
        Map.of(
            "VESTIBULE_DATABASE_URL",
            url,
            "VESTIBULE_MASTER_KEY_FILE",
            old.resolve("data/master.key").toString());
    Ended restored = run(place("operator"), settings, "restore", file);
    assertThat(restored.code()).as(restored.err()).isZero();
    Ended twice = run(place("operator"), settings, "restore", file);
    assertThat(twice.code()).isEqualTo(1);
    assertThat(twice.err()).contains("the target is not empty");
    String key = "VESTIBULE_MASTER_KEY_FILE=" + old.resolve("data/master.key");
    try (TestServer server = TestServer.in(place("node"), "VESTIBULE_DATABASE_URL=" + url, key)) {
      assertThat(signIn(server, "first").status()).isEqualTo(200);
      assertThat(server.core().administration().list(0, 10)).hasSize(2);
    }
  }

  @Test
  void aDatabaseThatIsBeingServedDoesNotMove() throws Exception {
    Path old = place("old");
    String url = PostgresServer.url(PostgresServer.newDatabase());
    try (TestServer server = TestServer.in(old)) {
      register(server, "first");
      Ended refused = run(old, Map.of(), "move", "--to", url);
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.err()).contains("a server works on the database; stop it first");
    }
    assertThat(run(old, Map.of(), "move", "--to", url).code()).isZero();
  }

  /** What lies in a data folder, but for the libraries that every command unpacks there. */
  private static List<String> left(Path data) throws IOException {
    try (Stream<Path> files = Files.list(data)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals("native"))
          .toList();
    }
  }
}
