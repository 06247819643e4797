package vestibule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vestibule.cli.Commands;
import vestibule.core.model.AuditEvent.Kind;
import vestibule.core.secret.Derived;
import vestibule.core.secret.KeyRing;
import vestibule.crypto.MasterKey;
import vestibule.crypto.Seal;
import vestibule.wiring.Foundation;

/** The change of the master key: what goes on, what is left of an interruption, and who is told. */
@Timeout(120)
class MasterKeyChangeTest {

  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir private Path folder;

  private TestServer server() {
    return TestServer.in(folder);
  }

  private Path place() {
    return folder.resolve("data/master.key");
  }

  private Path fresh() {
    return folder.resolve("new.key");
  }

  private static String mark(Path file) throws Exception {
    return MasterKey.read(file).checkValue();
  }

  private Commands.Ended change(TestServer server) {
    return Commands.run(server, "", "keys", "master-change", "new.key");
  }

  private static KeyRing ring(TestServer server) {
    return server.server().foundation().storage().keys();
  }

  private static List<byte[]> derived(TestServer server) {
    return Stream.of(Derived.values()).map(ring(server)::derived).toList();
  }

  private static String signIn(TestServer server, TestPerson person) {
    return person
        .cameInBy()
        .token(person.cameInBy().signIn(server, person.email(), person.password()));
  }

  private static TestPerson registered(TestServer server) {
    TestPerson person = TestPerson.at(TestDoor.USER_ACCOUNT, server);
    assertThat(person.cameInBy().register(server, person).status()).isIn(200, 201);
    return person;
  }

  @Test
  void nobodyNoticesAndTheOldKeyIsKeptBeside() throws Exception {
    TestPerson person;
    String token;
    List<byte[]> derived;
    String old;
    try (TestServer server = server()) {
      person = registered(server);
      token = signIn(server, person);
      derived = derived(server);
      old = mark(place());
      Commands.Ended changed = change(server);
      assertThat(changed.code()).as(changed.err()).isZero();
      assertThat(changed.out()).startsWith("changed; ");
      assertThat(person.cameInBy().whoami(server, token).status()).isEqualTo(200);
      assertThat(derived(server)).usingRecursiveComparison().isEqualTo(derived);
      assertThat(
              server
                  .transactions()
                  .<Boolean>read(stores -> stores.audit().has(0, Kind.MASTER_KEY_CHANGED)))
          .isTrue();
    }
    assertThat(mark(place())).isEqualTo(mark(fresh())).isNotEqualTo(old);
    Path kept = place().resolveSibling("master.key." + old.substring(0, 8));
    assertThat(mark(kept)).isEqualTo(old);
    try (TestServer server = server()) {
      assertThat(person.cameInBy().whoami(server, token).status()).isEqualTo(200);
      assertThat(derived(server)).usingRecursiveComparison().isEqualTo(derived);
      assertThat(change(server).out()).startsWith("it was changed already; ");
      assertThat(mark(place())).isEqualTo(mark(fresh()));
    }
    Files.copy(kept, place(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(this::server).isInstanceOf(Foundation.UnusableException.class);
  }

  /** Killed behind the COMMIT: the file is the old one, and the new one lies beside it. */
  @Test
  void whatWasInterruptedGoesOn() throws Exception {
    TestPerson person;
    String token;
    String old;
    try (TestServer server = server()) {
      person = registered(server);
      token = signIn(server, person);
      old = mark(place());
      MasterKey next = MasterKey.create(fresh(), RANDOM);
      MasterKey.copy(fresh(), place().resolveSibling("master.key.next"));
      Seal from = new Seal(MasterKey.read(place()), RANDOM);
      assertThat(server.core().masterKey().run(from, new Seal(next, RANDOM))).isTrue();
      assertThat(server.core().masterKey().run(from, new Seal(next, RANDOM))).isFalse();
    }
    assertThat(mark(place())).isEqualTo(old);
    try (TestServer server = server()) {
      assertThat(person.cameInBy().whoami(server, token).status()).isEqualTo(200);
      assertThat(change(server).out()).startsWith("it was changed already; ");
    }
    assertThat(mark(place())).isEqualTo(mark(fresh()));
    assertThat(place().resolveSibling("master.key.next")).doesNotExist();
    server().close();
  }

  /** Killed before the transaction, while a file was being written. */
  @Test
  void aHalfWrittenFileIsInNobodysWay() throws Exception {
    try (TestServer server = server()) {
      Files.writeString(place().resolveSibling("master.key.next.part"), "half");
      Commands.Ended changed = change(server);
      assertThat(changed.code()).as(changed.err()).isZero();
      assertThat(mark(place())).isEqualTo(mark(fresh()));
    }
  }

  @Test
  void anotherMasterKeyThanTheDatabasesChangesNothing() throws Exception {
    try (TestServer server = server()) {
      Seal stranger = new Seal(MasterKey.create(folder.resolve("a.key"), RANDOM), RANDOM);
      Seal next = new Seal(MasterKey.create(folder.resolve("b.key"), RANDOM), RANDOM);
      assertThatThrownBy(() -> server.core().masterKey().run(stranger, next))
          .isInstanceOf(vestibule.core.ring.KeyRefusal.class);
      assertThat(ring(server).read().mark()).contains(KeyRing.kept(mark(place())));
    }
  }

  /**
   * A machine that was forgotten goes on with what it knows, adds nothing that others could not
   * open, and says that it is not ready once there is a key that it cannot open.
   */
  @Test
  void aNodeWithoutTheNewKeyGoesOnAndLooksForIt() throws Exception {
    Path other = folder.resolve("other.key");
    try (TestServer first = server()) {
      MasterKey.copy(place(), other);
      try (TestServer second = TestServer.in(folder, "VESTIBULE_MASTER_KEY_FILE=" + other)) {
        TestPerson person = registered(second);
        String token = signIn(second, person);
        assertThat(change(first).code()).isZero();
        assertThat(person.cameInBy().whoami(second, signIn(second, person)).status())
            .isEqualTo(200);
        assertThatThrownBy(second.core().keys()::tend)
            .isInstanceOf(vestibule.core.ring.KeyRefusal.class);
        first.core().keys().tend();
        await(second, 503);
        assertThat(person.cameInBy().whoami(second, token).status()).isEqualTo(200);
        MasterKey.copy(fresh(), folder.resolve("other.key.next"));
        await(second, 200);
        second.core().keys().tend();
      }
    }
  }

  private static void await(TestServer node, int status) {
    Waiting.until(
        "readiness to answer " + status,
        LONGEST,
        () -> node.get("/health/ready").status() == status);
  }
}
