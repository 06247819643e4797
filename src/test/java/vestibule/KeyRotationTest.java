package vestibule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vestibule.cli.Commands;
import vestibule.core.model.AuditEvent;
import vestibule.core.ring.KeyRefusal;
import vestibule.core.ring.KeyRotation;
import vestibule.core.ring.KeyRotation.Listed;
import vestibule.core.secret.Ring.State;
import vestibule.store.engine.Migrations;

/** The life of signing keys, as clients of one server see it: not at all, unless one is revoked. */
@Timeout(120)
class KeyRotationTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir private Path folder;
  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.in(folder);
    keys().tend();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private KeyRotation keys() {
    return server.core().keys();
  }

  private List<State> states(String family) {
    return keys().list().stream()
        .filter(listed -> listed.key().name().family().equals(family))
        .map(Listed::state)
        .toList();
  }

  private String kid(String family, State state) {
    return keys().list().stream()
        .filter(listed -> listed.key().name().family().equals(family))
        .filter(listed -> listed.state() == state)
        .map(listed -> listed.key().name().kid())
        .findAny()
        .orElseThrow();
  }

  private String signIn(TestPerson person) {
    return person
        .cameInBy()
        .token(person.cameInBy().signIn(server, person.email(), person.password()));
  }

  private TestPerson registered(TestDoor door) {
    TestPerson person = TestPerson.at(door, server);
    assertThat(door.register(server, person).status()).isIn(200, 201);
    return person;
  }

  @Test
  void aFamilyHasOneKeyThatSignsAndOneThatWaits() {
    for (String family : List.of("useraccount", "chat", "v1")) {
      assertThat(states(family)).containsExactlyInAnyOrder(State.CURRENT, State.NEXT);
    }
  }

  @Test
  void aRotationIsFeltByNoToken() {
    TestPerson person = registered(TestDoor.CHAT);
    String before = signIn(person);
    String old = kid("chat", State.CURRENT);
    String next = kid("chat", State.NEXT);
    server.clock().advance(MINUTE);
    keys().rotate("chat");
    assertThat(kid("chat", State.CURRENT)).isEqualTo(next);
    assertThat(kid("chat", State.OVERLAPPING)).isEqualTo(old);
    assertThat(states("chat")).hasSize(3).contains(State.NEXT);
    String after = signIn(person);
    assertThat(person.cameInBy().whoami(server, before).status()).isEqualTo(200);
    assertThat(person.cameInBy().whoami(server, after).status()).isEqualTo(200);
  }

  @Test
  void aKeyThatNotAllNodesNeedKnowYetWaitsAMinute() {
    String old = kid("chat", State.CURRENT);
    String next = keys().rotate("chat").name().kid();
    assertThat(kid("chat", State.CURRENT)).isEqualTo(old);
    assertThat(keys().rotate("chat").name().kid()).isEqualTo(next);
    server.clock().advance(MINUTE);
    assertThat(kid("chat", State.CURRENT)).isEqualTo(next);
    assertThat(kid("chat", State.OVERLAPPING)).isEqualTo(old);
    keys().tend();
    assertThat(states("chat")).hasSize(3).contains(State.NEXT);
  }

  @Test
  void aKeyGivesWayAfterItsTimeAndGoesADayAfterTheLastOfItsTokens() {
    String first = kid("useraccount", State.CURRENT);
    server.clock().advance(Duration.ofDays(90).minus(MINUTE));
    keys().tend();
    assertThat(kid("useraccount", State.CURRENT)).isEqualTo(first);
    server.clock().advance(MINUTE);
    assertThat(keys().isDue()).isTrue();
    keys().tend();
    assertThat(keys().isDue()).isFalse();
    assertThat(kid("useraccount", State.OVERLAPPING)).isEqualTo(first);
    // B remembers for 30 days.
    server.clock().advance(Duration.ofDays(31).minus(MINUTE));
    keys().tend();
    assertThat(kid("useraccount", State.OVERLAPPING)).isEqualTo(first);
    server.clock().advance(MINUTE);
    assertThat(kid("useraccount", State.ENDED)).isEqualTo(first);
    keys().tend();
    assertThat(states("useraccount")).containsExactlyInAnyOrder(State.CURRENT, State.NEXT);
  }

  @Test
  void aRefreshTokenOfTheKeyBeforeRefreshesToItsEnd() {
    TestPerson person = registered(TestDoor.CHAT);
    String refresh =
        person.cameInBy().signIn(server, person.email(), person.password()).text("refresh");
    server.clock().advance(MINUTE);
    keys().rotate("chat");
    server.clock().advance(DAY.multipliedBy(10).minus(MINUTE.multipliedBy(2)));
    keys().tend();
    Reply refreshed =
        server.json("POST", "/api/token/refresh/", "{\"refresh\":\"" + refresh + "\"}");
    assertThat(refreshed.status()).as(refreshed.whole()).isEqualTo(200);
  }

  @Test
  void tokensOfARevokedKeyAreRefusedAtOnceAndOthersNot() {
    TestPerson person = registered(TestDoor.USER_ACCOUNT);
    String leaked = signIn(person);
    assertThat(person.cameInBy().whoami(server, leaked).status()).isEqualTo(200);
    server.clock().advance(MINUTE);
    keys().rotate("useraccount");
    String good = signIn(person);
    keys().revoke(kid("useraccount", State.OVERLAPPING));
    assertThat(person.cameInBy().whoami(server, leaked).status()).isEqualTo(422);
    assertThat(person.cameInBy().whoami(server, good).status()).isEqualTo(200);
  }

  @Test
  void aTokenThatAnotherNodeRemembersIsRefusedThereWithinASecond() {
    TestPerson person = registered(TestDoor.CHAT);
    String leaked = signIn(person);
    try (TestServer other = TestServer.in(folder)) {
      assertThat(person.cameInBy().whoami(other, leaked).status()).isEqualTo(200);
      keys().revoke(kid("chat", State.CURRENT));
      // Known there, although it signed at once.
      String good = signIn(person);
      assertThat(person.cameInBy().whoami(other, good).status()).isEqualTo(200);
      Waiting.until(
          "the other node to hear of it",
          Duration.ofSeconds(30),
          () -> person.cameInBy().whoami(other, leaked).status() == 401);
      assertThat(person.cameInBy().whoami(other, good).status()).isEqualTo(200);
    }
  }

  @Test
  void ofNodesThatRotateAtOnceEachFindsTheSameKey() {
    server.clock().advance(MINUTE);
    List<String> kids = Together.run(8, _ -> keys().rotate("chat").name().kid());
    assertThat(kids).hasSize(8);
    assertThat(states("chat").stream().filter(state -> state == State.CURRENT)).hasSize(1);
    assertThat(states("chat").stream().filter(state -> state == State.NEXT)).hasSize(1);
  }

  @Test
  void theTrailTellsWhatBecameOfKeysAndByWhom() {
    keys().rotate("v1");
    keys().revoke(kid("v1", State.CURRENT));
    List<AuditEvent> trail = server.transactions().read(stores -> stores.audit().of(0, 100));
    assertThat(trail)
        .filteredOn(event -> event.detail().startsWith("v1-es256-"))
        .extracting(event -> event.kind() + " " + event.place().actor())
        .contains("KEY_MADE SYSTEM", "KEY_ROTATED OPERATOR", "KEY_REVOKED OPERATOR");
  }

  @Test
  void keysAreListedRotatedAndRevokedByCommand() {
    Commands.Ended listed = Commands.run(server, "", "keys", "list");
    assertThat(listed.code()).as(listed.err()).isZero();
    assertThat(listed.out().lines())
        .hasSize(6)
        .anyMatch(line -> line.matches("useraccount +HS256 +current +made .*, signs from .*"))
        .anyMatch(line -> line.matches("v1-es256-[0-9a-f]{16} +ES256 +next +made [^,]*"));
    Commands.Ended rotated = Commands.run(server, "", "keys", "rotate", "chat", "--json");
    assertThat(rotated.out())
        .matches("\\{\"key\":\"chat-hs256-[0-9a-f]{16}\",\"signsFrom\":\"[^\"]+\"}\n");
    Commands.Ended unknown = Commands.run(server, "", "keys", "revoke", "chat-hs256-0");
    assertThat(unknown)
        .isEqualTo(new Commands.Ended(1, "", "vestibule: there is no key chat-hs256-0\n"));
    assertThat(Commands.run(server, "", "keys", "revoke", "useraccount").code()).isZero();
  }

  /** The change of the master key seals every row of one table anew, and knows of no other. */
  @Test
  void allThatIsSealedLiesInOneTable() {
    List<String> tables =
        Migrations.SCRIPTS.stream().flatMap(script -> tablesWithSealed(script).stream()).toList();
    assertThat(tables).containsExactly("signing_key");
  }

  private static List<String> tablesWithSealed(String script) {
    try (InputStream text = KeyRotationTest.class.getResourceAsStream("/db/migration/" + script)) {
      String sql = new String(text.readAllBytes(), UTF_8).replaceAll("--.*", "");
      return Pattern.compile("table (\\w+)[^;]*\\bsealed\\b")
          .matcher(sql)
          .results()
          .map(found -> found.group(1))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theNextKeyTakesThePlaceOfARevokedOne() {
    TestPerson person = registered(TestDoor.CHAT);
    String leaked = signIn(person);
    String next = kid("chat", State.NEXT);
    keys().revoke(kid("chat", State.CURRENT));
    assertThat(kid("chat", State.CURRENT)).isEqualTo(next);
    assertThat(states("chat")).containsExactlyInAnyOrder(State.CURRENT, State.NEXT);
    assertThat(person.cameInBy().whoami(server, leaked).status()).isEqualTo(401);
    assertThat(person.cameInBy().whoami(server, signIn(person)).status()).isEqualTo(200);
  }

  @Test
  void whenAKeyIsRevokedThatWasAboutToSignTheOneBeforeGoesOn() {
    String old = kid("chat", State.CURRENT);
    keys().revoke(keys().rotate("chat").name().kid());
    server.clock().advance(DAY.multipliedBy(60));
    assertThat(kid("chat", State.CURRENT)).isEqualTo(old);
    assertThat(states("chat")).containsExactlyInAnyOrder(State.CURRENT, State.NEXT);
  }

  @Test
  void whatIsNoKeyOrFamilyIsRefused() {
    assertThatThrownBy(() -> keys().revoke("chat-hs256-0")).isInstanceOf(KeyRefusal.class);
    assertThatThrownBy(() -> keys().rotate("knowme")).isInstanceOf(KeyRefusal.class);
  }
}
