package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vestibule.core.model.Session;
import vestibule.store.LiveSessions;
import vestibule.wiring.Foundation;

/**
 * No published document has words for a second factor, so their doors answer as to a wrong password
 * (docs/contracts O-15). Our own says so.
 */
class FactorWantedTest {

  private final TestServer server = TestServer.shared();

  @ParameterizedTest
  @EnumSource
  void aRightPasswordIsNotEnoughAndReadsLikeAWrongOne(TestDoor door) {
    TestPerson person = TestPerson.at(door, server);
    door.register(server, person);
    door.confirm(server, person, server.awaitMail(person.email()));
    long account = server.core().accounts().named(person.email()).orElseThrow().id();
    List<Session> before = live(account);
    server.factor.want(account);
    for (TestDoor each : EnumSet.complementOf(EnumSet.of(TestDoor.V1))) {
      Reply wanted = each.signIn(server, person.email(), person.password());
      Reply wrong = each.signIn(server, person.email(), "Passw0rdWrong");
      assertThat(wanted.whole()).isEqualTo(wrong.whole());
      assertThat(wanted.headers().map().keySet()).isEqualTo(wrong.headers().map().keySet());
      assertThat(each.accepted(wanted)).isFalse();
    }
    assertThat(live(account)).isEqualTo(before);

    server.factor.spare(account);
    Reply signedIn = door.signIn(server, person.email(), person.password());
    assertThat(door.accepted(signedIn)).isTrue();
    assertThat(live(account).getFirst().proofs())
        .extracting(Session.Proof::factor)
        .containsExactly(Session.PASSWORD);
  }

  @Test
  void aServerOfOnesOwnHasNoFactorButThePassword() {
    assertThat(Foundation.Surroundings.ofMachine().factors()).isEmpty();
  }

  private List<Session> live(long account) {
    return server
        .transactions()
        .read(stores -> LiveSessions.of(stores, account, server.clock().instant()));
  }
}
