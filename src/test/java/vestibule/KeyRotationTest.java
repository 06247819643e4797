package vestibule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vestibule.core.secret.Ring.State;
import vestibule.core.ring.KeyRefusal;
import vestibule.core.ring.KeyRotation;
import vestibule.core.ring.KeyRotation.Listed;

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
