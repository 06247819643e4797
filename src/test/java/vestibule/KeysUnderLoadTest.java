package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vestibule.cli.Commands;
import vestibule.core.secret.Ring;
import vestibule.core.secret.Ring.State;
import vestibule.crypto.MasterKey;
import vestibule.store.PostgresServer;

/**
 * Two nodes on one database, whose keys are rotated and whose master key is changed while people
 * sign in at the one, and show their token to the other at once.
 */
@Tag("processes")
@Timeout(300)
class KeysUnderLoadTest {

  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final int THREADS = 6;

  enum On {
    SQLITE,
    POSTGRES
  }

  @TempDir private Path folder;
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicLong rounds = new AtomicLong();
  private final CountDownLatch stop = new CountDownLatch(1);

  @ParameterizedTest
  @EnumSource
  void noRequestFails(On database) throws Exception {
    // With this property each server is given a database of its own on PostgreSQL.
    Assumptions.assumeFalse(database == On.SQLITE && Boolean.getBoolean("vestibule.test.postgres"));
    String[] settings = settings(database);
    try (TestServer first = TestServer.in(folder, settings);
        TestServer second = TestServer.in(folder, settings);
        ExecutorService people = Executors.newFixedThreadPool(THREADS)) {
      first.core().keys().tend();
      List<Person> all =
          IntStream.range(0, THREADS).mapToObj(i -> new Person(first, second, i)).toList();
      all.forEach(person -> people.submit(person::live));
      try {
        awaitRounds();
        changeMasterKey(first);
        awaitRounds();
        for (int rotation = 0; rotation < 3; rotation++) {
          rotate(first, second);
        }
      } finally {
        stop.countDown();
      }
    }
    assertThat(failures).isEmpty();
  }

  private String[] settings(On database) throws Exception {
    Path key = folder.resolve("one.key");
    MasterKey.create(key, new SecureRandom());
    String file = "VESTIBULE_MASTER_KEY_FILE=" + key;
    return switch (database) {
      case SQLITE -> new String[] {file};
      case POSTGRES ->
          new String[] {
            file, "VESTIBULE_DATABASE_URL=" + PostgresServer.url(PostgresServer.newDatabase())
          };
    };
  }

  private void changeMasterKey(TestServer node) {
    Commands.Ended changed =
        Commands.run(node, "", "keys", "master-change", folder.resolve("two.key").toString());
    assertThat(changed.code()).as(changed.err()).isZero();
  }

  /**
   * The minute for which a key waits passes when both nodes have heard of it, which takes less. The
   * two clocks are moved in turn, so that they are never far apart.
   */
  private void rotate(TestServer first, TestServer second) {
    Waiting.until("both nodes to know the keys", LONGEST, () -> ring(first).equals(ring(second)));
    for (int step = 0; step < 7; step++) {
      first.clock().advance(Duration.ofSeconds(10));
      second.clock().advance(Duration.ofSeconds(10));
    }
    for (String family : List.of("useraccount", "chat")) {
      String kid = second.core().keys().rotate(family).name().kid();
      assertThat(second.core().keys().list())
          .filteredOn(listed -> listed.state() == State.CURRENT)
          .extracting(listed -> listed.key().name().kid())
          .contains(kid);
    }
    awaitRounds();
  }

  private static Ring ring(TestServer node) {
    return node.server().foundation().storage().keys().now().ring();
  }

  private void awaitRounds() {
    long enough = rounds.get() + 5 * THREADS;
    Waiting.until("more requests", LONGEST, () -> !failures.isEmpty() || rounds.get() >= enough);
  }

  /** Somebody who signs in at one node all the time and uses all tokens at the other. */
  private final class Person {

    private final TestServer[] nodes;
    private final TestPerson person;
    private final String firstToken;
    private final String refresh;

    Person(TestServer first, TestServer second, int number) {
      this.nodes = new TestServer[] {first, second};
      TestDoor door = number % 2 == 0 ? TestDoor.CHAT : TestDoor.USER_ACCOUNT;
      this.person = TestPerson.at(door, first);
      assertThat(door.register(first, person).status()).isIn(200, 201);
      Reply signedIn = door.signIn(first, person.email(), person.password());
      this.firstToken = door.token(signedIn);
      this.refresh = door == TestDoor.CHAT ? signedIn.text("refresh") : "";
    }

    void live() {
      try {
        for (int round = 0; stop.getCount() > 0; round++) {
          TestServer here = nodes[round % 2];
          TestServer there = nodes[(round + 1) % 2];
          TestDoor door = person.cameInBy();
          Reply signedIn = door.signIn(here, person.email(), person.password());
          expect(signedIn);
          expect(door.whoami(there, door.token(signedIn)));
          expect(door.whoami(here, firstToken));
          if (!refresh.isEmpty()) {
            refresh(here, there);
          }
          rounds.incrementAndGet();
        }
      } catch (RuntimeException failed) {
        failures.add(failed.toString());
      }
    }

    private void refresh(TestServer here, TestServer there) {
      Reply refreshed =
          here.json("POST", "/api/token/refresh/", "{\"refresh\":\"" + refresh + "\"}");
      expect(refreshed);
      expect(person.cameInBy().whoami(there, "Bearer " + refreshed.text("access")));
    }

    private void expect(Reply reply) {
      if (reply.status() != 200) {
        failures.add(person.cameInBy() + " " + reply.whole());
      }
    }
  }
}
