package vestibule.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vestibule.TestServer;
import vestibule.Waiting;
import vestibule.cli.Commands;
import vestibule.config.StorageConfig;
import vestibule.core.disk.OwnersOnly;
import vestibule.core.model.AuditEvent;

/** Backups by schedule: one node makes them, each is good, and the last good one stays. */
@Tag("processes")
@Timeout(120)
class BackupsTest {

  private final TestServer server = TestServer.start();
  private final List<Backups> nodes = new ArrayList<>();

  @AfterEach
  void stop() {
    nodes.forEach(Backups::close);
    server.close();
  }

  private Backups node(String name, String... settings) throws Exception {
    Map<String, String> all = new HashMap<>(server.commandSettings());
    all.put("VESTIBULE_BACKUP_SCHEDULE", "6h");
    for (String setting : settings) {
      all.put(setting.split("=")[0], setting.split("=")[1]);
    }
    StorageConfig storage = Wiring.config(all, server.folder()).storage();
    Foundation.Surroundings outside =
        new Foundation.Surroundings(
            server.clock(), System::nanoTime, new SecureRandom(), TestServer.CHEAPEST, List.of());
    Backups node =
        Backups.of(storage, server.server().foundation().storage().database(), outside, name)
            .orElseThrow();
    nodes.add(node);
    return node;
  }

  private Path folder() throws IOException {
    Path folder = server.folder().resolve("data/backups");
    OwnersOnly.folder(folder);
    return folder;
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private void later(Duration by) {
    server.clock().advance(by);
  }

  private String nameOfNow() {
    return "vestibule-"
        + server.clock().instant().toString().replaceAll("[:-]|\\.[0-9]+", "")
        + ".backup";
  }

  private void assertGood(String name) throws IOException {
    Commands.Ended ended =
        Commands.run(server, "", "backup", "verify", folder().resolve(name).toString());
    assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
  }

  private void register(String name) {
    server.json(
        "POST",
        "/user_account/registration",
        "{\"username\": \"%s\", \"email\": \"%s@example.org\", \"pwd\": \"1234\"}"
            .formatted(name, name));
  }

  @Test
  void oneIsMadeWheneverItIsDueAndHasTheNameOfItsTime() throws Exception {
    Backups node = node("a");
    register("first");
    String first = nameOfNow();
    assertThat(node.run()).isTrue();
    assertThat(node.run()).isFalse();
    later(Duration.ofHours(6).minusSeconds(5));
    assertThat(node.run()).isFalse();
    later(Duration.ofSeconds(6));
    String second = nameOfNow();
    assertThat(node.run()).isTrue();
    assertThat(names()).containsExactly(first, second);
    for (String name : names()) {
      assertGood(name);
    }
  }

  @Test
  void theNewestStayAndWhatIsNoneOfThemIsLeftAlone() throws Exception {
    Backups node = node("a", "VESTIBULE_BACKUP_KEEP=2");
    List<String> foreign =
        List.of(
            "monday.backup",
            "vestibule-20200101T000000Z.backup.gz",
            "vestibule-20201399T000000Z.backup",
            "vestibule.db");
    for (String name : foreign) {
      Files.writeString(folder().resolve(name), "x");
    }
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      made.add(nameOfNow());
      assertThat(node.run()).isTrue();
      later(Duration.ofHours(7));
    }
    List<String> left = new ArrayList<>(foreign);
    left.addAll(made.subList(2, 4));
    assertThat(names()).containsExactlyInAnyOrderElementsOf(left);
  }

  /** By a clock that was wrong there are ones from the future, more than are kept. */
  @Test
  void theOneJustMadeStaysWhateverTheTimesOfTheOthersAre() throws Exception {
    Backups node = node("a", "VESTIBULE_BACKUP_KEEP=1");
    Files.writeString(folder().resolve("vestibule-20990101T000000Z.backup"), "x");
    Files.writeString(folder().resolve("vestibule-20990102T000000Z.backup"), "x");
    String made = nameOfNow();
    assertThat(node.run()).isTrue();
    assertThat(names()).containsExactly(made);
    assertGood(made);
    assertThat(node.run()).isFalse();
  }

  @Test
  void whatTheDrillRefusesIsNotKeptAndTheLastGoodOneStays() throws Exception {
    Backups node = node("a", "VESTIBULE_BACKUP_KEEP=1");
    String good = nameOfNow();
    assertThat(node.run()).isTrue();
    later(Duration.ofHours(7));
    Path key = server.config().storage().masterKeyFile();
    Path away = Files.move(key, key.resolveSibling("away"));
    assertThat(node.run()).isFalse();
    assertThat(names()).containsExactly(good);
    // Not at once again, and then as soon as it can be.
    Files.move(away, key);
    later(Duration.ofMinutes(14));
    assertThat(node.run()).isFalse();
    assertThat(names()).containsExactly(good);
    later(Duration.ofMinutes(2));
    String next = nameOfNow();
    assertThat(node.run()).isTrue();
    assertThat(names()).containsExactly(next);
  }

