package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vestibule.config.Config;
import vestibule.core.model.Door;
import vestibule.wiring.Wiring;

/**
 * Every contract that has a folder is a door, has its links, and is served at its documented paths
 * (docs/contracts 0.1).
 */
class WiringTest {

  /** What contracts of one family share is no contract, nor are the tokens of others. */
  private static final Set<String> FAMILIES = Set.of("flask", "django", "former");

  private final TestServer server = TestServer.shared();

  @Test
  void everyFolderOfContractsIsADoorAndSoIsOurOwn(@TempDir Path folder) throws Exception {
    List<String> doors =
        Wiring.doors(Wiring.config(Map.of(), folder)).stream().map(Door::name).sorted().toList();
    assertThat(doors)
        .isEqualTo(Stream.concat(folders().stream(), Stream.of("v1")).sorted().toList());
  }

  @Test
  void whoHandsOutKeysCanBeToldHowLongTheyLive(@TempDir Path folder) throws Exception {
    Config config = Wiring.config(Map.of(), folder);
    assertThat(config.contracts().sessions().idle().keySet())
        .isEqualTo(
            Wiring.doors(config).stream()
                .filter(door -> door.keyLength().isPresent())
                .map(Door::name)
                .collect(Collectors.toSet()));
  }

  private static List<String> folders() throws IOException {
    try (Stream<Path> entries = Files.list(Path.of("src/main/java/vestibule/contracts"))) {
      return entries
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .filter(name -> !FAMILIES.contains(name))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /                                       | GET, HEAD, OPTIONS
          /user_account/login                     | POST, OPTIONS
          /user_account/registration              | POST, OPTIONS
          /user_account/reset_password_request    | POST, OPTIONS
          /user_account/profile_settings          | GET, HEAD, OPTIONS
          /user_account/confirm_email/T           | GET, HEAD, OPTIONS
          /user_account/reset_password/T          | GET, HEAD, POST, OPTIONS
          /user_account/logout                    | GET, HEAD, OPTIONS
          /api/user_account/login                 | POST, OPTIONS
          /api/login                              | POST, OPTIONS
          /api/registration                       | POST, OPTIONS
          /api/reset_password_request             | POST, OPTIONS
          /api/profile_settings                   | GET, HEAD, OPTIONS
          /api/confirm_email/T                    | GET, HEAD, OPTIONS
          /api/reset_password/T                   | GET, HEAD, POST, OPTIONS
          /api/logout                             | GET, HEAD, OPTIONS
          /api/register                           | POST, OPTIONS
          /api/register/confirm/T                 | GET, HEAD, OPTIONS
          /api/token                              | POST, OPTIONS
          /api/token/refresh                      | POST, OPTIONS
          /api/user                               | GET, HEAD, OPTIONS
          /auth/register                          | POST, OPTIONS
          /auth/login                             | POST, OPTIONS
          /account/profile                        | GET, HEAD, PUT, PATCH, OPTIONS
          /account/change-password                | POST, OPTIONS
          /account/verify-email                   | POST, OPTIONS
          /account/emails                         | GET, HEAD, POST, OPTIONS
          /account/emails/1                       | GET, HEAD, PUT, PATCH, DELETE, OPTIONS
          /account/registration                   | POST, OPTIONS
          /account/login                          | POST, OPTIONS
          /account/login/check                    | GET, HEAD, OPTIONS
          /account/me                             | GET, HEAD, OPTIONS
          /v1/confirmations                       | POST, OPTIONS
          /.well-known/jwks.json                  | GET, HEAD, OPTIONS
          /v1/accounts                            | POST, OPTIONS
          /v1/confirmations/complete              | POST, OPTIONS
          /v1/resets                              | POST, OPTIONS
          /v1/resets/complete                     | POST, OPTIONS
          /v1/whoami                              | GET, HEAD, OPTIONS
          /v1/auth                                | GET, HEAD, OPTIONS
          /v1/auth/forms                          | GET, HEAD, OPTIONS
          /v1/confirm/T                           | GET, HEAD, POST, OPTIONS
          /v1/reset/T                             | GET, HEAD, POST, OPTIONS
          /v1/account                             | GET, HEAD, PATCH, OPTIONS
          /v1/account/password                    | POST, OPTIONS
          /v1/account/export                      | GET, HEAD, OPTIONS
          /v1/account/deletion                    | POST, OPTIONS
          /v1/account/avatar                      | GET, HEAD, PUT, DELETE, OPTIONS
          /v1/deletions/cancel                    | POST, OPTIONS
          /v1/keep/T                              | GET, HEAD, POST, OPTIONS
          /v1/account/addresses                   | GET, HEAD, POST, OPTIONS
          /v1/account/addresses/1                 | DELETE, OPTIONS
          /v1/account/addresses/1/primary         | POST, OPTIONS
          /v1/sessions                            | GET, HEAD, POST, DELETE, OPTIONS
          /v1/sessions/complete                   | POST, OPTIONS
          /v1/sessions/refresh                    | POST, OPTIONS
          /v1/sessions/mailed                     | POST, OPTIONS
          /v1/sessions/mailed/complete            | POST, OPTIONS
          /v1/sessions/current/proof              | POST, OPTIONS
          /v1/sessions/1                          | DELETE, OPTIONS
          /v1/sessions/current                    | DELETE, OPTIONS
          /sign-in                                | GET, HEAD, POST, OPTIONS
          /sign-out                               | POST, OPTIONS
          /register                               | GET, HEAD, POST, OPTIONS
          /forgotten                              | GET, HEAD, POST, OPTIONS
          /me                                     | GET, HEAD, OPTIONS
          /me/addresses                           | GET, HEAD, POST, OPTIONS
          """)
  void everyDocumentedPathIsServedWithAndWithoutTheSlash(String path, String allow) {
    for (String spelling : path.equals("/") ? List.of(path) : List.of(path, path + "/")) {
      Reply reply = server.send("OPTIONS", spelling, null);
      assertThat(reply.status()).as(spelling).isEqualTo(200);
      assertThat(reply.header("Allow").orElse("").split(", "))
          .as(spelling)
          .containsExactlyInAnyOrder(allow.split(", "));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/user_account", "/user_account/nothing", "/api", "/api/nothing", "/account",
        "/account/nothing",
    "/account/emails/x", "/account/emails/-1", "/nothing", "/auth", "/metricsx", "/api/register/x",
    "/user_account//login", "/user_account/./login", "/user_account/login;x", "/api/user_account"
  })
  void anUnknownPathHasOneAnswerWhateverItsPrefix(String path) {
    for (String method : List.of("GET", "POST", "DELETE")) {
      Reply reply = server.send(method, path, null);
      assertThat(reply.whole()).as(path).isEqualTo("404 {\"detail\":\"Not found.\"}");
      assertThat(reply.header("Content-Type")).contains("application/json");
    }
  }
}
