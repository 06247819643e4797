package vestibule.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator has made is seen by people and by services: rights and credentials. */
class ServedServerTest {

  private static final String PASSWORD = "correct horse 7";
  private static final String UNKNOWN = "401 service_unknown";
  private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(20);

  @TempDir private static Path folder;
  private static ServedServer server;

  @BeforeAll
  static void start() throws IOException {
    server = new ServedServer(folder);
  }

  @AfterAll
  static void end() {
    server.close();
  }

  /** A service that the server knows: that takes a second. */
  private static ServiceCredential service(String name, String scope) throws Exception {
    List<String> said = server.command("service", "create", name, "--scope", scope);
    // made service 1, shop
    ServiceCredential made = new ServiceCredential(said.get(0).split("[ ,]+")[2], said.get(1));
    await(() -> !refusal(made).equals(UNKNOWN));
    return made;
  }

  private static String refusal(ServiceCredential service) {
    try {
      VestibuleClient.at(server.url()).introspect("invented", service);
      return "";
    } catch (ProblemException e) {
      return e.status() + " " + e.code();
    }
  }

  private static void await(BooleanSupplier condition) {
    Instant longest = Instant.now().plusSeconds(10);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(longest);
      LockSupport.parkNanos(LOOK);
    }
  }

  @Test
  void aServiceLearnsWhoHasATokenWithTheirRightsUntilItsEnd() throws Exception {
    VestibuleClient vestibule = VestibuleClient.at(server.url());
    Account account =
        vestibule.register(NewAccount.of("ada@example.org", PASSWORD).username("ada"));
    SignedIn ada = vestibule.signIn("ada", PASSWORD);
    String token = ada.accessToken();
    server.command("group", "create", "Editors");
    server.command("group", "grant", "Editors", "ada");
    await(() -> ada.account().groups().equals(List.of("Editors")));
    assertThat(vestibule.whoami(token).account().groups()).containsExactly("Editors");

    ServiceCredential shop = service("shop", "introspect");
    Introspection active = vestibule.introspect(token, shop);
    assertThat(active.active()).isTrue();
    assertThat(active.subject()).contains(account.id());
    assertThat(active.text("username")).contains("ada");
    assertThat(active.text("token_type")).contains("Bearer");
    assertThat(active.text("token_use")).contains("access");
    assertThat(active.text("door")).contains("v1");
    assertThat(active.texts("groups")).containsExactly("Editors");
    assertThat(active.expires().orElseThrow()).isAfter(Instant.now());

    ada.signOut();
    assertThat(vestibule.introspect(token, shop).claims()).isEqualTo(Map.of("active", false));
    assertThat(vestibule.introspect("invented", shop).active()).isFalse();
  }

  @Test
  void aServiceThatIsUnknownOrMayNotAskIsToldSo() throws Exception {
    ServiceCredential till = service("till", "events:read");
    assertThat(refusal(till)).isEqualTo("403 scope_missing");
    assertThat(refusal(new ServiceCredential(till.id(), till.secret() + "x"))).isEqualTo(UNKNOWN);
    assertThat(refusal(new ServiceCredential("99", till.secret()))).isEqualTo(UNKNOWN);
  }
}
