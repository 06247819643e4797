package vestibule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vestibule.core.model.Account;
import vestibule.core.model.Language;
import vestibule.core.model.Password;
import vestibule.core.model.UserAgent;
import vestibule.core.model.Visit;
import vestibule.core.password.ForeignHashes.Source;
import vestibule.core.password.ForeignHashes.Usable;
import vestibule.core.registration.Credential;
import vestibule.core.registration.NewAccount;
import vestibule.core.registration.NewAddress;
import vestibule.wiring.Foundation;
import vestibule.wiring.Wiring;

/** People whose password hash another system made come in by every door, and by its key alone. */
class ForeignPeopleTest {

  /** By Flask-Security with the salt below, of "Grüße, Straße 12" in its NFKD form. */
  private static final String HASH = "$2b$06$LR3JRHAr3z2ebIzdUmuVL.wF0EF9FQe/MVjr6j1tMXWlE0Yq81PVK";

  private static final String TYPED = "Gr\u00fc\u00dfe, Stra\u00dfe 12";
  private static final String SCHEME = "VESTIBULE_FOREIGN_HASHES_CLUB_SCHEME=flask-security";
  private static final String SALT =
      "VESTIBULE_FOREIGN_HASHES_CLUB_PASSWORD_SALT=146585145368132386173505678016728509634";
  private static final String FORM = "VESTIBULE_FOREIGN_HASHES_CLUB_NORMALIZE=NFKD";

  @TempDir Path folder;

  private TestServer server() {
    return TestServer.in(folder, SCHEME, SALT, FORM);
  }

  private static long moved(TestServer server, String address) {
    Usable usable =
        (Usable) server.server().foundation().hashing().foreign().read(Source.key("club"), HASH);
    Visit visit =
        new Visit(
            Wiring.doors(server.config()).getFirst(),
            new UserAgent("", "192.0.2.1", Language.ENGLISH));
    return server
        .core()
        .registration()
        .create(
            new NewAccount(
                visit,
                Optional.empty(),
                new NewAddress(address, true, Optional.empty()),
                Account.Profile.EMPTY,
                new Credential.ForeignHash(usable.stored().get()),
                Optional.empty()))
        .id();
  }

  private static boolean isForeign(TestServer server, long account) {
    return server
        .transactions()
        .<Optional<Password>>read(stores -> stores.passwords().find(account))
        .orElseThrow()
        .isForeign();
  }

  @Test
  void theOldPasswordOpensEveryDoorAndAWrongOneNone() {
    try (TestServer server = server()) {
      for (TestDoor door : TestDoor.values()) {
        String address = server.unique("moved") + "@example.org";
        long account = moved(server, address);
        assertThat(door.accepted(door.signIn(server, address, TYPED + "x")))
            .as(door.name())
            .isFalse();
        assertThat(isForeign(server, account)).isTrue();
        assertThat(door.accepted(door.signIn(server, address, TYPED))).as(door.name()).isTrue();
        assertThat(isForeign(server, account)).isFalse();
        assertThat(door.accepted(door.signIn(server, address, TYPED))).as(door.name()).isTrue();
      }
    }
  }

  @Test
  void theServerDoesNotStartWithoutTheKeyOfAHashThatIsKept() {
    try (TestServer server = server()) {
      moved(server, "moved@example.org");
    }
    assertThatThrownBy(() -> TestServer.in(folder))
        .isInstanceOf(Foundation.UnusableException.class)
        .hasMessageContaining("foreign-hashes.club");
    assertThatThrownBy(() -> TestServer.in(folder, "VESTIBULE_FOREIGN_HASHES_CLUB_SCHEME=devise"))
        .isInstanceOf(Foundation.UnusableException.class);
    try (TestServer server = server()) {
      TestDoor door = TestDoor.CHAT;
      assertThat(door.accepted(door.signIn(server, "moved@example.org", TYPED))).isTrue();
    }
    // Nobody needs it any more.
    TestServer.in(folder).close();
  }
}
