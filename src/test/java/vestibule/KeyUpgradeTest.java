package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vestibule.core.model.SigningKey;
import vestibule.core.secret.KeyRing;
import vestibule.core.secret.Ring.State;

/** The keys of the version before, and the version before beside this one. */
@Timeout(120)
class KeyUpgradeTest {

  @TempDir private Path folder;

  /** The version before knows one key for each family, by this name, and nothing of times. */
  private static void asTheVersionBefore(TestServer server) {
    List<SigningKey> keys = ring(server).read().ring().keys();
    server
        .transactions()
        .write(
            stores -> {
              for (SigningKey key : keys) {
                SigningKey.Times bare =
                    new SigningKey.Times(
                        key.times().made(),
                        java.util.Optional.empty(),
                        java.util.Optional.empty(),
                        Duration.ZERO);
                stores.signingKeys().schedule(key.name().text(), bare);
              }
              return stores.signingKeys().delete(KeyRing.csrfName("useraccount"));
            });
  }

  private static KeyRing ring(TestServer server) {
    return server.server().foundation().storage().keys();
  }

  @Test
  void tokensAndCsrfValuesOfTheVersionBeforeAreGood() {
    TestPerson person;
    String token;
    byte[] csrf;
    try (TestServer server = TestServer.in(folder)) {
      person = TestPerson.at(TestDoor.USER_ACCOUNT, server);
      person.cameInBy().register(server, person);
      token =
          person
              .cameInBy()
              .token(person.cameInBy().signIn(server, person.email(), person.password()));
      csrf = ring(server).csrf("useraccount");
      asTheVersionBefore(server);
      assertThat(ring(server).read().rows())
          .extracting(row -> row.name())
          .filteredOn(name -> !name.startsWith("signing-key/v1/"))
          .containsExactly("master-key-check", "signing-key/chat", "signing-key/useraccount");
    }
    try (TestServer server = TestServer.in(folder)) {
      assertThat(person.cameInBy().whoami(server, token).status()).isEqualTo(200);
      assertThat(ring(server).csrf("useraccount")).isEqualTo(csrf);
      assertThat(server.core().keys().list())
          .filteredOn(listed -> listed.state() == State.CURRENT)
          .extracting(listed -> listed.key().name().kid())
          .filteredOn(kid -> !kid.startsWith("v1-es256-"))
          .containsExactly("chat", "useraccount");
      // However old it was: the version before may still run beside this one.
      server.clock().advance(Duration.ofDays(89));
      server.core().keys().tend();
      assertThat(server.core().keys().list())
          .filteredOn(listed -> listed.state() == State.OVERLAPPING)
          .isEmpty();
    }
  }

  /** Who has the key that it was derived from has the key of the CSRF values too. */
  @Test
  void theCsrfKeyIsMadeAnewWithTheKeyThatItWasDerivedFrom() {
    try (TestServer server = TestServer.in(folder)) {
      server.core().keys().tend();
      byte[] first = ring(server).csrf("useraccount");
      server.clock().advance(Duration.ofMinutes(1));
      server.core().keys().rotate("useraccount");
      server.core().keys().rotate("chat");
      assertThat(ring(server).csrf("useraccount")).isEqualTo(first);
      for (String kid : List.of("chat", "useraccount")) {
        assertThat(ring(server).csrf("useraccount")).isEqualTo(first);
        server.core().keys().revoke(kid);
      }
      assertThat(ring(server).csrf("useraccount")).isNotEqualTo(first);
    }
  }
}