  @Test
  void aTrailThatSomebodyHasChangedFailsTheBackup() throws Exception {
    Backups node = node("a");
    register("first");
    later(Duration.ofMinutes(5));
    Foundation foundation = server.server().foundation();
    foundation
        .sealer(
            server.config(),
            new Foundation.Surroundings(
                server.clock(),
                System::nanoTime,
                new SecureRandom(),
                TestServer.CHEAPEST,
                List.of()))
        .run();
    assertThat(node.run()).isTrue();
    later(Duration.ofHours(7));
    foundation
        .storage()
        .database()
        .write(
            transaction ->
                transaction
                    .handle()
                    .execute(
                        "update audit set at = at + 1 where kind = ?",
                        AuditEvent.Kind.REGISTERED.name()));
    assertThat(node.run()).isFalse();
    assertThat(names()).hasSize(1);
  }

  @Test
  void whatAKilledProcessHasLeftGoesWithTheNextAndIsNeverTakenForABackup() throws Exception {
    Backups node = node("a");
    List<String> unfinished =
        List.of(
            "vestibule-20260101T000000Z.backup.unverified",
            "vestibule-20260101T000000Z.backup.unverified.partial",
            "vestibule-20260101T000000Z.backup.unverified.partial-journal",
            "vestibule-20260101T000000Z.backup.drill",
            "vestibule-20260101T000000Z.backup.drill-wal",
            "vestibule-20260101T000000Z.backup.drill-shm");
    for (String name : unfinished) {
      Files.writeString(folder().resolve(name), "x");
    }
    String made = nameOfNow();
    assertThat(node.run()).isTrue();
    assertThat(names()).containsExactly(made);
  }

  @Test
  void ofTwoNodesOneMakesItAndTheOtherOnceThatIsGone() throws Exception {
    Backups one = node("one");
    Backups other = node("other");
    CyclicBarrier together = new CyclicBarrier(2);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<Boolean>> made = new ArrayList<>();
      for (Backups node : List.of(one, other)) {
        made.add(
            threads.submit(
                (Callable<Boolean>)
                    () -> {
                      together.await();
                      return node.run();
                    }));
      }
      assertThat(List.of(made.get(0).get(), made.get(1).get()))
          .containsExactlyInAnyOrder(true, false);
    }
    assertThat(names()).hasSize(1);
    later(Duration.ofMinutes(2));
    Backups holder = one.run() || isHeldBy("one") ? one : other;
    Backups waiting = holder == one ? other : one;
    assertThat(waiting.run()).isFalse();
    // The holder is heard of no more: its lease ends, and the next one is the other's.
    later(Duration.ofHours(7));
    assertThat(waiting.run()).isTrue();
    assertThat(holder.run()).isFalse();
    assertThat(names()).hasSize(2);
  }

  private boolean isHeldBy(String node) {
    return server
        .server()
        .foundation()
        .storage()
        .database()
        .read(
            handle ->
                handle
                    .createQuery("select holder from chore where name = 'backup'")
                    .mapTo(String.class)
                    .one())
        .equals(node);
  }

  @Test
  void aServerMakesItsFirstByItselfAndItsMetricsTellHowOldItIs() throws Exception {
    try (TestServer scheduled =
        TestServer.start("VESTIBULE_BACKUP_SCHEDULE=00:00", "VESTIBULE_BACKUP_KEEP=1")) {
      Path folder = scheduled.folder().resolve("data/backups");
      Waiting.until(
          "a backup",
          Duration.ofSeconds(60),
          () -> scheduled.get("/metrics").body().contains("backups_total{outcome=\"made\"} 1.0"));
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .singleElement()
            .asString()
            .matches("vestibule-[0-9]{8}T[0-9]{6}Z\\.backup");
      }
      assertThat(age(scheduled)).isBetween(0.0, 120.0);
      scheduled.clock().advance(Duration.ofHours(2));
      assertThat(age(scheduled)).isBetween(7_200.0, 7_320.0);
    }
    assertThat(server.get("/metrics").body())
        .contains("vestibule_backup_age NaN")
        .contains("vestibule_backups_total{outcome=\"made\"} 0.0");
  }

  private static double age(TestServer server) {
    return server
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("vestibule_backup_age "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aDayHasOneTimeAndWhatWasMissedIsDueAtOnce() throws Exception {
    StorageConfig.BackupPlan.Due due = new StorageConfig.BackupPlan.Due.Daily(LocalTime.of(3, 30));
    Instant noon = Instant.parse("2026-11-29T12:00:00Z");
    assertThat(due.isDue(Optional.empty(), noon)).isTrue();
    assertThat(isDue(due, "2026-11-29T03:29:59Z", noon)).isTrue();
    assertThat(isDue(due, "2026-11-29T03:30:00Z", noon)).isFalse();
    Instant night = Instant.parse("2026-11-30T03:29:59Z");
    assertThat(isDue(due, "2026-11-29T03:30:00Z", night)).isFalse();
    assertThat(isDue(due, "2026-11-29T03:30:00Z", night.plusSeconds(1))).isTrue();
    assertThat(isDue(due, "2026-11-20T03:30:00Z", night)).isTrue();
  }

  private static boolean isDue(StorageConfig.BackupPlan.Due due, String last, Instant now) {
    return due.isDue(Optional.of(Instant.parse(last)), now);
  }
}
