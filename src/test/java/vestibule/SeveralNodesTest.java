package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vestibule.core.delivery.Outbox;
import vestibule.core.model.service.Scope;
import vestibule.core.service.Services;
import vestibule.crypto.MasterKey;
import vestibule.store.PostgresServer;
import vestibule.store.postgres.WireTap;

/** Two servers on one PostgreSQL database are one, and each says when it cannot serve. */
@Tag("processes")
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeveralNodesTest {

  private static final Duration LONGEST = Duration.ofSeconds(60);

  private WireTap wire;
  private TestServer first;
  private TestServer second;

  /** The second reaches the database through a wire that can be cut. */
  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    Path key = folder.resolve("master.key");
    MasterKey.create(key, new SecureRandom());
    String database = PostgresServer.newDatabase();
    wire = new WireTap(PostgresServer.port());
    first = node(PostgresServer.url(database), key);
    second = node("postgresql://postgres:any@127.0.0.1:" + wire.port() + "/" + database, key);
  }

  private static TestServer node(String url, Path key) {
    return TestServer.start("VESTIBULE_DATABASE_URL=" + url, "VESTIBULE_MASTER_KEY_FILE=" + key);
  }

  @BeforeEach
  void heal() {
    wire.thaw();
    awaitReady(second, 200);
  }

  @AfterAll
  void stop() throws Exception {
    wire.thaw();
    first.close();
    second.close();
    wire.close();
  }

  /** Somebody who registered at the first node and confirmed at the second. */
  private TestPerson confirmed(TestDoor door) {
    TestPerson person = TestPerson.at(door, first);
    assertThat(door.register(first, person).status()).isIn(200, 201);
    Waiting.forResult(
            "the mail, from either node",
            LONGEST,
            () -> first.findMail(person.email()).or(() -> second.findMail(person.email())))
        .ifPresent(mail -> door.confirm(second, person, mail));
    return person;
  }

  @Test
  void aServiceIsKnownAndForgottenEverywhereWithinASecond() {
    Services services = first.core().services();
    Services.Drawn made = services.create(first.unique("shop"), Set.of(Scope.INTROSPECT));
    Duration second = Duration.ofSeconds(1);
    Waiting.until("the secret", second, () -> asked(made) == 200);
    Services.Drawn rotated = services.rotate(made.service().name(), true);
    Waiting.until("the end of the first one", second, () -> asked(made) == 401);
    assertThat(asked(rotated)).isEqualTo(200);
    services.delete(made.service().name());
    Waiting.until("the end", second, () -> asked(rotated) == 401);
  }

  private int asked(Services.Drawn service) {
    return second
        .form("POST", "/v1/introspect", "token=x", "Authorization: Bearer " + service.secret())
        .status();
  }

  @ParameterizedTest
  @EnumSource
  void whoRegistersAtOneNodeIsKnownAtTheOther(TestDoor door) {
    TestPerson person = confirmed(door);
    String login = door.asksName() ? person.name() : person.email();
    Reply signedIn = door.signIn(second, login, person.password());
    assertThat(door.accepted(signedIn)).isTrue();
    String token = door.token(signedIn);
    assertThat(door.whoami(first, token).body())
        .isEqualTo(door.whoami(second, token).body())
        .contains(person.email().substring(person.email().indexOf('@')));
  }

  @Test
  void aResetAtOneNodeEndsTheSessionsAtTheOtherWithinAPoll() throws Exception {
    TestPerson person = TestPerson.at(TestDoor.USER_ACCOUNT, first);
    person.cameInBy().register(first, person);
    awaitMailsSent();
    String token =
        person.cameInBy().token(person.cameInBy().signIn(second, person.name(), person.password()));
    assertThat(person.cameInBy().whoami(second, token).status()).isEqualTo(200);
    assertThat(first.get("/user_account/logout", "Authorization: " + token).status())
        .isEqualTo(200);
    Waiting.until(
        "the end of the session at the other node",
        LONGEST,
        () -> person.cameInBy().whoami(second, token).status() == 401);
  }

  private TestServer node(int number) {
    return number % 2 == 0 ? first : second;
  }

  @Test
  void ofFiftyRequestsUnderOneKeyAtBothNodesOneIsDone() {
    String name = first.unique("once");
    String body =
        "{\"username\":\"%1$s\",\"email\":\"%1$s@example.org\",\"password\":\"correct horse\"}"
            .formatted(name);
    String key = "Idempotency-Key: " + name;
    List<Reply> replies =
        Together.run(50, number -> node(number).json("POST", "/v1/accounts", body, key));
    assertThat(replies).extracting(Reply::status).isSubsetOf(201, 409).contains(201);
    for (TestServer node : List.of(first, second)) {
      Reply again = node.json("POST", "/v1/accounts", body, key);
      assertThat(again.status()).isEqualTo(201);
      assertThat(again.header("Idempotent-Replayed")).contains("true");
      assertThat(replies)
          .filteredOn(reply -> reply.status() == 201)
          .extracting(Reply::body)
          .containsOnly(again.body());
    }
  }

  @Test
  void fiftyTabsAtBothNodesGetTheSameRefreshToken() {
    TestPerson person = confirmed(TestDoor.V1);
    Reply pair = TestDoor.V1.signIn(first, person.name(), person.password());
    String body = "{\"refresh_token\":\"%s\"}".formatted(pair.text("refresh_token"));
    List<Reply> replies =
        Together.run(50, number -> node(number).json("POST", "/v1/sessions/refresh", body));
    assertThat(replies).extracting(Reply::status).containsOnly(200);
    assertThat(replies)
        .extracting(reply -> reply.text("refresh_token"))
        .containsOnly(replies.getFirst().text("refresh_token"));
    assertThat(replies)
        .extracting(reply -> reply.text("session"))
        .containsOnly(pair.text("session"));
  }

  @Test
  void eachMailIsSentOnceByOneOfTheTwo() throws Exception {
    List<TestPerson> people =
        Stream.of(TestDoor.values())
            .flatMap(door -> Stream.generate(() -> TestPerson.at(door, first)).limit(6))
            .toList();
    long before = mails(first) + mails(second);
    for (TestPerson person : people) {
      assertThat(person.cameInBy().register(first, person).status()).isIn(200, 201);
    }
    awaitMailsSent();
    assertThat(mails(first) + mails(second)).isEqualTo(before + people.size());
  }

  private void awaitMailsSent() {
    Outbox outbox = first.server().foundation().delivery().outbox();
    Waiting.until("the last mail", LONGEST, () -> outbox.count().waiting() == 0);
  }

  private static long mails(TestServer node) throws IOException {
    Path mail = node.folder().resolve("data/mail");
    if (!Files.isDirectory(mail)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(mail)) {
      return files.filter(file -> file.toString().endsWith(".eml")).count();
    }
  }

  @Test
  void aNodeWhoseClockIsOffIsNotReadyUntilItIsRight() {
    awaitReady(second, 200);
    second.clock().advance(Duration.ofSeconds(3));
    awaitReady(second, 503);
    awaitReady(first, 200);
    second.clock().advance(Duration.ofSeconds(-3));
    awaitReady(second, 200);
  }

  @Test
  void aLostDatabaseIsSaidInTheWordsOfEachContractAndHeals() {
    List<Guest> guests = Stream.of(TestDoor.values()).map(this::guest).toList();
    wire.cut(true);
    awaitReady(second, 503);
    Together.run(guests.size(), i -> refused(guests.get(i)));
    for (Guest guest : guests) {
      assertThat(guest.door.whoami(first, guest.token).status()).isEqualTo(200);
    }
    wire.cut(false);
    awaitReady(second, 200);
    for (Guest guest : guests) {
      assertThat(guest.door.accepted(guest.signIn(second))).isTrue();
      assertThat(guest.door.whoami(second, guest.token).status()).isEqualTo(200);
    }
  }

  /** Somebody who is signed in at the second node. */
  private record Guest(TestDoor door, String login, String password, String token) {

    Reply signIn(TestServer node) {
      return door.signIn(node, login, password);
    }
  }

  private Guest guest(TestDoor door) {
    TestPerson person = confirmed(door);
    String login = door.asksName() ? person.name() : person.email();
    String token = door.token(door.signIn(second, login, person.password()));
    return new Guest(door, login, person.password(), token);
  }

  private Guest refused(Guest guest) {
    Reply refused = guest.signIn(second);
    assertThat(refused.status()).as(refused.whole()).isEqualTo(503);
    assertThat(refused.header("Retry-After")).isPresent();
    Reply unknown = guest.door.whoami(second, guest.token);
    assertThat(unknown.status()).as(unknown.whole()).isEqualTo(503);
    assertThat(unknown.header("Retry-After")).isPresent();
    return guest;
  }

  @Test
  void aNodeThatHearsNothingNeverAcceptsWhatWasEndedElsewhere() {
    TestPerson person = TestPerson.at(TestDoor.CHAT, first);
    person.cameInBy().register(first, person);
    String token =
        person.cameInBy().token(person.cameInBy().signIn(first, person.email(), person.password()));
    assertThat(person.cameInBy().whoami(second, token).status()).isEqualTo(200);
    wire.freeze();
    long account = first.core().accounts().named(person.email()).orElseThrow().id();
    first.core().administration().disable(account);
    Waiting.until(
        "mistrust", LONGEST, () -> !second.server().foundation().storage().feed().isFresh());
    assertThat(person.cameInBy().whoami(second, token).status()).isEqualTo(503);
    wire.thaw();
    awaitReady(second, 200);
    assertThat(person.cameInBy().whoami(second, token).status()).isIn(401, 403);
  }

  private static void awaitReady(TestServer node, int status) {
    Waiting.until(
        "readiness to answer " + status,
        LONGEST,
        () -> node.get("/health/ready").status() == status);
  }
}
